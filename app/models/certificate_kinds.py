"""Kinds of certificates: of a course of the shop, or from outside, such as the health certificate."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option

KINDS = (
    Option("course", N_("Course of the shop"), aliases=("内部培训", "培训合格")),
    Option("health", N_("Health certificate"), aliases=("健康证", "健康证明")),
    Option("food", N_("Food safety officer"), aliases=("食品安全管理员", "食安员")),
    Option("forklift", N_("Forklift driver"), aliases=("叉车证", "叉车")),
    Option("fire", N_("Fire safety"), aliases=("消防证", "消防设施操作员")),
    Option("first_aid", N_("First aid"), aliases=("急救", "红十字救护员")),
    Option("electric", N_("Electrician"), aliases=("电工证", "低压电工")),
    Option("other", N_("Other certificate"), aliases=("其他", "其他证书")),
)
OUTSIDE = tuple(o for o in KINDS if o.key not in ("course", "other"))
"""Those from outside that a course can be fulfilled by."""
