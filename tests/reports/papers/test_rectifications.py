"""What a check found on paper: limits, weights, both days, one notice for several findings, a verdict for each."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.core.clock import fixed
from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.content import LineTable
from app.reports.papers import check, rectification, rectifications
from app.reports.papers.blocks import Box, Boxes, PaperPage, Pictures, Signatures, Words
from app.reports.prepare import Context
from app.reports.verbs import print_records
from app.services import records, transitions
from app.services.checklists import running
from app.store.shop import Shop
from tests.records import PLACED

DAY = date(2026, 5, 17)
ITEMS: list[dict[str, Any]] = [
    {"text": "灭火器压力", "standard": "指针在绿区", "weight": 3, "critical": True, "measure": "更换"},
    {"text": "冷柜温度", "standard": "食品冷藏", "kind": "number", "low": 0, "high": 8000, "unit": "℃"},
    {"text": "通道畅通"},
]  # fmt: skip


@pytest.fixture
def people(shop: Shop) -> dict[str, int]:
    shop.clock = fixed(PLACED)
    names = ("林晓", "何苗")
    return shop.change(lambda uow: {n: records.save(uow, "staff", None, {"name": n, "login": n}) for n in names})


@pytest.fixture
def checked(shop: Shop, people: dict[str, int]) -> int:
    """A check of the day before yesterday, finished today: two items of three failed, the first with a photo."""
    head = {
        "name": "周查",
        "place": "仓库",
        "party": "仓储组",
        "owner_id": people["何苗"],
        "verifier_id": people["林晓"],
    }

    def work(uow: Any) -> int:
        template = records.save(uow, "check_templates", None, head, {"items": ITEMS})
        made = running.start(uow, template, checked_on=DAY - timedelta(days=2))
        one, two, three = (r["id"] for r in uow.reader.lines("checks", made, "answers"))
        running.answer(uow, made, one, {"result": "fail", "note": "压力低", "cost": 9900})
        running.add_photo(uow, made, one, "压力表.png", "image/png", b"invented")
        running.answer(uow, made, two, {"reading": 9500})
        running.answer(uow, made, three, {"result": "pass"})
        transitions.perform(uow, "checks", made, "finish")
        return made

    return shop.change(work)


def found(shop: Shop, check_id: int) -> list[int]:
    with shop.read() as reader:
        return [x["rectification_id"] for x in reader.lines("checks", check_id, "answers") if x["rectification_id"]]


def mended(shop: Shop, record_id: int, who: int) -> None:
    asked = {"done_what": "已换新瓶", "done_on": DAY - timedelta(days=1), "done_by": who}
    shop.change(lambda uow: transitions.perform(uow, "rectifications", record_id, "done", asked))


def look(shop: Shop, record_id: int, who: int, name: str = "verify", **more: Any) -> None:
    asked = {"verifier_id": who, "verified_on": DAY - timedelta(days=1), "opinion": "看过现场", **more}
    shop.change(lambda uow: transitions.perform(uow, "rectifications", record_id, name, asked))


def page(shop: Shop, make: Any, register: str, *ids: int) -> PaperPage:
    with shop.read() as reader:
        (made,) = make(Context(reader, shop.locale(Translator("zh")), "S"), register, ids)
    assert isinstance(made, PaperPage)
    return made


def boxes(sheet: PaperPage) -> dict[str, str]:
    cells = [c for b in sheet.blocks if isinstance(b, Boxes) for row in b.rows for c in row if isinstance(c, Box)]
    return {c.label: c.value for c in cells}


def tables(sheet: PaperPage) -> list[list[dict[str, str]]]:
    found = [b for b in sheet.blocks if isinstance(b, LineTable)]
    return [[dict(zip((h.label for h in t.heads), row, strict=True)) for row in t.rows] for t in found]


def test_a_check_record_prints_limits_weights_and_both_days(shop: Shop, checked: int) -> None:
    sheet = page(shop, check.sheets, "checks", checked)
    items = tables(sheet)[0]
    assert [i["检查标准"] for i in items] == ["指针在绿区", "食品冷藏\n0–8 ℃", ""]
    assert [i["权重"] for i in items] == ["3，关键", "1", "1"]
    assert boxes(sheet)["检查日期"] == "2026-05-15（2026-05-17 登记）"


def test_a_check_that_is_entered_on_its_day_names_one_day(shop: Shop, people: dict[str, int]) -> None:
    def work(uow: Any) -> int:
        return running.start(uow, records.save(uow, "check_templates", None, {"name": "日查"}, {"items": ITEMS}))

    made = shop.change(work)
    assert boxes(page(shop, check.sheets, "checks", made))["检查日期"] == "2026-05-17"


def test_a_notice_has_room_for_opinions_and_says_measure_and_money(shop: Shop, checked: int) -> None:
    first = found(shop, checked)[0]
    said = boxes(page(shop, rectification.notices, "rectifications", first))
    assert (said["意见"], said["措施"], said["整改资金"]) == ("", "更换", "99.00")
    assert said["整改要求"] == "限期整改，达到标准：指针在绿区"
    assert said["检查日期"] == "2026-05-15（2026-05-17 登记）"
    shop.change(lambda uow: records.save(uow, "rectifications", first, {"advice": "停用该具灭火器"}))
    assert boxes(page(shop, rectification.notices, "rectifications", first))["意见"] == "停用该具灭火器"


def test_one_notice_names_every_finding_of_a_check(shop: Shop, checked: int, tmp_path: Path) -> None:
    sheet = page(shop, rectifications.of_checks, "checks", checked)
    (rows,) = tables(sheet)
    assert [r["序号"] for r in rows] == ["1", "2"]
    assert "灭火器压力" in rows[0]["隐患描述"] and "9.5 ℃" in rows[1]["隐患描述"]
    assert {r["责任人"] for r in rows} == {"何苗"}
    assert boxes(sheet)["通知单编号"] == sheet.code == "CK-2026-0001" and "意见" in boxes(sheet)
    together = page(shop, rectifications.notices, "rectifications", *found(shop, checked))
    assert together == sheet
    alone = page(shop, rectifications.notices, "rectifications", found(shop, checked)[0])
    assert alone.code == "RC-2026-0001", "one finding is a notice of its own"
    made = print_records(shop, "checks", "check-notice", [checked], tmp_path / "n.pdf", shop.locale(), Progress())
    assert "RC-2026-0002" in "".join(p.extract_text() for p in PdfReader(made.path).pages)


def test_each_notice_of_a_mixed_selection_lies_as_its_own_form(shop: Shop, checked: int, tmp_path: Path) -> None:
    alone = shop.change(lambda uow: records.save(uow, "rectifications", None, {"title": "门口堆物"}))
    for ids, across in (
        ([alone, *found(shop, checked)], [False, True]),
        ([*found(shop, checked), alone], [True, False]),
    ):
        path = tmp_path / f"{ids[0]}.pdf"
        print_records(shop, "rectifications", "notice-together", ids, path, shop.locale(), Progress())
        pages = PdfReader(path).pages
        lie = [p.mediabox.width > p.mediabox.height for p in pages]
        assert [way for way, _ in groupby(lie)] == across
        for sheet in pages:  # each has a foot as wide as itself
            forms = [x.get_object() for x in sheet["/Resources"]["/XObject"].values()]  # type: ignore[index]
            wide = round(float(sheet.mediabox.width))
            assert wide in [round(float(f["/BBox"][2])) for f in forms if "/BBox" in f]


def test_a_check_without_findings_has_no_notice(shop: Shop, people: dict[str, int]) -> None:
    def work(uow: Any) -> int:
        return running.start(uow, records.save(uow, "check_templates", None, {"name": "日查"}, {"items": ITEMS}))

    made = shop.change(work)
    with pytest.raises(UserError, match="opened no rectification"):
        page(shop, rectifications.of_checks, "checks", made)


def test_a_recheck_gives_a_verdict_for_each_finding(shop: Shop, checked: int, people: dict[str, int]) -> None:
    one, two = found(shop, checked)
    mended(shop, one, people["何苗"])
    mended(shop, two, people["何苗"])
    look(shop, one, people["林晓"])
    look(shop, two, people["何苗"], "send_back", opinion="仍有 9 ℃")
    sheet = page(shop, rectifications.rechecks_of_checks, "checks", checked)
    (rows,) = tables(sheet)
    assert [(r["结论"], r["复查意见"], r["复查人"]) for r in rows] == [
        ("合格", "看过现场", "林晓"),
        ("不合格", "仍有 9 ℃", "何苗"),
    ]
    assert rows[0]["完成日期"] == rows[0]["复查日期"] == "2026-05-16（2026-05-17 登记）"


def test_a_recheck_names_the_items_that_their_doer_verified(shop: Shop, checked: int, people: dict[str, int]) -> None:
    one, two = found(shop, checked)
    for record_id, looker in ((one, "林晓"), (two, "何苗")):
        mended(shop, record_id, people["何苗"])
        look(shop, record_id, people[looker])
    said = [
        b.text for b in page(shop, rectifications.rechecks_of_checks, "checks", checked).blocks if isinstance(b, Words)
    ]
    assert said[0].startswith("第 2 项：本项由整改人自行复查") and said[1] == "2 项问题均已复查合格。"


def test_who_is_to_look_is_not_named_before_anyone_looked(shop: Shop, checked: int, people: dict[str, int]) -> None:
    first = found(shop, checked)[0]

    def signed() -> str:
        sheet = page(shop, rectification.rechecks, "rectifications", first)
        return next(b for b in sheet.blocks if isinstance(b, Signatures)).places[0].name

    mended(shop, first, people["何苗"])
    assert signed() == ""
    (rows,) = tables(page(shop, rectifications.rechecks_of_checks, "checks", checked))
    assert [r["复查人"] for r in rows] == ["", ""]
    look(shop, first, people["林晓"])
    assert signed() == "林晓"
    (rows,) = tables(page(shop, rectification.rechecks, "rectifications", first))
    assert rows[0]["复查日期"] == "2026-05-16（2026-05-17 登记）"


def test_photos_before_stand_apart_from_those_after(shop: Shop, checked: int, people: dict[str, int]) -> None:
    first = found(shop, checked)[0]
    mended(shop, first, people["何苗"])
    shop.change(lambda uow: uow.attach("rectifications", first, "换好.png", "image/png", b"new", DAY))

    def shown(make: Any) -> dict[str, list[str]]:
        blocks = page(shop, make, "rectifications", first).blocks
        return {b.title: [p.caption for p in b.shown] for b in blocks if isinstance(b, Pictures)}

    assert shown(rectification.notices) == {"整改前": ["压力表.png 2026-05-15"]}
    assert shown(rectification.rechecks) == {"整改前": ["压力表.png 2026-05-15"], "整改后": ["换好.png 2026-05-17"]}
