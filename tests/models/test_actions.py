import re
from pathlib import Path

import app.models
from app.models.actions import ACTIONS, action_words
from app.models.registry import Registry

APP = Path(app.models.__file__).parents[1]
OF_THE_SHOP = {"store_true"}


def test_actions_in_words(registry: Registry) -> None:
    orders = registry["orders"]
    assert str(action_words(orders, "create")) == "Entered"
    assert str(action_words(orders, "ship")) == "Ship"
    assert action_words(orders, "something-new") == "something-new"


def test_every_action_that_the_program_logs_has_words() -> None:
    code = "".join(
        p.read_text("utf-8") for room in ("services", "store", "imports") for p in APP.glob(f"{room}/**/*.py")
    )
    of_records = set(re.findall(r'action(?:: str)? ?= ?"([a-z_]+)"', code)) - OF_THE_SHOP
    assert {"update", "bulk_edit", "append"} <= of_records
    assert of_records <= set(ACTIONS)
