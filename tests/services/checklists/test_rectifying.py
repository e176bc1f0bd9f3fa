"""Rectifications: states, deadlines, re-checks by whom, repeats, and what came from a paper register."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import records, settings, transitions
from app.services.attaching import attach, retell
from app.services.checklists import rectifying, running, showing, trends
from app.store.shop import Shop
from tests.records import PLACED
from tests.services.checklists.conftest import DAY, move


def opened(shop: Shop, **values: Any) -> int:
    given = {"title": "通道堵塞", "found_on": DAY, **values}
    return shop.change(lambda uow: records.save(uow, "rectifications", None, given, brought=True))


def record(shop: Shop, record_id: int) -> dict[str, Any]:
    with shop.read() as reader:
        return reader.record("rectifications", record_id)


@pytest.fixture
def mended(shop: Shop, people: dict[str, int]) -> int:
    """One that 何苗 mended today."""
    made = opened(shop, owner_id=people["何苗"], level="larger")
    move(shop, "rectifications", made, "done", done_what="已清空", done_on=DAY)
    return made


@pytest.mark.parametrize(("level", "days"), [("general", 7), ("larger", 3), ("major", 1)])
def test_the_deadline_follows_from_the_level(shop: Shop, people: dict[str, int], level: str, days: int) -> None:
    found = record(shop, opened(shop, level=level))
    wanted = DAY + timedelta(days=days)
    assert (found["deadline"], found["first_deadline"], found["recheck_on"]) == (wanted, wanted, wanted)
    assert found["number"] == "RC-2026-0001" and found["status"] == "open"


def test_the_owner_sets_the_days(shop: Shop, people: dict[str, int]) -> None:
    shop.change(lambda uow: settings.put(uow, {settings.MEND_DAYS.key: "30, 10, 2"}))
    found = [record(shop, opened(shop, level=level))["deadline"] for level in ("general", "larger", "major")]
    assert found == [DAY + timedelta(days=n) for n in (30, 10, 2)]


def test_who_mended_it_is_never_left_open(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop)
    move(shop, "rectifications", made, "done", done_what="已清空", done_on=DAY)
    assert record(shop, made)["done_by"] == people["林晓"], "nobody was responsible: who says so mended it"
    move(shop, "rectifications", made, "verify", verifier_id=people["林晓"], verified_on=DAY)
    assert record(shop, made)["self_verified"] is True
    shop.change(lambda uow: uow.update("staff", people["林晓"], {"login": None}))
    other = opened(shop, title="灯坏了")
    with pytest.raises(Invalid, match="who rectified"):
        move(shop, "rectifications", other, "done", done_what="换了", done_on=DAY)


def test_another_verifies_and_the_loop_is_closed(shop: Shop, mended: int, people: dict[str, int]) -> None:
    assert record(shop, mended)["done_by"] == people["何苗"]
    move(shop, "rectifications", mended, "verify", verifier_id=people["林晓"], verified_on=DAY, opinion="已看现场")
    found = record(shop, mended)
    assert (found["status"], found["verdict"], found["self_verified"]) == ("verified", "pass", False)
    with shop.read() as reader:
        (look,) = reader.lines("rectifications", mended, "rechecks")
    assert (look["verifier_id"], look["verdict"], look["done_what"]) == (people["林晓"], "pass", "已清空")
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: records.save(uow, "rectifications", mended, {"note": "x"}))


def test_the_doer_may_verify_and_it_is_kept(shop: Shop, mended: int, people: dict[str, int]) -> None:
    move(shop, "rectifications", mended, "verify", verifier_id=people["何苗"], verified_on=DAY)
    assert record(shop, mended)["self_verified"] is True


def test_what_is_not_in_order_is_sent_back_and_mended_again(shop: Shop, mended: int, people: dict[str, int]) -> None:
    asked = {"verifier_id": people["林晓"], "verified_on": DAY, "opinion": "仍有纸箱"}
    move(shop, "rectifications", mended, "send_back", **asked)
    found = record(shop, mended)
    assert (found["status"], found["sent_back"], found["verdict"]) == ("open", 1, "fail")
    assert found["first_deadline"] == DAY + timedelta(days=3) == found["deadline"]
    move(shop, "rectifications", mended, "done", done_what="全部清空", done_on=DAY)
    assert record(shop, mended)["verdict"] is None
    move(shop, "rectifications", mended, "verify", verifier_id=people["林晓"], verified_on=DAY)
    with shop.read() as reader:
        looks = reader.lines("rectifications", mended, "rechecks")
    assert [x["verdict"] for x in looks] == ["fail", "pass"] and looks[0]["done_what"] == "已清空"
    assert record(shop, mended)["sent_back"] == 1


def test_a_new_deadline_on_sending_back_keeps_the_old_one(shop: Shop, mended: int, people: dict[str, int]) -> None:
    late = DAY + timedelta(days=9)
    asked = {"verifier_id": people["林晓"], "verified_on": DAY, "opinion": "仍有纸箱", "deadline": late}
    move(shop, "rectifications", mended, "send_back", **asked)
    found = record(shop, mended)
    assert (found["deadline"], found["extended"], found["recheck_on"]) == (late, 1, late)
    with shop.read() as reader:
        (moved,) = reader.lines("rectifications", mended, "extensions")
    assert (moved["old_deadline"], moved["new_deadline"]) == (DAY + timedelta(days=3), late)


def test_an_extension_keeps_the_old_deadline_and_the_reason(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop)
    later = DAY + timedelta(days=20)
    move(shop, "rectifications", made, "extend", deadline=later, reason="等配件")
    found = record(shop, made)
    assert (found["deadline"], found["first_deadline"], found["extended"]) == (later, DAY + timedelta(days=7), 1)
    with shop.read() as reader:
        (moved,) = reader.lines("rectifications", made, "extensions")
    assert (moved["old_deadline"], moved["reason"], moved["by"]) == (DAY + timedelta(days=7), "等配件", "林晓")
    with pytest.raises(Invalid):
        move(shop, "rectifications", made, "extend", deadline=later, reason="又等")


def test_a_deadline_is_not_typed_over(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop)
    with shop.read() as reader:
        found = reader.record("rectifications", made)
    assert {"deadline", "done_on", "verdict"} <= rectifying.fixed_fields(found)
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: records.save(uow, "rectifications", made, {"deadline": DAY + timedelta(days=99)}))


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("done", {"done_what": "x", "done_on": DAY - timedelta(days=1)}),  # before it was found
        ("done", {"done_what": "x", "done_on": DAY + timedelta(days=1)}),  # tomorrow
        ("done", {"done_on": DAY}),  # nothing said
    ],
)
def test_impossible_mendings_are_refused(shop: Shop, people: dict[str, int], name: str, asked: dict[str, Any]) -> None:
    made = opened(shop)
    with pytest.raises(Invalid):
        move(shop, "rectifications", made, name, **asked)
    assert record(shop, made)["status"] == "open"


def failed_again(shop: Shop, template: int, place: str | None = None) -> dict[str, Any]:
    """One more check in which the first item fails; its rectification."""
    check = shop.change(lambda uow: running.start(uow, template))
    if place is not None:
        shop.change(lambda uow: records.save(uow, "checks", check, {"place": place}))
    typed = ({"result": "fail"}, {"result": "na", "note": "封闭"}, {"reading": 1}, {"said": "x"})
    with shop.read() as reader:
        rows = reader.lines("checks", check, "answers")
    for row, said in zip(rows, typed, strict=True):
        shop.change(lambda uow, r=row, t=said: running.answer(uow, check, r["id"], t))  # type: ignore[misc]
    move(shop, "checks", check, "finish")
    with shop.read() as reader:
        made = reader.lines("checks", check, "answers")[0]["rectification_id"]
    return record(shop, made)


def test_the_same_item_within_a_year_is_a_repeat(shop: Shop, template: int, people: dict[str, int]) -> None:
    first, second, third = (failed_again(shop, template) for _ in range(3))
    assert (first["repeats"], second["repeats"], third["repeats"]) == (None, 1, 2)
    assert (second["repeat_of"], third["repeat_of"]) == (first["id"], second["id"])


def test_the_same_item_elsewhere_is_no_repeat(shop: Shop, template: int, people: dict[str, int]) -> None:
    failed_again(shop, template, "一号仓")
    other = failed_again(shop, template, "二号仓")
    again = failed_again(shop, template, "二号仓")
    assert other["repeats"] is None and (again["repeats"], again["repeat_of"]) == (1, other["id"])
    with shop.read() as reader:
        (found,) = trends.repeated(reader, DAY)
    assert (found.place, found.times, found.ids) == ("二号仓", 2, (again["id"], other["id"]))


def test_both_days_of_a_mending_and_a_recheck_are_kept(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop, found_on=DAY - timedelta(days=9), owner_id=people["何苗"])
    move(shop, "rectifications", made, "done", done_what="已清空", done_on=DAY - timedelta(days=6))
    move(shop, "rectifications", made, "verify", verifier_id=people["林晓"], verified_on=DAY - timedelta(days=5))
    found = record(shop, made)
    assert (found["done_on"], found["verified_on"]) == (DAY - timedelta(days=6), DAY - timedelta(days=5))
    assert found["reported_at"] == found["seen_at"] == PLACED
    with shop.read() as reader:
        (look,) = reader.lines("rectifications", made, "rechecks")
    assert look["recorded_at"] == found["seen_at"]


def test_photos_show_the_finding_or_what_was_done(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop, found_on=DAY - timedelta(days=9), owner_id=people["何苗"])

    def attach(name: str, day: date, kind: str = "") -> int:
        return shop.change(lambda uow: uow.attach("rectifications", made, name, "image/png", name.encode(), day, kind))

    attach("前.png", DAY - timedelta(days=9))
    attach("后.png", DAY - timedelta(days=6))

    def said() -> dict[str, list[str]]:
        with shop.read() as reader:
            found = showing.stages(reader, reader.record("rectifications", made))
        return {stage: [a.name for a in files] for stage, files in found.items()}

    assert said() == {"before": ["前.png", "后.png"], "after": []}, "nothing was done about it yet"
    move(shop, "rectifications", made, "done", done_what="已清空", done_on=DAY - timedelta(days=6))
    assert said() == {"before": ["前.png"], "after": ["后.png"]}
    attach("堵.png", DAY, "before")
    attach("发票.png", DAY, "paper")
    attach("通.png", DAY - timedelta(days=9), "after")
    assert said() == {"before": ["前.png", "堵.png"], "after": ["后.png", "通.png"]}, "what a person says counts"


def test_what_a_photo_shows_can_be_corrected_and_the_log_keeps_both(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop, owner_id=people["何苗"])
    photo = shop.change(lambda uow: attach(uow, "rectifications", made, "门.png", "image/png", b"x", DAY, "before"))

    def correct(kind: str, day: date | None) -> None:
        shop.change(lambda uow: retell(uow, "rectifications", made, photo, kind, day))

    def stages() -> dict[str, list[str]]:
        with shop.read() as reader:
            found = showing.stages(reader, reader.record("rectifications", made))
        return {stage: [a.name for a in files] for stage, files in found.items()}

    assert stages() == {"before": ["门.png"], "after": []}
    correct("after", DAY + timedelta(days=1))
    assert stages() == {"before": [], "after": ["门.png"]}
    with shop.read() as reader:
        event, *_ = events = reader.timeline("rectifications", made)
        (file,) = reader.attachments("rectifications", made)
    assert (file.kind, file.evidence_date) == ("after", DAY + timedelta(days=1))
    assert event.action == "retell" and event.extra["file"] == "门.png"
    with shop.read() as reader:
        row = reader.connection.exec_driver_sql("SELECT before, after FROM audit ORDER BY seq DESC LIMIT 1").one()
    assert '"kind":"before"' in row[0] and '"kind":"after"' in row[1]
    correct("after", DAY + timedelta(days=1))
    with shop.read() as reader:
        assert len(reader.timeline("rectifications", made)) == len(events), "the same again writes nothing"
    with pytest.raises(Invalid):
        correct("selfie", None)


def test_the_same_clause_at_the_same_place_is_a_repeat(shop: Shop, people: dict[str, int]) -> None:
    where = {"clause": "消防法第二十八条", "place": "仓库"}
    first = opened(shop, **where, found_on=DAY - timedelta(days=300))
    old = opened(shop, **where, found_on=DAY - timedelta(days=400))
    second = opened(shop, **where)
    elsewhere = opened(shop, clause="消防法第二十八条", place="办公室")
    assert record(shop, second)["repeats"] == 1 and record(shop, second)["repeat_of"] == first
    assert record(shop, elsewhere)["repeats"] is None and record(shop, old)["repeats"] is None
    move(shop, "rectifications", first, "cancel", cancel_reason="重复登记")
    assert record(shop, opened(shop, **where))["repeats"] == 1  # the cancelled one does not count, the second does


def test_two_items_on_one_clause_are_no_repeat(shop: Shop, people: dict[str, int]) -> None:
    where = {"clause": "店铺制度", "place": "仓库", "found_on": DAY}
    make = {"title": "x", "level": "general", **where}
    shop.change(lambda uow: uow.create("rectifications", rectifying.complete(uow, {**make, "item_key": "1.1"})))
    other = shop.change(lambda uow: uow.create("rectifications", rectifying.complete(uow, {**make, "item_key": "1.2"})))
    assert record(shop, other)["repeats"] is None


def test_what_a_paper_register_says_decides_the_state(shop: Shop, people: dict[str, int]) -> None:
    day = DAY - timedelta(days=30)
    waiting = opened(shop, found_on=day, done_on=day + timedelta(days=2), done_what="已修")
    closed = opened(
        shop, found_on=day, done_on=day + timedelta(days=2), verdict="pass", verified_on=day + timedelta(days=3),
        owner_id=people["何苗"], verifier_id=people["何苗"],
    )  # fmt: skip
    assert record(shop, waiting)["status"] == "done"
    found = record(shop, closed)
    assert (found["status"], found["self_verified"], found["deadline"]) == ("verified", True, None)
    in_words = record(shop, opened(shop, found_on=day, done_what="已换", opinion="合格", recheck_on=day))
    assert (in_words["status"], in_words["verdict"], in_words["verified_on"]) == ("verified", "pass", day)
    assert record(shop, opened(shop, found_on=day, done_what="未整改"))["status"] == "open"
    assert record(shop, opened(shop, found_on=day, status="verified"))["status"] == "verified"
    assert record(shop, opened(shop, found_on=day, done_on=day, verdict="fail"))["status"] == "open"
    with pytest.raises(Invalid):
        opened(shop, found_on=DAY, done_on=DAY - timedelta(days=1))
    with pytest.raises(Invalid):
        opened(shop, found_on=DAY + timedelta(days=1))


def test_it_falls_to_who_is_responsible_and_then_to_who_looks_again(shop: Shop) -> None:
    rules = {d.name: d for d in shop.registry["rectifications"].due}
    assert (rules["mend"].who, rules["mend"].at) == ("owner_id", "deadline")
    assert (rules["recheck"].who, rules["recheck"].at) == ("verifier_id", "recheck_on")


def test_what_moves_write_is_not_typed(shop: Shop, people: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        shop.change(lambda uow: records.save(uow, "rectifications", None, {"title": "x", "verdict": "pass"}))


def test_no_move_is_possible_that_the_states_do_not_allow(shop: Shop, people: dict[str, int]) -> None:
    made = opened(shop)
    with pytest.raises(NotAllowed):
        shop.change(
            lambda uow: transitions.perform(
                uow, "rectifications", made, "verify", {"verifier_id": people["林晓"], "verified_on": DAY}
            )
        )


def test_a_year_is_twelve_months(shop: Shop, people: dict[str, int]) -> None:
    where = {"clause": "甲", "place": "乙"}
    opened(shop, **where, found_on=date(2025, 5, 17))
    assert record(shop, opened(shop, **where))["repeats"] == 1
