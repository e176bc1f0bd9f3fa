"""What is due: parts of time, counts that are exact, whose it is, days of a month, and what was put off."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.event import listen

from app.core.clock import fixed
from app.core.errors import Invalid, NotAllowed, NotFound
from app.models.due_indexes import leading, moves
from app.models.registry import table_of
from app.services import due, due_month, duties, records, snoozes, today, transitions
from app.services.due import Person
from app.store.audit import Actor
from app.store.shop import Shop
from app.store.view import View

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(shop: Shop) -> None:
    shop.clock = fixed(datetime(2026, 11, 23, 2, tzinfo=UTC))


def staff(shop: Shop, name: str, login: str | None = None) -> int:
    return shop.change(lambda uow: records.save(uow, "staff", None, {"name": name, "login": login}))


def duty(shop: Shop, label: str, start: date, who: int | None = None, rhythm: str = "once") -> int:
    values = {"label": label, "rhythm": rhythm, "start_on": start, "who_id": who, "grace_days": 60}
    return shop.change(lambda uow: records.save(uow, "duties", None, values))


def on(shop: Shop, day: date) -> None:
    shop.clock = fixed(datetime(day.year, day.month, day.day, 2, tzinfo=UTC))
    shop.change(duties.roll)


def look(shop: Shop, person: Person | None = None) -> today.Board:
    with shop.read() as reader:
        return today.board(reader, person)


@pytest.fixture
def four(shop: Shop) -> tuple[int, int]:
    """Four duties of two people: one late, one for today, one this week, one in twelve days."""
    a, b = staff(shop, "周安", "zhou"), staff(shop, "李禾")
    duty(shop, "盘点", MONDAY, a)
    duty(shop, "对账", MONDAY + timedelta(days=2), a)
    duty(shop, "消防检查", MONDAY + timedelta(days=5), b)
    duty(shop, "备份演练", MONDAY + timedelta(days=14))
    on(shop, MONDAY + timedelta(days=2))
    return a, b


def test_parts_of_time_and_whose_it_is(shop: Shop, four: tuple[int, int]) -> None:
    seen = look(shop)
    assert [(str(i.label), i.when, i.who) for i in seen.items] == [
        ("盘点", "late", "周安"),
        ("对账", "today", "周安"),
        ("消防检查", "week", "李禾"),
        ("备份演练", "later", ""),
    ]
    assert seen.counts == {"late": 1, "today": 1, "week": 1, "later": 1}
    with shop.read() as reader:
        assert today.due_counts(reader) == seen.counts
        assert [(p.name, p.late, p.total) for p in today.people(reader)] == [("周安", 1, 2), ("李禾", 0, 1)]


def test_one_persons_own(shop: Shop, four: tuple[int, int]) -> None:
    with shop.read() as reader:
        mine = today.person_of(reader, "zhou")
        nobody = today.person_of(reader, "陌生人")
        assert today.due_counts(reader, mine) == {"late": 1, "today": 1, "week": 0, "later": 0}
    assert mine == Person(four[0], frozenset({"zhou", "周安"}))
    seen = look(shop, mine)
    assert [str(i.label) for i in seen.items] == ["盘点", "对账"]
    assert look(shop, nobody).items == ()
    with shop.read() as reader:
        assert reader.count(seen.items[0].view) == 2  # the list behind it is that person's too


def test_more_than_is_shown_is_counted_exactly_and_each_part_has_its_first(shop: Shop) -> None:
    for back in range(3):
        shop.clock = fixed(datetime(2026, 11, 23 + back, 2, tzinfo=UTC))
        for n in range(due.PER_RULE - 10 * back):
            duty(shop, f"事{back}-{n}", MONDAY + timedelta(days=back))
    seen = look(shop)
    most = due.PER_RULE
    assert seen.counts == {"late": 2 * most - 10, "today": most - 20, "week": 0, "later": 0}
    assert (len(seen.of("late")), len(seen.of("today"))) == (most, most - 20)
    assert seen.of("late")[0].at == MONDAY


def test_what_is_put_off_is_hidden_with_its_reason_and_stays_late(shop: Shop, four: tuple[int, int]) -> None:
    day = MONDAY + timedelta(days=2)
    item = look(shop).items[0]
    assert item.record_id is not None

    def off(until: date = day + timedelta(days=1), reason: str = "等仓库钥匙") -> None:
        shop.change(lambda uow: snoozes.snooze(uow, item.register, item.record_id, item.rule, until, reason))

    off()
    seen = look(shop)
    assert [str(i.label) for i in seen.items] == ["对账", "消防检查", "备份演练"]
    (hidden,) = seen.put_off
    assert hidden.put_off == due.PutOff(day + timedelta(days=1), "等仓库钥匙", "林晓")
    assert (seen.counts["late"], seen.shown("late")) == (1, 0)
    off(day + timedelta(days=3), "再等一天")
    with shop.read() as reader:
        event = reader.timeline(item.register, item.record_id)[0]
        assert (event.action, event.reason) == ("snooze", "再等一天")
        assert today.due_counts(reader)["late"] == 1
    shop.change(lambda uow: snoozes.unsnooze(uow, item.register, item.record_id, item.rule))
    assert look(shop).put_off == ()
    off()
    on(shop, day + timedelta(days=1))
    assert str(look(shop).items[0].label) == "盘点"  # the day has come


def test_putting_off_needs_a_reason_a_day_ahead_and_a_right(shop: Shop, four: tuple[int, int]) -> None:
    item = look(shop).items[0]
    assert item.record_id is not None
    day = MONDAY + timedelta(days=2)
    for until, reason in ((day, "今天"), (day + timedelta(days=1), "  "), (day + timedelta(days=400), "很久")):
        with pytest.raises(Invalid):
            shop.change(
                lambda uow, u=until, r=reason: snoozes.snooze(uow, item.register, item.record_id, item.rule, u, r)
            )
    with pytest.raises(NotFound):
        shop.change(lambda uow: snoozes.snooze(uow, item.register, 9999, item.rule, day + timedelta(days=1), "无"))
    shop.actor = Actor("i", "检查员", "inspector")
    with pytest.raises(NotAllowed):
        shop.change(
            lambda uow: snoozes.snooze(uow, item.register, item.record_id, item.rule, day + timedelta(days=1), "x")
        )


def test_a_number_stands_once_in_what_is_said(shop: Shop) -> None:
    numbered = [r for r in shop.registry if r.numbering and r.numbering.field in r.title and len(r.title) > 1]
    register = next(
        r for r in numbered if any("{number}" in d.label.msgid and "{title}" in d.label.msgid for d in r.due)
    )
    rule = next(d for d in register.due if "{number}" in d.label.msgid and "{title}" in d.label.msgid)
    row = {c.name: None for c in table_of(register).c} | {"id": 1, "number": "XX-2026-0001", register.title[1]: "胀盖"}
    row[rule.at] = None
    with shop.read() as reader:
        item = due.item_of(due.Rule(register, rule, reader.locale), row)
    assert str(item.label).count("XX-2026-0001") == 1


def test_a_duty_that_a_record_feeds_leads_to_that_record(shop: Shop) -> None:
    values = {"name": "山野食品厂", "phone": "13800000000", "address": "浙江省杭州市"}
    source = shop.change(lambda uow: records.save(uow, "suppliers", None, values))
    spec = duties.DutySpec("suppliers", source, "review", "供应商复查", "once", MONDAY)
    shop.change(lambda uow: duties.keep(uow, spec))
    duty(shop, "盘点", MONDAY)
    assert {str(i.label): (i.leads, i.move) for i in look(shop).items} == {
        "供应商复查": (("suppliers", source), ""),
        "盘点": (None, "tick"),
    }


def test_an_item_of_many_can_be_put_off_too(shop: Shop) -> None:
    values = {"sku": "A", "name": "商品A", "price": 1000}
    product = shop.change(lambda uow: records.save(uow, "products", None, values))
    lines: Any = {"lines": [{"product_id": product, "quantity": 1}]}
    made = shop.change(lambda uow: records.save(uow, "orders", None, {"buyer_name": "测试"}, lines))
    shop.change(lambda uow: transitions.perform(uow, "orders", made, "pay", {"payment_method": "微信"}))
    (item,) = [i for i in look(shop).items if i.rule == "to_ship"]
    until = MONDAY + timedelta(days=1)
    shop.change(lambda uow: snoozes.snooze(uow, "orders", None, "to_ship", until, "快递停收"))
    seen = look(shop)
    assert [i.rule for i in seen.items if i.register == "orders"] == []
    assert [(i.rule, i.count) for i in seen.put_off] == [("to_ship", 1)]
    assert sum(seen.counts.values()) == 1 and item.record_id is None


def test_a_months_days_and_one_of_them(shop: Shop, four: tuple[int, int]) -> None:
    with shop.read() as reader:
        days = due_month.counts_by_day(reader, date(2026, 11, 1), date(2026, 12, 31))
        assert {d.day: (n.total, n.late) for d, n in days.items() if d.month == 11} == {
            23: (1, 1),
            25: (1, 0),
            28: (1, 0),
        }
        assert days[MONDAY + timedelta(days=14)].total == 1
        assert [str(i.label) for i in due_month.items_on(reader, MONDAY)] == ["盘点"]
        assert [i.put_off for i in due_month.items_on(reader, MONDAY)] == [None]
        alone = due_month.counts_by_day(reader, date(2026, 11, 1), date(2026, 12, 31), Person(four[1]))
        assert list(alone) == [MONDAY + timedelta(days=5)]
        every = due_month.items_between(reader, date(2026, 11, 1), date(2026, 12, 31))
        assert len(every) == sum(n.total for n in days.values())


def test_a_day_of_the_month_says_what_was_put_off(shop: Shop, four: tuple[int, int]) -> None:
    item = look(shop).items[0]
    until = MONDAY + timedelta(days=4)
    shop.change(lambda uow: snoozes.snooze(uow, item.register, item.record_id, item.rule, until, "等钥匙"))
    with shop.read() as reader:
        (seen,) = due_month.items_on(reader, MONDAY)
    assert seen.put_off == due.PutOff(until, "等钥匙", "林晓")


def test_a_month_next_spring_shows_what_its_rhythms_call_for(shop: Shop) -> None:
    who = staff(shop, "周安")
    duty(shop, "恢复备份", date(2026, 12, 9), who, "quarterly")
    duty(shop, "盘点", date(2026, 11, 26), None, "weekly")
    with shop.read() as reader:
        before = reader.count(View("duty_dates"))
        may = due_month.counts_by_day(reader, date(2027, 6, 1), date(2027, 6, 30))
        assert {d.day: n.total for d, n in may.items()} == {3: 1, 9: 1, 10: 1, 17: 1, 24: 1}
        (item,) = due_month.items_on(reader, date(2027, 6, 9))
        assert (str(item.label), item.who, item.when, item.record_id) == ("恢复备份", "周安", "later", 1)
        assert list(due_month.counts_by_day(reader, date(2027, 6, 1), date(2027, 6, 30), Person(who))) == [
            date(2027, 6, 9)
        ]
        year = due_month.counts_by_day(reader, date(2026, 11, 1), date(2027, 11, 30))
        assert [d for d in sorted(year) if d.weekday() == 2] == [date(2026, 12, 9), date(2027, 6, 9)]
        ledger = (date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 9))
        assert [year[d].total for d in ledger] == [1, 1, 1], "what the ledger holds is not reckoned besides"
        assert reader.count(View("duty_dates")) == before


def test_what_knows_no_day_stands_on_today_in_the_month_too(shop: Shop) -> None:
    supplier = shop.change(lambda uow: records.save(uow, "suppliers", None, {"name": "甲"}))
    head = {"supplier_id": supplier, "received_on": MONDAY, "receiver": "林晓"}
    receipt = shop.change(lambda uow: records.save(uow, "receipts", None, head))
    shop.change(lambda uow: uow.update("receipts", receipt, {"quarantine": "held", "status": "posted"}))
    with shop.read() as reader:
        assert dict(due_month.counts_by_day(reader, MONDAY, MONDAY)) == {MONDAY: due_month.DayCount(1, 0)}
        assert [i.rule for i in due_month.items_on(reader, MONDAY)] == ["held"]
        assert due_month.items_on(reader, MONDAY + timedelta(days=1)) == []
        assert [i.rule for i in due_month.items_between(reader, MONDAY, MONDAY, Person(None, frozenset({"林晓"})))] == [
            "held"
        ]


def test_a_date_of_the_law_is_put_off_to_the_day_before_it_at_most(shop: Shop) -> None:
    by = datetime(2026, 11, 30, 4, tzinfo=UTC)
    breach = {
        "title": "外泄",
        "kind": "data_breach",
        "found_at": datetime(2026, 11, 23, 1, tzinfo=UTC),
        "report_by": by,
    }
    incident = shop.change(lambda uow: records.save(uow, "incidents", None, breach))

    def off(rule: str, days: int) -> None:
        until = MONDAY + timedelta(days=days)
        shop.change(lambda uow: snoozes.snooze(uow, "incidents", incident, rule, until, "等律师"))

    for rule, days in (("report", 7), ("report", 60), ("people", 2)):
        with pytest.raises(Invalid):
            off(rule, days)
    off("report", 6)
    off("people", 1)
    off("contain", 60)


def test_every_rule_is_answered_by_an_index_that_knows_all_that_it_asks(shop: Shop) -> None:
    """Otherwise the question would read what the shop ever recorded, and not what is due."""
    asked: list[tuple[str, Any]] = []
    slow: list[str] = []
    with shop.read() as reader:
        raw = reader.connection.connection.driver_connection
        assert raw is not None
        listen(reader.connection, "before_cursor_execute", lambda _c, _x, sql, params, *_: asked.append((sql, params)))
        for rule in due.rules(reader):
            asked.clear()
            if rule.due.grouped:
                due.grouped(reader, rule)
            else:
                due.count(reader, rule)
                due.singles(reader, rule, list(rule.spans().values()))
            for sql, params in list(asked):
                for step in (row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {sql}", params)):
                    if rule.table.name in step and not _fits(rule, step):
                        slow.append(f"{rule.register.name}.{rule.due.name}: {step}")
    assert slow == []


def _fits(rule: due.Rule, step: str) -> bool:
    """Its own index, or one that bounds the time and something of what else the rule asks for."""
    words = step.replace("(", " ")
    times = [w.field for w in rule.due.where if moves(w)] + ([rule.due.at] if rule.due.at else [])
    equal = leading(rule.table, rule.due)
    others = [w for w in rule.due.where if w.op != "filled" and w.field not in (*times, *equal)]
    bounded = not times or any(f" {t}<" in words or f" {t}>" in words for t in times)
    own = any(step.count(f"_due_{d.name} ") or step.endswith(f"_due_{d.name}") for d in rule.register.due)
    return own or (bounded and (any(f" {f}=" in words for f in equal) or not (equal or others)))
