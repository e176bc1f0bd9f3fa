"""The advertising-word check: what is found, what is not, and in which tier."""

from __future__ import annotations

import pytest

from app.core.errors import NotAllowed
from app.services import wording
from app.services.transitions import holds


def found(text: str) -> list[tuple[str, str]]:
    return [(h.text, h.tier) for h in wording.check(text)]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("国家级工艺，最佳口感", [("国家级", "block"), ("最佳", "block")]),
        ("全网最低价", [("全网最低价", "block")]),
        ("ＮＯ.１ 的茶", [("ＮＯ.１", "block")]),
        ("纯手工拉坯", [("纯手工", "warn")]),
        ("销量第一", [("销量第一", "block")]),
        ("可以根治失眠", [("根治", "block")]),
    ],
)
def test_words_are_found_with_their_tier(text: str, hits) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "第一时间发货",
        "第一次泡请用温水",
        "第一泡请快出汤",
        "最好在阴凉处存放",
        "最大承重 5kg，最小起订 2 件",
        "100%苎麻",
        "有机会再来",
        "唯一编码见瓶底",
        "手工桂花酱 250g，配藕粉、酸奶都合适。",
        "",
    ],
)
def test_ordinary_words_do_not_alarm(text: str) -> None:
    assert found(text) == []


def test_a_fact_with_date_and_source_is_a_warning() -> None:
    assert found("据本店统计，2026年5月销量第一。") == [("销量第一", "warn")]
    assert found("2026年5月上新。销量第一。") == [("销量第一", "block")]


def test_positions_point_at_the_words() -> None:
    text = "我们的 最佳 选择"
    (hit,) = wording.check(text)
    assert text[hit.start : hit.end] == hit.text == "最佳"
    assert str(hit.why)


def test_the_verdict_is_the_worst_of_both_texts() -> None:
    assert wording.verdict({"name": "茶", "listing_text": None}) == "clear"
    assert wording.verdict({"name": "纯手工茶", "listing_text": "香"}) == "warn"
    assert wording.verdict({"name": "纯手工茶", "listing_text": "最佳"}) == "block"


def test_the_list_is_of_a_useful_size_and_without_contradictions() -> None:
    words = wording.word_list()
    assert len(words.terms) >= 120
    assert {tier for tier, _ in words.terms.values()} == {"block", "warn"}


def test_a_new_product_with_banned_words_is_not_on_sale_until_they_are_gone(desk) -> None:
    a = desk.product("A", listing_text="顶级好茶")
    assert desk.record("products", a)["status"] == "draft"
    with pytest.raises(NotAllowed, match="顶级"):
        desk.move("products", a, "list")
    desk.save("products", a, {"listing_text": "好茶"})
    desk.move("products", a, "list")
    assert desk.record("products", a)["status"] == "on_sale"
    assert desk.record("products", desk.product("B", listing_text="纯天然好茶"))["status"] == "on_sale"


def test_saving_a_product_checks_its_words(desk) -> None:
    a = desk.product("A", listing_text="顶级好茶")
    assert desk.record("products", a)["wording"] == "block"
    desk.save("products", a, {"listing_text": "好茶"})
    assert desk.record("products", a)["wording"] == "clear"


def test_banned_words_in_what_is_on_sale_are_said_and_due_today(desk) -> None:
    a = desk.product("A", listing_text="好茶")
    assert wording.on_sale_with_banned(desk.record("products", a)) is None
    desk.save("products", a, {"listing_text": "顶级好茶"})
    stays = desk.record("products", a)
    assert (stays["status"], stays["wording"]) == ("on_sale", "block")
    said = str(wording.on_sale_with_banned(stays))
    assert "still on sale" in said and "顶级" in said
    register = desk.shop.registry["products"]
    rule = next(d for d in register.due if d.name == "wording")
    assert all(holds(w, stays[w.field]) for w in rule.where)
    desk.move("products", a, "delist")
    off = desk.record("products", a)
    assert wording.on_sale_with_banned(off) is None and not all(holds(w, off[w.field]) for w in rule.where)
