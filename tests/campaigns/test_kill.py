"""The kill campaign, a few rounds of it. `python -m tests.campaigns.kill --times 500` runs it at full length."""

from pathlib import Path
from random import Random

import pytest

from app.services.intake import add_new
from tests.campaigns.kill import Told, check, incoming, make, opened, round_


def test_a_killed_program_loses_nothing_that_it_told(tmp_path: Path) -> None:
    folder, told = tmp_path / "店", Told()
    make(folder)
    for seed in range(3):
        round_(folder, seed, told)


def test_the_check_would_notice(tmp_path: Path) -> None:
    """Each fault that the campaign looks for is noticed where it is there."""
    folder = tmp_path / "店"
    make(folder)
    for told, words in (
        (Told(imports={"x": 3}), "import x"),
        (Told(edits={"1": 5}), "edit of product 1"),
        (Told(files=1), "attachments"),
    ):
        if "1" in told.edits:
            session = opened(folder)
            session.shop.change(lambda uow: uow.update("products", 1, {"note": "4", "name": "第4版"}))
            session.close()
        with pytest.raises(AssertionError, match=words):
            check(folder, told)
    session = opened(folder)
    session.shop.change(lambda uow: add_new(uow, [incoming("1-1-9", i, Random(1)) for i in range(8)], source="1-1-9"))
    session.close()
    with pytest.raises(AssertionError, match="half an import"):
        check(folder, Told())
    session = opened(folder)
    with session.shop.writer_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM stock_movement WHERE id = 1")
    session.close()
    with pytest.raises(AssertionError, match="balances"):
        check(folder, Told())
