"""The indexes of what is due: one for each question, none where a declared index answers it, none twice."""

from __future__ import annotations

import pytest
from sqlalchemy import Boolean, Column, Date, Index, Integer, MetaData, String, Table

from app.core.i18n import N_
from app.models.base import Instant
from app.models.checks import problems
from app.models.declaration import Due, Register, TodayPlus, Where
from app.models.due_indexes import add_due_indexes, fixed_conditions, leading
from app.models.registry import Registry


def table(*indexes: Index) -> Table:
    return Table(
        "thing",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("voided_at", Instant),
        Column("status", String),
        Column("word", String),
        Column("due_on", Date),
        Column("left", Integer),
        Column("told", Boolean),
        Column("answered_at", Instant),
        *indexes,
    )


OWN = {"ix_thing_due_one", "ix_thing_due_late", "ix_thing_due_coming"}


class Thing:
    def __init__(self, made: Table) -> None:
        self.__table__ = made


def declared(made: Table, *rules: Due) -> Register:
    found = object.__new__(Register)
    object.__setattr__(found, "model", Thing(made))
    object.__setattr__(found, "due", rules)
    return found


def rule(*where: Where, at: str | None = "due_on", name: str = "one") -> Due:
    return Due(name, N_("x"), where, at=at)


def said(made: Table, due: Due) -> str:
    return " AND ".join(str(c.compile(compile_kwargs={"literal_binds": True})) for c in fixed_conditions(made, due))


def own(made: Table) -> dict[str, list[str]]:
    return {str(i.name): [c.name for c in i.columns] for i in made.indexes if str(i.name) in OWN}


def test_what_must_equal_a_value_leads_and_the_time_follows() -> None:
    made = table()
    due = rule(Where("left", "gt", 0), Where("status", "eq", "open"), Where("answered_at", "empty"))
    add_due_indexes(declared(made, due))
    assert own(made) == {"ix_thing_due_one": ["status", "answered_at", "due_on"]}
    assert leading(made, due) == ("status", "answered_at")
    assert said(made, due) == (
        "thing.voided_at IS NULL AND thing.\"left\" > 0 AND thing.status = 'open' AND thing.answered_at IS NULL"
    )


def test_rules_that_ask_alike_share_an_index_and_a_second_time_none_is_added() -> None:
    made = table()
    a = rule(Where("status", "in", ("a", "b")), Where("due_on", "lt", TodayPlus(0)), name="late")
    b = rule(Where("status", "in", ("a", "b")), Where("due_on", "ge", TodayPlus(0)), name="coming")
    for _ in range(2):
        add_due_indexes(declared(made, a, b))
    assert own(made) == {"ix_thing_due_late": ["status", "due_on"]}


def test_a_declared_index_that_answers_the_whole_question_is_enough() -> None:
    made = table(Index("ix_thing_status_due_on", "status", "due_on"))
    add_due_indexes(declared(made, rule(Where("status", "eq", "open"))))
    assert own(made) == {}
    other = table(Index("ix_thing_due_on", "due_on"))
    add_due_indexes(declared(other, rule(Where("left", "gt", 0))))
    assert own(other) == {"ix_thing_due_one": ["due_on"]}


@pytest.mark.parametrize(
    ("where", "sql"),
    [
        (Where("word", "ne", "x"), "thing.word != 'x' OR thing.word IS NULL"),
        (Where("word", "eq", None), "thing.word IS NULL"),
        (Where("word", "ne", None), "thing.word IS NOT NULL"),
        (Where("word", "empty"), "thing.word IS NULL OR thing.word = ''"),
        (Where("word", "filled"), "NOT (thing.word IS NULL OR thing.word = '')"),
        (Where("answered_at", "filled"), "thing.answered_at IS NOT NULL"),
        (Where("word", "not_in", ("a", "b")), "(thing.word NOT IN ('a', 'b')) OR thing.word IS NULL"),
        (Where("told", "eq", True), "thing.told = true"),
        (Where("left", "le_field", "id"), 'thing."left" <= thing.id'),
        (Where("left", "lt_field", "id"), 'thing."left" < thing.id'),
        (Where("left", "le", 2), 'thing."left" <= 2'),
        (Where("left", "lt", 2), 'thing."left" < 2'),
        (Where("left", "ge", 2), 'thing."left" >= 2'),
    ],
)
def test_each_condition_is_written_out(where: Where, sql: str) -> None:
    made = table()
    assert said(made, rule(where)).replace("(", "").replace(")", "").endswith(sql.replace("(", "").replace(")", ""))


def test_a_condition_that_no_index_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="contains"):
        fixed_conditions(table(), rule(Where("word", "contains", "x")))


def test_slips_in_what_settles_an_item_or_opens_a_list_are_found() -> None:
    from dataclasses import replace

    register = Registry.load()["duty_dates"]
    wrong = replace(register, due=(replace(register.due[0], does="nothing"),), first_chip="none")
    told = problems((*(r for r in Registry.load() if r.name != "duty_dates"), wrong))
    assert any("settled by nothing" in p for p in told) and any("chip none" in p for p in told)
