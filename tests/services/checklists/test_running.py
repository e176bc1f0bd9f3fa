"""Checks: begun in today's wording, answered one by one, finished when nothing lacks, unchanged afterwards."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import duties, records
from app.services.checklists import running, showing
from app.services.links import linked
from app.store.shop import Shop
from app.store.view import View
from tests.services.checklists.conftest import DAY, Answer, move

PHOTO = b"\x89PNG invented"


def lines(shop: Shop, check_id: int) -> list[dict[str, Any]]:
    with shop.read() as reader:
        return reader.lines("checks", check_id, "answers")


def record(shop: Shop, register: str, record_id: int) -> dict[str, Any]:
    with shop.read() as reader:
        return reader.record(register, record_id)


def photo(shop: Shop, check_id: int, place: int, data: bytes = PHOTO) -> int:
    row = lines(shop, check_id)[place - 1]
    return shop.change(lambda uow: running.add_photo(uow, check_id, row["id"], "过道.png", "image/png", data))


def answered(shop: Shop, check_id: int, answer: Answer) -> None:
    """All items answered: the first failed, the others in order."""
    answer(1, result="fail", note="压力低于绿区", level="major")
    answer(2, result="pass")
    photo(shop, check_id, 2)
    answer(3, reading=5000)
    answer(4, said="何苗")


def test_a_check_copies_the_wording_and_keeps_it(shop: Shop, template: int, begun: int) -> None:
    with shop.read() as reader:
        items = reader.lines("check_templates", template, "items")
    changed = [{**items[0], "text": "灭火器在有效期内"}, *items[1:]]
    shop.change(lambda uow: records.save(uow, "check_templates", template, {}, {"items": changed}))
    assert record(shop, "check_templates", template)["revision"] == 2
    assert lines(shop, begun)[0]["text"] == "灭火器压力在绿区"
    check = record(shop, "checks", begun)
    assert (check["revision"], check["item_count"], check["status"]) == (1, 4, "in_progress")
    later = shop.change(lambda uow: running.start(uow, template))
    assert lines(shop, later)[0]["text"] == "灭火器在有效期内" and record(shop, "checks", later)["revision"] == 2


def test_saving_the_same_items_again_raises_no_revision(shop: Shop, template: int) -> None:
    with shop.read() as reader:
        items = reader.lines("check_templates", template, "items")
    shop.change(lambda uow: records.save(uow, "check_templates", template, {"note": "x"}, {"items": items}))
    assert record(shop, "check_templates", template)["revision"] == 1


def test_the_checker_is_who_is_signed_in(shop: Shop, begun: int, people: dict[str, int]) -> None:
    assert record(shop, "checks", begun)["checker_id"] == people["林晓"]


def test_each_answer_is_kept_at_once_with_the_figures(shop: Shop, begun: int, answer: Answer) -> None:
    answer(1, result="pass")
    check = record(shop, "checks", begun)
    assert (check["answered"], check["item_count"], check["passed"]) == (1, len(lines(shop, begun)), 1)
    assert check["score"] is None, "one item that passed is no score of the whole list"
    answer(2, result="fail")
    check = record(shop, "checks", begun)
    assert (check["answered"], check["failed"], check["earned"], check["possible"]) == (2, 1, 2, 3)
    assert check["score"] is None
    with shop.read() as reader:
        event = reader.timeline("checks", begun)[0]
    assert event.action == "answer" and event.reason == "疏散通道畅通"
    assert event.extra["effects"]["answer"]["result"] == "fail"


def test_a_number_outside_its_limits_fails_by_itself(shop: Shop, begun: int, answer: Answer) -> None:
    assert answer(3, reading=8001)["result"] == "fail"
    assert answer(3, reading=8000)["result"] == "pass"
    assert answer(3, reading=-1, result="pass")["result"] == "fail"  # whatever was said about it


def test_a_failed_item_gets_level_and_deadline_and_a_passed_one_loses_them(answer: Answer) -> None:
    row = answer(1, result="fail")
    assert (row["level"], row["deadline"]) == ("larger", DAY + timedelta(days=3))
    row = answer(1, level="major")
    assert row["deadline"] == DAY + timedelta(days=1)  # the usual one of the other level
    row = answer(1, deadline=DAY + timedelta(days=9))
    row = answer(1, level="general")
    assert row["deadline"] == DAY + timedelta(days=9)  # the one that was typed stays
    row = answer(1, result="pass")
    assert (row["level"], row["deadline"], row["owner_id"]) == (None, None, None)


def test_it_is_not_finished_while_an_answer_or_a_photo_lacks(shop: Shop, begun: int, answer: Answer) -> None:
    answer(1, result="pass")
    answer(2, result="pass")
    answer(4, said="何苗")
    with pytest.raises(Invalid) as refused:
        move(shop, "checks", begun, "finish")
    assert {p.field for p in refused.value.problems} == {"answers.2.photos", "answers.3.result"}
    assert record(shop, "checks", begun)["status"] == "in_progress"
    answer(3, result="na")
    answer(2, result="na")  # what does not apply needs no photo, but a word
    with pytest.raises(Invalid) as refused:
        move(shop, "checks", begun, "finish")
    assert {p.field for p in refused.value.problems} == {"answers.2.note"}
    answer(2, note="通道已封闭施工")
    move(shop, "checks", begun, "finish")
    assert record(shop, "checks", begun)["status"] == "finished"


def test_a_photo_that_was_taken_off_does_not_count(shop: Shop, begun: int, answer: Answer) -> None:
    answered(shop, begun, answer)
    with shop.read() as reader:
        attached = reader.attachments("checks", begun)[0]
    shop.change(lambda uow: running.drop_photo(uow, begun, attached.id))
    assert lines(shop, begun)[1]["photos"] == 0
    second = photo(shop, begun, 2, b"another")
    shop.change(lambda uow: uow.detach(second))  # from the record's list of files
    with pytest.raises(Invalid):
        move(shop, "checks", begun, "finish")


def test_finishing_opens_a_rectification_for_each_failed_item(
    shop: Shop, begun: int, template: int, answer: Answer, people: dict[str, int]
) -> None:
    answered(shop, begun, answer)
    answer(1, owner_id=people["何苗"], measure="换新瓶", cost=12800)
    photo(shop, begun, 1)
    move(shop, "checks", begun, "finish")
    check, row = record(shop, "checks", begun), lines(shop, begun)[0]
    assert (check["failed"], check["failed_critical"], check["score"]) == (1, 1, 50)
    found = record(shop, "rectifications", row["rectification_id"])
    assert found["title"] == "不合格：灭火器压力在绿区" and found["finding"] == "压力低于绿区"
    assert (found["place"], found["unit_checked"], found["clause"]) == ("仓库", "仓储组", "消防法第十六条")
    assert (found["owner_id"], found["verifier_id"], found["found_by"]) == (
        people["何苗"],
        people["何苗"],
        people["林晓"],
    )
    assert (found["measure"], found["cost"], found["standard"]) == ("换新瓶", 12800, "指针在绿色区域")
    assert found["requirement"] == "限期整改，达到标准：指针在绿色区域"
    assert found["deadline"] == found["first_deadline"] == found["recheck_on"] == DAY + timedelta(days=1)
    assert check["number"] in found["source"] and found["check_id"] == begun
    with shop.read() as reader:
        (link,) = linked(reader, "rectifications", found["id"])
        assert (link.register, link.id, link.opened, link.source) == ("checks", begun, True, True)
        (file,) = reader.attachments("rectifications", found["id"])
        assert showing.stages(reader, found)["before"] == [file]
        assert reader.attachment_data(file.id) == PHOTO
        assert reader.count(View("rectifications")) == 1


def test_a_reading_out_of_limits_is_written_into_the_finding(shop: Shop, begun: int, answer: Answer) -> None:
    answered(shop, begun, answer)
    answer(3, reading=9500, note="门没关严")
    move(shop, "checks", begun, "finish")
    found = record(shop, "rectifications", lines(shop, begun)[2]["rectification_id"])
    assert "9.5 ℃" in found["finding"] and "0–8 ℃" in found["finding"] and found["finding"].endswith("门没关严")


def test_a_finding_falls_to_the_templates_person_and_never_to_nobody(
    shop: Shop, begun: int, template: int, answer: Answer, people: dict[str, int]
) -> None:
    assert answer(1, result="fail")["owner_id"] == people["何苗"]
    answer(2, result="na", note="封闭")
    answer(3, reading=5000)
    answer(4, said="何苗")
    answer(1, owner_id=None)
    with pytest.raises(Invalid) as refused:
        move(shop, "checks", begun, "finish")
    assert [p.field for p in refused.value.problems] == ["answers.1.owner_id"]
    assert answer(1, note="压力低")["owner_id"] is None  # nobody is put back in silence
    assert answer(1, result="pass")["cost"] is None


def test_the_limits_of_a_number_belong_to_its_standard(shop: Shop, begun: int, answer: Answer) -> None:
    answered(shop, begun, answer)
    answer(3, reading=9500)
    move(shop, "checks", begun, "finish")
    found = record(shop, "rectifications", lines(shop, begun)[2]["rectification_id"])
    assert found["standard"] == "0–8 ℃" and found["requirement"].endswith("0–8 ℃")


def test_a_check_of_which_nothing_applied_is_not_done(
    shop: Shop, begun: int, template: int, answer: Answer, people: dict[str, int]
) -> None:
    for place in (1, 2, 3, 4):
        answer(place, result="na", note="今日停业")
    with pytest.raises(NotAllowed, match="Nothing was looked at"):
        move(shop, "checks", begun, "finish")
    assert record(shop, "checks", begun)["status"] == "in_progress"
    with shop.read() as reader:
        assert duties.tally(reader, DAY, DAY, "check_templates", template).done == 0
    answer(4, result=None, said="何苗")
    move(shop, "checks", begun, "finish")


def test_nothing_changes_after_finishing(shop: Shop, begun: int, answer: Answer) -> None:
    answered(shop, begun, answer)
    move(shop, "checks", begun, "finish")
    before = lines(shop, begun)
    with pytest.raises(NotAllowed):
        answer(1, result="pass")
    with pytest.raises(NotAllowed):
        photo(shop, begun, 1, b"late")
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: records.save(uow, "checks", begun, {"note": "x"}))
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: records.void(uow, "checks", begun, "试"))
    with pytest.raises(NotAllowed):
        move(shop, "checks", begun, "finish")
    assert lines(shop, begun) == before


def test_a_check_that_nobody_planned_is_planned_for_the_date_that_it_meets(
    shop: Shop, begun: int, template: int, answer: Answer
) -> None:
    def planned(check: int) -> date:
        day = record(shop, "checks", check)["planned_on"]
        assert isinstance(day, date)
        return day

    assert planned(begun) == DAY, "this week's check is waited for"
    answered(shop, begun, answer)
    move(shop, "checks", begun, "finish")
    again = shop.change(lambda uow: running.start(uow, template))
    assert planned(again) == DAY + timedelta(days=7), "this week's was done, so that it meets next week's"
    values = {"name": "随时查", "owner_id": None}
    free = shop.change(lambda uow: records.save(uow, "check_templates", None, values, {"items": [{"text": "门锁"}]}))
    assert planned(shop.change(lambda uow: running.start(uow, free))) == DAY, "nothing is expected: the day itself"
    other = DAY + timedelta(days=3)
    assert planned(shop.change(lambda uow: running.start(uow, free, planned_on=other))) == other


def test_finishing_meets_the_expected_date(shop: Shop, begun: int, template: int, answer: Answer) -> None:
    answered(shop, begun, answer)
    with shop.read() as reader:
        before = duties.tally(reader, DAY, DAY, "check_templates", template)
    assert (before.expected, before.open) == (1, 1)
    move(shop, "checks", begun, "finish")
    with shop.read() as reader:
        after = duties.tally(reader, DAY, DAY, "check_templates", template)
    assert (after.expected, after.done) == (1, 1)
    told = record(shop, "check_templates", template)
    assert (told["runs"], told["last_on"], told["last_score"]) == (1, DAY, 50)


def test_a_retired_template_expects_nothing_and_cannot_be_run(shop: Shop, template: int) -> None:
    move(shop, "check_templates", template, "retire")
    with shop.read() as reader:
        assert duties.tally(reader, DAY, DAY + timedelta(days=40), "check_templates", template).open == 0
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: running.start(uow, template))
    move(shop, "check_templates", template, "revive")
    with shop.read() as reader:
        assert duties.tally(reader, DAY, DAY + timedelta(days=40), "check_templates", template).open > 0


def test_a_rhythm_set_for_many_moves_their_duties(shop: Shop, template: int) -> None:
    shop.change(lambda uow: records.bulk_edit(uow, "check_templates", [template], "rhythm", "daily"))
    with shop.read() as reader:
        assert duties.tally(reader, DAY, DAY + timedelta(days=6), "check_templates", template).expected == 7


def test_an_empty_template_and_a_coming_day_are_refused(shop: Shop, people: dict[str, int]) -> None:
    empty = shop.change(lambda uow: records.save(uow, "check_templates", None, {"name": "空表"}))
    with pytest.raises(NotAllowed):
        shop.change(lambda uow: running.start(uow, empty))


def test_a_check_of_tomorrow_is_refused(shop: Shop, template: int, begun: int) -> None:
    with pytest.raises(Invalid):
        shop.change(lambda uow: running.start(uow, template, checked_on=DAY + timedelta(days=1)))
    with pytest.raises(Invalid):
        shop.change(lambda uow: records.save(uow, "checks", begun, {"checked_on": DAY + timedelta(days=1)}))
    shop.change(lambda uow: records.save(uow, "checks", begun, {"checked_on": date(2026, 5, 16)}))
    assert record(shop, "checks", begun)["checked_on"] == date(2026, 5, 16)


def test_the_rest_of_a_part_is_passed_over_at_once(shop: Shop, begun: int, answer: Answer) -> None:
    answer(1, result="pass")
    assert shop.change(lambda uow: running.skip_rest(uow, begun, None)) == 2
    assert [r["result"] for r in lines(shop, begun)] == ["pass", None, "na", "na"]
    assert shop.change(lambda uow: running.skip_rest(uow, begun, "通道", "通道封闭")) == 1
    assert (lines(shop, begun)[1]["result"], lines(shop, begun)[1]["note"]) == ("na", "通道封闭")


def test_contradicting_limits_are_refused(shop: Shop) -> None:
    items = [{"text": "温度", "kind": "number", "low": 9000, "high": 1000}]
    with pytest.raises(Invalid) as refused:
        shop.change(lambda uow: records.save(uow, "check_templates", None, {"name": "坏表"}, {"items": items}))
    assert refused.value.problems[0].field == "items.1.high"


def test_the_unfinished_check_is_found_again(shop: Shop, template: int, begun: int, answer: Answer) -> None:
    with shop.read() as reader:
        assert running.unfinished(reader, template) == begun
    move(shop, "checks", begun, "cancel", cancel_reason="临时停电")
    with shop.read() as reader:
        assert running.unfinished(reader, template) is None
