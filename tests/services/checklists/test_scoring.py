"""How items are judged and checks scored, for any answers."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.models.checklists import FAIL, JUDGE, NOTED, NUMBER, PASS, SKIP, WORDS
from app.models.reading import SCALE, Reading, said
from app.services.checklists.finishing import limit_words
from app.services.checklists.scoring import figures, judged, lacking, percent, weight, within
from tests.models.test_kinds import AT

READINGS = st.integers(-10_000_000, 10_000_000)
RESULTS = st.sampled_from([PASS, FAIL, SKIP, NOTED, None])
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"result": RESULTS, "weight": st.one_of(st.none(), st.integers(1, 100)), "critical": st.booleans()}
    ),
    max_size=40,
)


@given(ANSWERS)
def test_the_counts_add_up_and_the_score_is_a_share(rows: list[dict[str, Any]]) -> None:
    f = figures(rows)
    noted = sum(r["result"] == NOTED for r in rows)
    assert f["passed"] + f["failed"] + f["skipped"] + noted == f["answered"] <= f["item_count"] == len(rows)
    assert 0 <= f["earned"] <= f["possible"] and f["failed_critical"] <= f["failed"]
    if f["possible"]:
        assert 0 <= f["score"] <= 100
        assert (f["score"] == 100) == (f["failed"] == 0) and (f["score"] == 0) == (f["passed"] == 0)
        assert abs(f["score"] - 100 * f["earned"] / f["possible"]) <= 1
    else:
        assert f["score"] is None


@given(ANSWERS, st.integers(0, 39))
def test_mending_an_answer_never_lowers_the_score(rows: list[dict[str, Any]], at: int) -> None:
    failed = [i for i, r in enumerate(rows) if r["result"] == FAIL]
    if failed:
        better = [dict(r) for r in rows]
        better[failed[at % len(failed)]]["result"] = PASS
        assert figures(better)["score"] >= figures(rows)["score"]


@given(ANSWERS)
def test_what_does_not_apply_does_not_count(rows: list[dict[str, Any]]) -> None:
    apart = [r for r in rows if r["result"] not in (SKIP, NOTED, None)]
    assert figures(rows)["score"] == figures(apart)["score"]


@given(st.one_of(st.none(), READINGS), st.one_of(st.none(), READINGS), READINGS, RESULTS)
def test_a_number_is_judged_by_its_limits_alone(
    low: int | None, high: int | None, reading: int, claimed: str | None
) -> None:
    item = {"kind": NUMBER, "low": low, "high": high}
    found = judged(item, {"result": claimed, "reading": reading})
    inside = (low is None or low <= reading) and (high is None or reading <= high)
    assert within(item, reading) == inside
    assert found == (SKIP if claimed == SKIP else PASS if inside else FAIL)
    assert judged(item, {"result": PASS, "reading": None}) is None


@given(
    st.sampled_from([JUDGE, NUMBER, WORDS]),
    RESULTS,
    st.one_of(st.none(), READINGS),
    st.sampled_from([None, "", " ", "无"]),
)
def test_judging_twice_says_the_same(kind: str, result: str | None, reading: int | None, words: str | None) -> None:
    item = {"kind": kind, "low": 0, "high": 8000}
    answer = {"result": result, "reading": reading, "said": words}
    once = judged(item, answer)
    assert judged(item, answer | {"result": once}) == once
    assert once in (PASS, FAIL, SKIP, NOTED, None)


def test_words_are_recorded_and_can_be_failed() -> None:
    item = {"kind": WORDS}
    assert judged(item, {"result": None, "said": "何苗"}) == NOTED
    assert judged(item, {"result": FAIL, "said": "何苗"}) == FAIL
    assert judged(item, {"result": PASS, "said": "  "}) is None


def test_what_an_item_still_needs() -> None:
    base: dict[str, Any] = {
        "result": PASS, "photo_needed": False, "photos": 0, "critical": False, "note": None, "owner_id": None,
    }  # fmt: skip
    assert lacking(base) == "" and lacking(base | {"result": None}) == "answer"
    assert lacking(base | {"photo_needed": True}) == "photo"
    assert lacking(base | {"photo_needed": True, "photos": 1}) == ""
    assert lacking(base | {"result": SKIP}) == ""
    assert lacking(base | {"photo_needed": True, "result": SKIP}) == "reason"
    assert lacking(base | {"critical": True, "result": SKIP, "note": " "}) == "reason"
    assert lacking(base | {"photo_needed": True, "critical": True, "result": SKIP, "note": "库房空"}) == ""
    assert lacking(base | {"result": FAIL}) == "owner" and lacking(base | {"result": FAIL, "owner_id": 1}) == ""


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_percentage_is_whole_and_honest_at_its_ends(a: int, b: int) -> None:
    earned, possible = min(a, b), max(a, b)
    found = percent(earned, possible)
    assert (found is None) == (possible == 0)
    if found is not None:
        assert (found == 100) == (earned == possible) and (found == 0) == (earned == 0)


def test_a_weight_is_at_least_one() -> None:
    assert [weight({"weight": n}) for n in (None, 0, 1, 7)] == [1, 1, 1, 7]


@given(READINGS)
def test_a_reading_is_said_and_read_back(value: int) -> None:
    kind = Reading()
    assert kind.parse(kind.say(value, AT), AT) == value
    cell = kind.cell(value, AT)
    assert cell is not None and cell * SCALE == value  # type: ignore[operator]


def test_readings_as_people_type_them() -> None:
    kind = Reading()
    for typed, wanted in (
        ("−18", -18000),
        ("４.５", 4500),
        ("1,200", 1_200_000),
        ("+3", 3000),
        ("0.001", 1),
        ("", None),
    ):
        assert kind.parse(typed, AT) == wanted
    assert said(-18000) == "-18" and said(0) == "0" and said(4500) == "4.5"


def test_limits_in_figures() -> None:
    item = {"low": 0, "high": 8000, "unit": "℃"}
    assert limit_words(item) == "0–8 ℃"
    assert limit_words(item | {"low": -25000, "high": -18000}) == "-25 … -18 ℃"
    assert limit_words(item | {"low": None}) == "≤ 8 ℃" and limit_words(item | {"high": None}) == "≥ 0 ℃"
    assert limit_words({"low": None, "high": None, "unit": "℃"}) == ""
