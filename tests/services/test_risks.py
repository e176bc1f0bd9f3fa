"""Risks: factors into scores and levels, assessments kept as made, measures counted, acceptance that runs out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import product as every
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import fixed
from app.core.errors import Invalid, NotAllowed, UserError
from app.core.i18n import Translator
from app.models import risk_scale as scale
from app.services import records, risk_moves, risks, settings
from app.services.risk_figures import cell_view, level_view, matrix, trend
from app.services.risks import FACTORS, Assessing
from app.store.view import View
from tests.services.conftest import Desk

TODAY = date(2026, 5, 17)


@pytest.fixture
def risk(desk: Desk) -> int:
    known = today(desk) - timedelta(days=200)
    return desk.save("risks", None, {"title": "插线板串接", "category": "fire", "nature": "hazard", "found_on": known})


def today(desk: Desk) -> date:
    with desk.shop.read() as reader:
        return reader.locale.today


def assess(desk: Desk, risk_id: int, stage: str = "current", *factors: str, on: date | None = None, **more: Any) -> str:
    method = "lec" if len(factors) == 3 else "5x5"
    names = [name for name, _ in FACTORS[method]]
    made = Assessing(stage, method, dict(zip(names, factors, strict=True)), on or today(desk), **more)
    return desk.shop.change(lambda uow: risks.assess(uow, risk_id, made))


@pytest.mark.parametrize(
    ("likelihood", "impact", "level"),
    [
        ("1", "4", "1"),
        ("1", "5", "2"),
        ("3", "3", "2"),
        ("2", "5", "3"),
        ("4", "4", "3"),
        ("4", "5", "4"),
        ("5", "5", "4"),
    ],
)
def test_five_by_five_has_the_levels_of_its_cut_offs(
    desk: Desk, risk: int, likelihood: str, impact: str, level: str
) -> None:
    assert assess(desk, risk, "current", likelihood, impact) == level
    found = desk.record("risks", risk)
    assert (found["score"], found["level"]) == (int(likelihood) * int(impact) * 100, level)


@pytest.mark.parametrize(
    ("factors", "score", "level"),
    [
        (("1", "10", "7"), 7_000, "2"),
        (("3", "6", "7"), 12_600, "2"),
        (("3", "6", "15"), 27_000, "3"),
        (("10", "10", "15"), 150_000, "4"),
        (("0.1", "0.5", "1"), 5, "1"),
        (("0.2", "0.5", "3"), 30, "1"),
    ],
)
def test_lec_is_exact_down_to_its_smallest_factors(desk: Desk, risk: int, factors: Any, score: int, level: str) -> None:
    assert assess(desk, risk, "current", *factors) == level
    assert desk.record("risks", risk)["score"] == score


def test_every_lec_score_is_the_product_of_its_factors() -> None:
    options = [[o.key for o in options] for _, options in FACTORS["lec"]]
    for chosen in every(*options):
        exact = Decimal(chosen[0]) * Decimal(chosen[1]) * Decimal(chosen[2])
        assert Decimal(scale.product(*chosen)) / 100 == exact
        assert Decimal(scale.said_score(scale.product(*chosen)).replace(",", "")) == exact


@given(st.integers(0, 1_000_000), st.lists(st.integers(1, 9_000), min_size=3, max_size=3, unique=True).map(sorted))
def test_a_higher_score_never_has_a_lower_level(score: int, cuts: list[int]) -> None:
    assert scale.level(score, cuts) <= scale.level(score + 1, cuts)
    assert scale.level(cuts[0] * 100, cuts) == "1" and scale.level(cuts[2] * 100 + 1, cuts) == "4"


def test_an_assessment_stays_as_it_was_made(desk: Desk, risk: int) -> None:
    day = today(desk)
    assess(desk, risk, "inherent", "4", "5", on=day - timedelta(days=9))
    assess(desk, risk, "current", "3", "3", on=day - timedelta(days=8), reason="刚识别")
    assess(desk, risk, "current", "2", "2", reason="加了漏电保护")
    assess(desk, risk, "residual", "1", "2")
    found = desk.record("risks", risk)
    assert (found["inherent_level"], found["level"], found["residual_level"]) == ("4", "1", "1")
    with desk.shop.read() as reader:
        kept = [(a["stage"], a["score"], a["level"], a["cuts"], a["reason"]) for a in risks.history(reader, risk)]
    assert kept == [
        ("inherent", 2000, "4", "4, 9, 16", None),
        ("current", 900, "2", "4, 9, 16", "刚识别"),
        ("current", 400, "1", "4, 9, 16", "加了漏电保护"),
        ("residual", 200, "1", "4, 9, 16", None),
    ]


def test_the_first_assessment_takes_the_risk_on_and_says_when_to_look_again(desk: Desk, risk: int) -> None:
    assert desk.record("risks", risk)["status"] == "open"
    for factors, days in ((("5", "5"), 30), (("4", "4"), 90), (("3", "3"), 180), (("1", "1"), 365)):
        assess(desk, risk, "current", *factors)
        assert desk.record("risks", risk)["review_on"] == today(desk) + timedelta(days=days)
    assert desk.record("risks", risk)["status"] == "treating"
    assess(desk, risk, "current", "1", "1", review_on=today(desk) + timedelta(days=5))
    assert desk.record("risks", risk)["review_on"] == today(desk) + timedelta(days=5)


def test_the_shops_own_cut_offs_hold_from_the_next_assessment_on(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "3", "3")
    desk.shop.change(
        lambda uow: settings.put(uow, {"risks.cuts_5x5": "2, 5, 8", "risks.review_days": "40, 30, 20, 10"})
    )
    assert desk.record("risks", risk)["level"] == "2"
    assert assess(desk, risk, "current", "3", "3") == "4"
    assert desk.record("risks", risk)["review_on"] == today(desk) + timedelta(days=10)


@pytest.mark.parametrize("typed", ["4, 9", "9, 4, 16", "4, 4, 9", "a, b, c", "4, 9, 16, 20"])
def test_cut_offs_that_do_not_rise_are_refused(desk: Desk, typed: str) -> None:
    with pytest.raises(UserError):
        scale.Steps().parse(typed, desk.shop.locale(Translator("en")))


def test_a_factor_off_the_scale_or_a_day_to_come_is_refused(desk: Desk, risk: int) -> None:
    for wrong in (("6", "1"), ("", "1")):
        with pytest.raises(Invalid):
            assess(desk, risk, "current", *wrong)
    with pytest.raises(Invalid, match="to come"):
        assess(desk, risk, "current", "1", "1", on=today(desk) + timedelta(days=1))
    with pytest.raises(Invalid, match="after this one"):
        assess(desk, risk, "current", "1", "1", review_on=today(desk))
    with desk.shop.read() as reader:
        assert risks.history(reader, risk) == []


@pytest.mark.parametrize(
    ("d", "band", "level"),
    [
        (1999, 0, "1"),
        (2000, 1, "1"),
        (6999, 1, "1"),
        (7000, 2, "2"),
        (16_000, 3, "3"),
        (32_000, 3, "3"),
        (32_001, 4, "4"),
    ],
)
def test_lec_has_five_bands_and_above_the_last_work_stops(desk: Desk, d: int, band: int, level: str) -> None:
    with desk.shop.read() as reader:
        known = risks.scales(reader)
    assert scale.lec_band(d, known.cuts["lec"]) == band and known.level("lec", d) == level
    assert known.band(d) == scale.LEC_BANDS[band] and known.stops("lec", d) == (band == 4)
    assert not known.stops("5x5", d)


def test_a_shop_that_set_three_bounds_of_lec_keeps_them(desk: Desk) -> None:
    desk.shop.change(lambda uow: uow.set_setting("risks.cuts_lec", "10, 90, 200"))
    with desk.shop.read() as reader:
        assert risks.scales(reader).cuts["lec"] == (10, 10, 90, 200)


def test_an_assessment_of_an_earlier_day_goes_into_the_history_alone(desk: Desk, risk: int) -> None:
    day = today(desk)
    assess(desk, risk, "current", "2", "2", on=day - timedelta(days=3))
    assess(desk, risk, "residual", "1", "1", on=day - timedelta(days=3))
    shown = desk.record("risks", risk)
    assess(desk, risk, "current", "5", "5", on=day - timedelta(days=30))
    assess(desk, risk, "residual", "5", "4", on=day - timedelta(days=30))
    now = desk.record("risks", risk)
    for name in ("level", "score", "likelihood", "assessed_on", "review_on", "residual_level", "residual_score"):
        assert now[name] == shown[name], name
    with desk.shop.read() as reader:
        assert len(risks.history(reader, risk)) == 4
    assess(desk, risk, "current", "3", "3", on=day - timedelta(days=3))
    assert desk.record("risks", risk)["level"] == "2", "of one day the later entry counts"


def test_nothing_is_assessed_before_it_was_known(desk: Desk, risk: int) -> None:
    with pytest.raises(Invalid, match="identified on"):
        assess(desk, risk, "current", "2", "2", on=today(desk) - timedelta(days=201))
    assess(desk, risk, "current", "2", "2", on=today(desk) - timedelta(days=200))


def test_the_first_assessment_is_the_inherent_one_until_that_is_made(desk: Desk, risk: int) -> None:
    day = today(desk)
    assess(desk, risk, "current", "4", "5", on=day - timedelta(days=20))
    assess(desk, risk, "current", "2", "2")
    found = desk.record("risks", risk)
    assert (found["inherent_level"], found["inherent_score"], found["level"]) == ("4", 2000, "1")
    with desk.shop.read() as reader:
        assert matrix(reader, "inherent").cells == {("4", "5"): 1}
    assess(desk, risk, "current", "3", "5", on=day - timedelta(days=40))
    assert desk.record("risks", risk)["inherent_level"] == "3", "the first is the one of the earliest day"
    assess(desk, risk, "inherent", "5", "5", on=day - timedelta(days=60))
    assert desk.record("risks", risk)["inherent_score"] == 2500
    assess(desk, risk, "current", "1", "1", on=day - timedelta(days=100))
    assert desk.record("risks", risk)["inherent_score"] == 2500
    with desk.shop.read() as reader:
        now = matrix(reader, "inherent")
        assert now.cells == {("5", "5"): 1} and now.levels == {"4": 1}
        assert reader.count(cell_view(reader, "inherent", ("5", "5"))) == 1


def test_a_closed_risk_is_opened_before_it_is_assessed(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "1", "1")
    desk.move("risks", risk, "close", close_reason="插线板已撤")
    with pytest.raises(NotAllowed, match="closed"):
        assess(desk, risk, "current", "1", "1")
    desk.move("risks", risk, "reopen", reason="又装回来了")
    found = desk.record("risks", risk)
    assert (found["status"], found["closed_at"], found["close_reason"]) == ("treating", None, None)
    assess(desk, risk, "current", "4", "1")


def measure(desk: Desk, risk: int, title: str = "换线") -> int:
    return desk.save("risk_measures", None, {"risk_id": risk, "title": title, "due_on": today(desk), "cost": 18_000})


def test_open_measures_are_counted_and_keep_the_risk_open(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "3", "3")
    one, two = measure(desk, risk), measure(desk, risk, "装漏电保护")
    assert desk.record("risks", risk)["measures_open"] == 2
    with pytest.raises(NotAllowed, match="2 measures"):
        desk.move("risks", risk, "close", close_reason="算了")
    desk.move("risk_measures", one, "done", done_on=today(desk))
    with pytest.raises(Invalid, match="to come"):
        desk.move("risk_measures", two, "done", done_on=today(desk) + timedelta(days=1))
    desk.move("risk_measures", two, "drop", result="改为停用该线路")
    assert desk.record("risks", risk)["measures_open"] == 0
    desk.move("risk_measures", two, "again")
    assert desk.record("risks", risk)["measures_open"] == 1
    desk.move("risk_measures", two, "done", done_on=today(desk))
    desk.move("risks", risk, "close", close_reason="电线已重布")
    with pytest.raises(NotAllowed, match="closed"):
        measure(desk, risk, "再来一项")


def test_an_acceptance_names_who_accepted_until_when(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "2", "3")
    with pytest.raises(Invalid, match="day to come"):
        desk.move("risks", risk, "accept", accepted_until=today(desk), treatment_note="损失小")
    until = today(desk) + timedelta(days=90)
    desk.move("risks", risk, "accept", accepted_until=until, treatment_note="损失小")
    found = desk.record("risks", risk)
    assert (found["treatment"], found["accepted_until"], found["status"]) == ("accept", until, "watched")
    assert found["accepted_by"] == desk.shop.actor.name


def test_to_accept_is_a_move_and_nothing_that_is_typed(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "2", "3")
    with pytest.raises(Invalid, match="step of its own"):
        desk.save("risks", risk, {"treatment": "accept"})
    with pytest.raises(Invalid, match="step of its own"):
        desk.save("risks", None, {"title": "新的", "treatment": "accept"})
    with pytest.raises(Invalid, match="step of its own"):
        desk.shop.change(lambda uow: records.bulk_edit(uow, "risks", [risk], "treatment", "accept"))
    assert desk.record("risks", risk)["treatment"] is None


@pytest.mark.parametrize("many", [False, True])
def test_a_risk_that_is_treated_otherwise_is_not_accepted_any_more(desk: Desk, risk: int, many: bool) -> None:
    assess(desk, risk, "current", "2", "3")
    until = today(desk) + timedelta(days=9)
    desk.move("risks", risk, "accept", accepted_until=until, treatment_note="损失小")
    desk.save("risks", risk, {"place": "仓库"})
    assert desk.record("risks", risk)["accepted_until"] == until
    if many:
        desk.shop.change(lambda uow: records.bulk_edit(uow, "risks", [risk], "treatment", "reduce"))
    else:
        desk.save("risks", risk, {"treatment": "reduce"})
    found = desk.record("risks", risk)
    assert (found["treatment"], found["accepted_until"], found["accepted_by"]) == ("reduce", None, None)


def test_a_file_brings_an_acceptance_with_its_end_or_else_none(desk: Desk) -> None:
    until = today(desk) + timedelta(days=40)
    whole = bring(desk, {"title": "甲", "level": "2", "treatment": "accept", "accepted_until": until})
    assert (desk.record("risks", whole)["treatment"], desk.record("risks", whole)["accepted_until"]) == (
        "accept",
        until,
    )
    half = desk.record("risks", bring(desk, {"title": "乙", "level": "2", "treatment": "accept", "status": "watched"}))
    assert half["treatment"] is None and "没有期限" in half["treatment_note"]
    other = desk.record("risks", bring(desk, {"title": "丙", "treatment": "reduce", "accepted_until": until}))
    assert other["accepted_until"] is None


def test_opening_a_closed_risk_again_leaves_no_acceptance_without_an_end(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "2", "3")
    desk.move("risks", risk, "accept", accepted_until=today(desk) + timedelta(days=9), treatment_note="损失小")
    desk.move("risks", risk, "close", close_reason="没有了")
    assert desk.record("risks", risk)["accepted_by"] is None
    desk.move("risks", risk, "reopen", reason="又有了")
    found = desk.record("risks", risk)
    assert (found["status"], found["treatment"], found["accepted_until"]) == ("treating", None, None)


def test_under_control_needs_what_is_left_over_assessed_and_nothing_still_to_do(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "3", "3")
    desk.save("risks", risk, {"treatment": "reduce"})
    to_do = measure(desk, risk)
    with pytest.raises(Invalid, match=r"Residual level is needed first\. Assess again"):
        desk.move("risks", risk, "control")
    assess(desk, risk, "residual", "1", "2")
    with pytest.raises(NotAllowed, match="1 measure"):
        desk.move("risks", risk, "control")
    desk.move("risk_measures", to_do, "done", done_on=today(desk))
    desk.move("risks", risk, "control")
    assert desk.record("risks", risk)["status"] == "watched"


def test_staff_are_told_of_a_grave_risk_and_again_when_it_grows(desk: Desk, risk: int) -> None:
    to_tell = next(c for c in desk.shop.registry["risks"].chips if c.name == "tell")

    def asked() -> int:
        with desk.shop.read() as reader:
            return reader.count(View("risks", to_tell.where))

    assess(desk, risk, "current", "3", "3", on=today(desk) - timedelta(days=9))
    assert asked() == 0, "a moderate risk need not be told one by one"
    assess(desk, risk, "current", "4", "4")
    assert asked() == 1
    for day, why in ((timedelta(days=1), "to come"), (timedelta(days=-201), "identified on")):
        with pytest.raises(Invalid, match=why):
            desk.move("risks", risk, "tell", told_on=today(desk) + day, told_note="晨会")
    desk.move("risks", risk, "tell", told_on=today(desk), told_note="晨会讲解，签字表已附")
    assert asked() == 0 and desk.record("risks", risk)["status"] == "treating"
    assess(desk, risk, "current", "3", "4")
    assert asked() == 0
    assess(desk, risk, "current", "5", "5")
    assert asked() == 1 and desk.record("risks", risk)["told_on"] == today(desk), "what was said before stays"


def bring(desk: Desk, values: dict[str, Any]) -> int:
    return desk.shop.change(lambda uow: records.save(uow, "risks", None, values, brought=True))


def test_a_risk_from_a_file_is_assessed_by_its_factors_or_keeps_its_level(desk: Desk) -> None:
    by_factors = bring(desk, {"title": "甲", "likelihood": "4", "impact": "5"})
    found = desk.record("risks", by_factors)
    assert (found["level"], found["score"], found["status"]) == ("4", 2000, "treating")
    by_lec = bring(desk, {"title": "丙", "lec_likelihood": "3", "lec_exposure": "6", "lec_consequence": "15"})
    assert (desk.record("risks", by_lec)["method"], desk.record("risks", by_lec)["level"]) == ("lec", "3")
    by_level = bring(desk, {"title": "乙", "level": "3", "score": 1200})
    found = desk.record("risks", by_level)
    assert (found["level"], found["score"]) == ("3", 1200)
    assert found["review_on"] == found["found_on"] + timedelta(days=90)
    with desk.shop.read() as reader:
        assert len(risks.history(reader, by_factors)) == 1 and risks.history(reader, by_level) == []


def test_a_risk_from_a_file_was_known_when_it_was_assessed(desk: Desk) -> None:
    day = today(desk)
    values = {"likelihood": "2", "impact": "2", "assessed_on": day - timedelta(days=50), "told_on": day}
    found = desk.record("risks", bring(desk, {"title": "甲", **values}))
    assert (found["found_on"], found["assessed_on"], found["told"]) == (
        values["assessed_on"],
        values["assessed_on"],
        "told",
    )
    ahead = day + timedelta(days=4)
    assert desk.record("risks", bring(desk, {"title": "乙", "found_on": ahead}))["found_on"] == ahead


@pytest.mark.parametrize(
    ("typed", "value"),
    [("20 (Critical)", 2000), ("20（重大）", 2000), ("0.25", 25), ("1,500", 150_000), ("16分", 1600), ("", None)],
)
def test_scores_are_read_as_registers_write_them(desk: Desk, typed: str, value: int | None) -> None:
    assert scale.Score().parse(typed, desk.shop.locale(Translator("en"))) == value


def test_the_matrix_counts_what_its_cells_open(desk: Desk) -> None:
    for at, (likelihood, impact) in enumerate((("3", "3"), ("3", "3"), ("5", "5"), ("1", "2"))):
        made = desk.save("risks", None, {"title": f"风险{at}", "found_on": today(desk)})
        assess(desk, made, "inherent", "5", "5")
        assess(desk, made, "current", likelihood, impact)
        assess(desk, made, "residual", "2", "2")
        assess(desk, made, "residual", "1", "1")
    by_lec = desk.save("risks", None, {"title": "按LEC"})
    assess(desk, by_lec, "current", "3", "6", "15")
    closed = desk.save("risks", None, {"title": "关闭的"})
    assess(desk, closed, "current", "3", "3")
    desk.move("risks", closed, "close", close_reason="没有了")
    with desk.shop.read() as reader:
        now = matrix(reader, "current")
        assert now.cells == {("3", "3"): 2, ("5", "5"): 1, ("1", "2"): 1} and now.elsewhere == 1
        assert now.levels == {"2": 2, "4": 1, "1": 1, "3": 1}
        inherent = matrix(reader, "inherent")
        assert inherent.cells == {("5", "5"): 4} and inherent.elsewhere == 1, "LEC's first assessment has no cell"
        assert matrix(reader, "residual").cells == {("1", "1"): 4}, "the latest of a stage counts"
        for stage in ("inherent", "current", "residual"):
            found = matrix(reader, stage)
            for cell, count in found.cells.items():
                assert reader.count(cell_view(reader, stage, cell)) == count
            for level, count in found.levels.items():
                assert reader.count(level_view(stage, level)) == count
        assert reader.count(cell_view(reader, "residual", ("4", "4"))) == 0


def test_the_trend_shows_each_month_as_it_stood(desk: Desk, risk: int) -> None:
    day = today(desk)
    last_month = day.replace(day=1) - timedelta(days=1)
    assess(desk, risk, "current", "5", "5", on=last_month - timedelta(days=40))
    assess(desk, risk, "current", "3", "3", on=last_month)
    assess(desk, risk, "current", "1", "1", on=day)
    with desk.shop.read() as reader:
        months = trend(reader, 4)
    assert [m.levels for m in months] == [{}, {"4": 1}, {"2": 1}, {"1": 1}]
    desk.move("risks", risk, "close", close_reason="没有了")
    with desk.shop.read() as reader:
        assert [m.total for m in trend(reader, 3)] == [1, 1, 0]


def test_an_acceptance_that_has_ended_is_no_control(desk: Desk, risk: int) -> None:
    assess(desk, risk, "current", "2", "3")
    until = today(desk) + timedelta(days=9)
    desk.move("risks", risk, "accept", accepted_until=until, treatment_note="损失小")
    assert desk.shop.change(risk_moves.lapse) == 0
    later = datetime.combine(until + timedelta(days=1), time(4), UTC)
    desk.shop.clock = fixed(later - timedelta(days=1))
    assert desk.shop.change(risk_moves.lapse) == 0, "it holds on its last day"
    desk.shop.clock = fixed(later)
    assert (desk.shop.change(risk_moves.lapse), desk.shop.change(risk_moves.lapse)) == (1, 0)
    found = desk.record("risks", risk)
    assert (found["status"], found["treatment"], found["accepted_until"]) == ("treating", "accept", until)


def test_what_calls_for_work_to_stop_cannot_be_accepted(desk: Desk, risk: int) -> None:
    until = today(desk) + timedelta(days=9)
    assess(desk, risk, "current", "10", "6", "7")
    with pytest.raises(NotAllowed, match="work stops"):
        desk.move("risks", risk, "accept", accepted_until=until, treatment_note="赶工")
    assess(desk, risk, "current", "3", "6", "15")
    desk.move("risks", risk, "accept", accepted_until=until, treatment_note="本月整改")
