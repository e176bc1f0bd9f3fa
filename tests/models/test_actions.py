import re
from pathlib import Path

import app.models
from app.models.actions import ACTIONS, action_words
from app.models.registry import Registry

APP = Path(app.models.__file__).parents[1]


def test_actions_in_words(registry: Registry) -> None:
    orders = registry["orders"]
    assert str(action_words(orders, "create")) == "Entered"
    assert str(action_words(orders, "ship")) == "Ship"
    assert action_words(orders, "something-new") == "something-new"


def test_every_action_that_the_program_logs_has_words() -> None:
    rooms = [p for room in ("services", "store", "imports") for p in APP.glob(f"{room}/**/*.py")]
    code = "".join(p.read_text("utf-8") for p in rooms)
    logged = set(re.findall(r'action(?:: str)? ?= ?"([a-z_]+)"', code))
    assert {"update", "bulk_edit", "waybill"} <= logged
    assert logged <= set(ACTIONS)
