"""Each form laid beside the fields that inspectors know it by: printed from a living shop and read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader

from app.core.clock import fixed
from app.core.i18n import Translator
from app.core.progress import Progress
from app.models.registry import Registry
from app.reports.content import LineTable
from app.reports.forms import FORMS, form_for
from app.reports.papers import remedy
from app.reports.prepare import Context
from app.reports.verbs import print_records
from app.services import records, transitions
from app.services.demo import make_demo
from app.services.emergency import drills
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.reports.conftest import NOW

FIELDS: dict[str, str] = {
    "training-record": "培训主题 培训时间 地点 讲师 培训内容 学时 姓名 岗位 电话 成绩 备注 培训效果与考核结果",
    "sign-in-sheet": "培训主题 培训时间 地点 讲师 序号 姓名 岗位 电话 签名",
    "training-file": "姓名 岗位 证书 参加过的培训 有效期 本人",
    "drill-record": "预案名称及版本 演练类型 范围 地点 总指挥 演练时间 参演人员 物资 经过 "
    "适宜性 充分性 效果 问题 措施 记录人 复核人",
    "notice": "通知单编号 检查日期 地点 隐患描述 违反条款 整改要求 整改期限 复查日期 "
    "整改责任人 整改标准 整改资金 措施 签发人 签收人",
    "re-check": "通知单编号 整改情况 复查意见 复查人 逐次复查",
    "risk-list": "编号 风险点 危险因素 可能导致的后果 评价因子与分值 风险等级（颜色） 管控措施 管控层级 责任人 状态",
    "register-sheet": "投诉编号 12315 投诉人 联系方式 保密 渠道 订单 投诉内容 接诉人 原因 处理 退款 客户 负责人",
    "case-file": "投诉编号 沟通 时限 关联记录 附件 时间线",
    "goods-in-record": "供应商名称 供应商电话 供应商地址 证照编号 已查证照 到货日期 名称 规格 数量 批次 "
    "生产日期 保质期 随货凭证 合格证明 验收人 备注",
    "returns-sheet": "售后单号 平台 订单 买家 电话 类型 原因 商品 数量 签收 七日 例外依据 验货 退款 "
    "经办人 验货人 第二十五条",
    "check-record": "检查表 地点 检查日期 检查内容 标准 检查方法 结果 备注 照片 检查人 被检查人 发现的问题与整改",
    "action-card": "处置步骤 时机 处置动作 联系方式 电话",
    "incident-report": "原因 上报 预案",
    "question-paper": "姓名 岗位 成绩",
    "answer-key": "答案",
}  # fmt: skip
"""Form → words that its page must bear: the fields of the forms, as the trade names them."""
PAPERS = [(f.name, r) for f in FORMS for r in f.registers if f.name in FIELDS]


@pytest.fixture(scope="module")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A demonstration shop: every area has records."""
    db = tmp_path_factory.mktemp("living") / "shop.db"
    shop = Shop.create(db, KEY, OWNER, Registry.load(), name="禾木小铺", clock=fixed(NOW))
    make_demo(shop, orders=120, today=date(2026, 11, 23))
    yield shop
    shop.close()


def printed(shop: Shop, form: str, register: str, folder: Path, language: str) -> PdfReader:
    with shop.read() as reader:
        ids = reader.ids(View(register))
    assert ids, f"the demonstration shop has no {register}"
    chosen = ids if form_for(register, form).together else ids[:3]
    locale = shop.locale(Translator(language))
    return PdfReader(print_records(shop, register, form, chosen, folder / "a.pdf", locale, Progress()).path)


def words_of(pages: PdfReader) -> str:
    return "".join(page.extract_text() for page in pages.pages).replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(("form", "register"), PAPERS)
def test_a_form_bears_the_fields_that_inspectors_know(living: Shop, tmp_path: Path, form: str, register: str) -> None:
    said = words_of(printed(living, form, register, tmp_path, "zh"))
    assert [w for w in FIELDS[form].split() if w not in said] == []


@pytest.mark.parametrize(("form", "register"), PAPERS)
def test_an_english_form_has_no_chinese_label(living: Shop, tmp_path: Path, form: str, register: str) -> None:
    said = words_of(printed(living, form, register, tmp_path, "en"))
    title = living.locale(Translator("en")).tr(form_for(register, form).label).replace(" ", "")
    assert title in said
    chinese = living.locale(Translator("zh")).tr(form_for(register, form).label)
    assert chinese not in said


def test_an_action_card_is_one_page_and_its_telephones_are_whole(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        ids = reader.ids(View("plans"))
    for plan in ids:
        made = print_records(living, "plans", "action-card", [plan], tmp_path / "c.pdf", living.locale(), Progress())
        pages = PdfReader(made.path)
        assert len(pages.pages) == 1, plan
        with living.read() as reader:
            phones = [c["phone"] for c in reader.lines("plans", plan, "contacts") if c["phone"]]
        said = words_of(pages)
        assert [p for p in phones if p.replace(" ", "") not in said] == []


def test_a_rectification_that_its_doer_verified_says_so_on_paper(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        rows = reader.records("rectifications", reader.ids(View("rectifications")))
    own = [i for i, r in rows.items() if r["self_verified"]]
    others = [i for i, r in rows.items() if r["verdict"] and not r["self_verified"]]
    assert own and others, "the demonstration shop shows both"
    sentence = "由整改人自行复查"
    for ids, there in ((own[:1], True), (others[:1], False)):
        made = print_records(living, "rectifications", "re-check", ids, tmp_path / "r.pdf", living.locale(), Progress())
        assert (sentence in words_of(PdfReader(made.path))) is there


def drawn(shop: Shop, form: str, register: str, ids: list[int], folder: Path, language: str = "zh") -> PdfReader:
    locale = shop.locale(Translator(language))
    return PdfReader(print_records(shop, register, form, ids, folder / "d.pdf", locale, Progress()).path)


def test_what_was_entered_later_shows_both_days(living: Shop, tmp_path: Path) -> None:
    """A drill entered five days after its day, and an incident entered the day after it was found."""
    held = {"held_at": datetime(2026, 11, 18, 6, tzinfo=UTC)}
    found = {"title": "夜间断电", "kind": "power", "found_at": datetime(2026, 11, 22, 6, tzinfo=UTC)}

    def enter(uow: UnitOfWork) -> tuple[int, int, int]:
        plan = uow.reader.ids(View("plans", chip="in_force"))[0]
        drill = drills.plan_drill(uow, plan, date(2026, 11, 18), title="补录的演练")
        transitions.perform(uow, "drills", drill, "hold", held)
        at_once = records.save(uow, "incidents", None, {"title": "今日断电", "kind": "power", "found_at": uow.now})
        return drill, records.save(uow, "incidents", None, found), at_once

    drill, late, at_once = living.change(enter)
    assert "登记日期" in words_of(drawn(living, "drill-record", "drills", [drill], tmp_path))
    assert "登记日期" in words_of(drawn(living, "incident-report", "incidents", [late], tmp_path))
    assert "登记日期" not in words_of(drawn(living, "incident-report", "incidents", [at_once], tmp_path))


def test_the_time_limits_of_an_incidents_steps_are_said_in_words(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        running = reader.ids(View("incidents", chip="open"))
    said = words_of(drawn(living, "incident-report", "incidents", running[:1], tmp_path))
    assert "分钟内" in said and "小时内" in said


def test_a_drill_that_is_only_planned_has_all_its_columns_blank_to_write_in(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        rows = reader.records("drills", reader.ids(View("drills")))
    planned = [i for i, r in rows.items() if not r["held_on"]]
    assert planned, "the demonstration shop has a drill that is to come"
    said = words_of(drawn(living, "drill-record", "drills", planned[:1], tmp_path))
    for columns in ("姓名演练角色实到", "品名用量备注", "时间经过", "问题措施责任人期限"):
        assert columns in said
    assert "否" not in said, "nobody is said to have stayed away from a drill that was not held"


def test_a_form_says_that_it_masks_what_it_shows_and_nothing_else(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        staff, sessions = reader.ids(View("staff")), reader.ids(View("training_sessions"))
    assert "已脱敏" not in words_of(drawn(living, "training-file", "staff", staff[:1], tmp_path))
    for form in ("sign-in-sheet", "training-record"):
        assert "已脱敏：电话" in words_of(drawn(living, form, "training_sessions", sessions[:1], tmp_path))


def test_the_steps_of_an_action_card_say_their_time_limit(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        for plan in reader.ids(View("plans")):
            minutes = [x["minutes"] for x in reader.lines("plans", plan, "steps") if x["on_card"]]
            if {1, 60} <= set(minutes):
                break
    said = words_of(drawn(living, "action-card", "plans", [plan], tmp_path))
    assert "时限" in said
    assert "1分钟内" in said
    assert "1小时内" in said


def test_no_word_of_an_english_label_is_broken(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        found = {r: reader.ids(View(r))[:1] for r in ("complaints", "rectifications", "drills")}
    text = "".join(
        page.extract_text()
        for form, register in (
            ("register-sheet", "complaints"),
            ("notice", "rectifications"),
            ("drill-record", "drills"),
        )
        for page in drawn(living, form, register, found[register], tmp_path, "en").pages
    )
    for word in ("Complained by", "Confidential", "Refunded", "Responsible for", "Commander"):
        assert word in text


def test_a_returns_sheet_is_blank_where_nothing_was_inspected_yet(living: Shop) -> None:
    with living.read() as reader:
        rows = reader.records("remedies", reader.ids(View("remedies")))
        waiting = [i for i, r in rows.items() if r["inspected_at"] is None and r["goods"]]
        seen = [i for i, r in rows.items() if r["inspected_at"] is not None]
        assert waiting
        assert seen
        made = remedy.sheets(Context(reader, living.locale(), "S"), "remedies", [waiting[0], seen[0]])
    tables = [[b for b in page.blocks if isinstance(b, LineTable)][1] for page in made]
    assert [h.label for h in tables[0].heads] == [h.label for h in tables[1].heads]
    assert {cell for row in tables[0].rows for cell in row[3:6]} == {""}
    assert "".join(cell for row in tables[1].rows for cell in row[3:6]).isdigit()


def test_the_graded_list_keeps_measures_that_were_done_and_says_who_does_the_others(
    living: Shop, tmp_path: Path
) -> None:
    with living.read() as reader:
        rows = reader.records("risks", reader.ids(View("risks")))
        wired = next(i for i, r in rows.items() if r["title"].startswith("仓库电线老化"))
    said = words_of(drawn(living, "risk-list", "risks", [wired], tmp_path))
    done, to_do = said.split("撤掉串接的插线板")[1], said.split("请电工重布两路线")[1]
    assert done.startswith("（2026-") and "周建国、2026-11-21、¥1,800.00" in to_do
    assert "截至2026-11-23" in said and "固有风险" in said and "剩余风险" in said
    assert "显著危险" in said and "大于320极其危险（重大风险），须停止作业" in said
    assert "签字人已被告知以上风险" in said and said.count("周建国") >= 3, "who works here has a line to sign"


def codes(pages: PdfReader) -> list[list[list[bool]]]:
    """The QR codes of the first page, as their dark and light modules: read back from what was drawn."""
    content = pages.pages[0].get_contents()
    assert content is not None
    found: list[list[list[bool]]] = []
    boxes: list[tuple[float, ...]] = []
    for line in content.get_data().decode("latin-1").splitlines():
        rects = re.findall(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re", line)
        boxes += [tuple(float(n) for n in r) for r in rects]
        if not rects and boxes:
            if len(boxes) > 100:
                left, low = min(b[0] for b in boxes), min(b[1] for b in boxes)
                step = boxes[0][3]
                size = round((max(b[1] for b in boxes) - low) / step) + 1
                dark = [[False] * size for _ in range(size)]
                for x, y, wide, _ in boxes:
                    row, start = size - 1 - round((y - low) / step), round((x - left) / step)
                    dark[row][start : start + round(wide / step)] = [True] * round(wide / step)
                found.append(dark)
            boxes = []
    return found


@pytest.mark.parametrize("form", ["sign-in-sheet", "training-record"])
def test_the_code_of_a_sheet_is_its_number(living: Shop, tmp_path: Path, form: str) -> None:
    with living.read() as reader:
        sessions = reader.records("training_sessions", reader.ids(View("training_sessions")))
    one, other = list(sessions)[:2]
    drawn_codes = codes(drawn(living, form, "training_sessions", [one], tmp_path))

    def modules(number: str) -> list[list[bool]]:
        return [[bool(m) for m in row] for row in segno.make(number, error="m", micro=False).matrix]

    assert modules(sessions[one]["number"]) in drawn_codes
    assert modules(sessions[other]["number"]) not in drawn_codes
