"""Until when records are kept, and by which rule."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.core.i18n import Translator
from app.models.registry import Registry
from app.services.retention import kept_until, kept_words

ORDERS = Registry.load()["orders"]
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("begun", "until"),
    [
        (date(2026, 11, 23), date(2029, 11, 23)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (datetime(2026, 5, 17, 20, tzinfo=UTC), date(2029, 5, 17)),
        (None, None),
    ],
)
def test_the_clock_runs_from_the_declared_field(begun: date | None, until: date | None) -> None:
    assert kept_until(ORDERS, {"fulfilment": "completed", "business_date": begun}) == until


OLD, NEW, LATER = date(2020, 1, 5), date(2026, 3, 1), date(2027, 3, 1)
CLOCKS: dict[str, tuple[dict[str, object], dict[str, object], date]] = {
    "acknowledgements": ({"due_on": OLD, "signed_on": OLD}, {"ended_on": NEW}, date(2029, 3, 1)),
    "assignments": ({"status": "open", "due_on": OLD}, {"status": "late", "done_on": NEW}, date(2029, 3, 1)),
    "certificates": ({"issued_on": OLD}, {"expires_on": LATER}, date(2030, 3, 1)),
    "check_templates": (
        {"status": "active", "start_on": OLD, "last_on": NEW},
        {"status": "retired", "last_on": OLD, "retired_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "complaints": (
        {"status": "reopened", "received_on": OLD, "closed_at": datetime(2020, 2, 1, tzinfo=UTC)},
        {"status": "refused", "refused_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "drills": (
        {"status": "held", "planned_on": OLD, "held_on": NEW},
        {"status": "closed", "held_on": NEW},
        date(2029, 3, 1),
    ),
    "duties": (
        {"status": "active", "start_on": OLD},
        {"status": "stopped", "start_on": OLD, "stopped_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "incidents": (
        {"status": "contained", "business_date": OLD, "closed_at": None},
        {"status": "closed", "closed_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "orders": (
        {"fulfilment": "shipped", "business_date": OLD},
        {"fulfilment": "completed", "completed_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "plan_supplies": (
        {"status": "kept", "checked_on": OLD},
        {"status": "removed", "removed_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "plans": ({"effective_on": OLD}, {"replaced_on": NEW}, date(2029, 3, 1)),
    "receipts": ({"received_on": OLD}, {"keep_until": LATER}, LATER),
    "rectifications": (
        {"status": "done", "found_on": OLD, "verified_on": None},
        {"status": "verified", "verified_on": NEW},
        date(2029, 3, 1),
    ),
    "risk_measures": ({"status": "planned", "due_on": OLD}, {"status": "done", "done_on": NEW}, date(2029, 3, 1)),
    "risks": ({"found_on": OLD}, {"closed_at": datetime(2026, 3, 1, tzinfo=UTC)}, date(2029, 3, 1)),
    "staff": ({"status": "active", "joined_on": OLD}, {"status": "left", "left_on": NEW}, date(2029, 3, 1)),
    "training_evaluations": (
        {"status": "planned", "due_on": OLD},
        {"status": "done", "due_on": OLD, "completed_at": datetime(2026, 3, 1, tzinfo=UTC)},
        date(2029, 3, 1),
    ),
    "training_plans": ({"status": "approved", "due_on": OLD}, {"status": "done", "done_on": NEW}, date(2029, 3, 1)),
}
"""Register → a record that is alive, one that is over, and the last day of the latter."""
EVENTS = {
    "checks": "checked_on", "duty_dates": "expected_on", "payments": "business_date", "quiz_results": "taken_on",
    "remedies": "business_date", "risk_assessments": "assessed_on", "shipments": "business_date",
    "stock_counts": "counted_on", "suppliers": "last_receipt_on", "training_sessions": "held_on",
}  # fmt: skip
"""Registers of what happened on a day and was over with it."""


@pytest.mark.parametrize("name", CLOCKS)
def test_no_clock_runs_while_a_thing_is_alive(name: str) -> None:
    register = Registry.load()[name]
    alive, over, until = CLOCKS[name]
    assert kept_until(register, alive) is None
    assert kept_until(register, over) == until


def test_every_register_that_keeps_says_when_its_clock_begins() -> None:
    declared = {r.name: r.retention for r in Registry.load() if r.retention is not None}
    assert set(declared) == set(CLOCKS) | set(EVENTS)
    assert {n: declared[n].field for n in EVENTS} == EVENTS


def test_a_register_that_declares_nothing_has_no_clock() -> None:
    products = Registry.load()["products"]
    assert products.retention is None
    assert kept_until(products, {"tracked_since": datetime(2026, 5, 17, tzinfo=UTC)}) is None
    assert kept_words(products, {}, TODAY) is None


def test_the_words_name_the_rule_in_both_languages() -> None:
    kept = kept_words(ORDERS, {"fulfilment": "completed", "business_date": date(2026, 11, 23)}, TODAY)
    over = kept_words(ORDERS, {"fulfilment": "completed", "business_date": date(2020, 1, 5)}, TODAY)
    alive = kept_words(ORDERS, {"fulfilment": "shipped", "business_date": date(2020, 1, 5)}, TODAY)
    assert kept is not None and over is not None and alive is not None
    assert str(alive).startswith("Kept as long as it is in use; its time begins afterwards.")
    assert Translator("zh")(alive).startswith("使用期间一直保存")
    assert str(kept).startswith("Kept until 2029-11-23. Transaction records: three years (E-commerce Law, art. 31")
    assert str(over).startswith("Had to be kept until 2023-01-05.")
    assert Translator("zh")(kept).startswith("须保存至 2029-11-23。依据：")
    assert "电子商务法" in Translator("zh")(kept)
