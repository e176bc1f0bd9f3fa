"""The kill campaign, a few rounds of it. `python -m tests.campaigns.kill --times 500` runs it at full length."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.services.session import Session
from tests.campaigns.kill import Figures, Told, check, round_
from tests.campaigns.kill_child import bring, make, opened


def change(folder: Path, how: Callable[[Session], object]) -> None:
    """Do something to the shop."""
    session = opened(folder)
    how(session)
    session.close()


def sql(session: Session, statement: str) -> None:
    """Past the one door, as no part of the program does it."""
    with session.shop.writer_engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_killed_program_loses_nothing_that_it_told(tmp_path: Path) -> None:
    folder, told, figures = tmp_path / "店", Told(), Figures()
    make(folder)
    for seed in range(3):
        round_(folder, seed, told, figures)
    figures.add(told)
    assert figures.kills == 3
    assert figures.imports + figures.edits + figures.files > 0, "nothing was done, so nothing could be lost"
    assert sum(told.imports.values()) == figures.orders


def test_what_was_told_and_is_not_there_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "店"
    make(folder)
    change(folder, lambda s: s.shop.change(lambda uow: uow.update("products", 1, {"note": "4", "name": "第4版"})))
    change(folder, lambda s: bring(s, folder, "1-2", 4))
    for told, words in (
        (Told(imports={"9-9": 3}), "import 9-9"),
        (Told(later={"1-2"}), "later export of 1-2"),
        (Told(edits={"1": 5}), "edit of product 1"),
        (Told(files=1), "attachments"),
    ):
        with pytest.raises(AssertionError, match=words):
            check(folder, told)
    check(folder, Told(imports={"1-2": 4}))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("UPDATE orders SET source = '1-2-9.csv:2'", "half an import"),
        ("UPDATE order_line SET order_id = 2 WHERE order_id = 1", "half an import"),
        ("UPDATE orders SET fulfilment = 'shipped' WHERE id = 2", "half a later export"),
        ("DELETE FROM stock_movement WHERE id = 1", "balances"),
    ],
)
def test_half_of_something_is_noticed(tmp_path: Path, fault: str, words: str) -> None:
    folder = tmp_path / "店"
    make(folder)
    change(folder, lambda s: bring(s, folder, "1-2", 4))
    change(folder, lambda s: sql(s, fault))
    with pytest.raises(AssertionError, match=words):
        check(folder, Told())


def test_a_later_export_ships_all_of_its_orders(tmp_path: Path) -> None:
    folder, told = tmp_path / "店", Told()
    make(folder)
    change(folder, lambda s: bring(s, folder, "1-2", 4))
    change(folder, lambda s: bring(s, folder, "1-2", 4, later=True))
    check(folder, told)
    assert (told.imports, told.later) == ({"1-2": 4}, {"1-2"})
