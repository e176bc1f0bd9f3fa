"""The counts in the tabs: read together after a burst of changes, and only for the registers that changed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.models.declaration import Register
from app.services import records
from app.store.reader import Reader
from app.ui.shell import sidebar
from app.ui.shell.sidebar import Counts
from tests.ui.pages.conftest import Desk


@pytest.fixture
def readings(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The registers of each reading from now on."""
    seen: list[list[str]] = []
    real = sidebar.counts

    def counts(reader: Reader, registers: Sequence[Register]) -> Counts:
        seen.append(sorted(r.name for r in registers))
        return real(reader, registers)

    monkeypatch.setattr(sidebar, "counts", counts)
    return seen


def test_a_burst_of_changes_is_counted_twice_and_not_for_each(desk: Desk, readings: list[list[str]]) -> None:
    for name in ("orders", "products", "orders", "batches", "orders"):
        desk.window.sidebar.refresh({name})
    desk.settle()
    assert readings[0] == ["orders"]
    assert len(readings) == 2 and set(readings[1]) <= {"batches", "orders", "products"} and "orders" in readings[1]


def test_only_what_changed_is_counted(desk: Desk, readings: list[list[str]]) -> None:
    desk.shop.change(lambda uow: records.save(uow, "suppliers", None, {"name": "另一家"}))
    desk.settle()
    assert readings == [["suppliers"]]
    desk.shop.change(lambda uow: uow.set_setting("shop.name", "另一家"))
    desk.settle()
    assert len(readings) == 1


def test_today_is_looked_at_where_a_rule_could_have_changed(desk: Desk) -> None:
    with desk.shop.read() as reader:
        plain = [r for r in desk.shop.registry if not r.due]
        ruled = [desk.shop.registry["orders"]]
        assert sidebar.TODAY not in sidebar.asking(reader, plain)
        assert sidebar.TODAY in sidebar.asking(reader, ruled)


def test_a_reading_that_failed_is_told_and_does_not_stop_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, readings: list[list[str]]
) -> None:
    told: list[BaseException] = []
    monkeypatch.setattr(desk.window, "_tell_error", told.append)

    def broken(reader: Reader) -> tuple[int, bool]:
        raise LookupError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(sidebar, "due", broken)
        desk.window.sidebar.refresh({"orders"})
        desk.settle()
    assert [type(error) for error in told] == [LookupError]
    desk.window.sidebar.refresh({"orders"})
    desk.settle()
    assert readings == [["orders"], ["orders"]]
