"""What a column of a checklist may be: the wording of an item, what was found, what is said of the whole list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from app.core.i18n import N_, Translator
from app.imports import register_columns
from app.imports.header import header_key
from app.models.checklists import ITEM_FIELDS, RESULTS
from app.models.declaration import Field
from app.models.kinds import Choice, Day, LineText, LongText, Ref
from app.models.reading import Reading
from app.models.rhythms import RHYTHMS

Kind = Literal["check_templates", "checks"]
TEMPLATES: Kind = "check_templates"
PAST: Kind = "checks"

ABOUT: tuple[Field, ...] = (
    Field("name", N_("Checklist"), LineText(limit=120), import_names=("检查表", "检查表名称", "表名", "checklist")),
    Field("place", N_("Place"), LineText(),
          import_names=("检查地点", "地点", "检查区域", "区域", "受检区域", "location")),
    Field("party", N_("Who is checked"), LineText(),
          import_names=("受检部门", "被检查部门", "被检查单位", "受检单位", "责任部门")),
    Field("basis", N_("Basis of the check"), LineText(), import_names=("检查依据",)),
    Field("rhythm", N_("Rhythm"), Choice(options=RHYTHMS),
          import_names=("检查频次", "频次", "检查周期", "周期", "频率")),
    Field("checked_on", N_("Checked on"), Day(),
          import_names=("检查日期", "检查时间", "日期", "时间", "date")),
    Field("checker_id", N_("Checker"), Ref(register="staff"),
          import_names=("检查人", "检查人员", "检查员", "inspector")),
    Field("number", N_("Check number"), LineText(), import_names=("检查编号", "编号")),
    Field("conclusion", N_("Conclusion"), LongText(), import_names=("检查结论", "结论意见")),
)  # fmt: skip
"""What is said of the whole list: in a column, or in a line above or below the table."""
FOUND: tuple[Field, ...] = (
    Field("result", N_("Result"), Choice(options=RESULTS),
          import_names=("检查结果", "结果", "是否合格", "是否符合", "检查情况", "判定", "检查结论", "result")),
    Field("reading", N_("Reading taken"), Reading(), import_names=("实测值", "读数", "检查数值", "测量值")),
    Field("note", N_("Note"), LineText(limit=500),
          import_names=("备注", "问题描述", "存在问题", "不合格说明", "情况说明", "问题", "note", "remarks")),
)  # fmt: skip
"""What was found at an item."""
MARKS: Mapping[str, str] = MappingProxyType(
    {"合格": "pass", "符合": "pass", "是": "pass", "正常": "pass", "pass": "pass",
     "不合格": "fail", "不符合": "fail", "否": "fail", "异常": "fail", "fail": "fail", "不适用": "na", "na": "na"}
)  # fmt: skip
"""Headings of columns in which the answer is ticked."""
ITEMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "section": ("检查类别", "类别", "分类", "检查部位", "检查分类"),
        "text": ("检查内容", "检查项目", "检查事项", "检查要点", "检查项", "项目", "item"),
        "standard": ("检查标准", "检查要求", "标准要求", "合格标准", "判定标准", "标准", "要求"),
        "method": ("检查方法", "检查方式", "方法"),
        "kind": ("答案类型", "填写方式"),
        "low": ("下限", "最小值"),
        "high": ("上限", "最大值"),
        "unit": ("单位",),
        "photo_needed": ("是否拍照", "拍照", "需拍照"),
        "critical": ("是否关键", "关键项", "重点项", "关键"),
        "weight": ("权重", "分值"),
        "clause": ("依据", "依据条款", "条款", "法规依据"),
        "measure": ("整改措施", "处理措施", "整改方法"),
    }
)
"""Headings of an item's wording besides the fields' own."""


def fields(words: Sequence[Translator]) -> dict[str, tuple[Field, frozenset[str]]]:
    """The fields that a column may be, with the keys of their headings."""
    found: dict[str, tuple[Field, frozenset[str]]] = {}
    for f in (*ITEM_FIELDS, *FOUND, *ABOUT):
        names = [*register_columns.names_of(f, words), *ITEMS.get(f.name, ())]
        found[f.name] = (f, frozenset(header_key(n) for n in names))
    return found


def choosable(kind: Kind) -> tuple[Field, ...]:
    """The fields that a column may be mapped to."""
    return (*ITEM_FIELDS, *FOUND, *ABOUT) if kind == PAST else (*ITEM_FIELDS, *ABOUT[:5])
