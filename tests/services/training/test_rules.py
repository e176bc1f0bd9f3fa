"""The plain rules: posts, names, until when a certificate holds, who passed, what a quiz comes to."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.services.training import scoring
from app.services.training.evaluations import share_words, trend
from app.services.training.livefigures import Share
from app.services.training.rules import holds_until, outcome, posts_of, state_on

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_posts_are_told_apart() -> None:
    assert posts_of("客服 兼 仓库/打包、主管") == {"客服", "仓库", "打包", "主管"}
    assert posts_of(None) == posts_of("  ") == frozenset()


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 14)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 5, 1), None, None),
    ],
)
def test_a_certificate_holds_to_the_day_before(issued: date, months: int | None, until: date | None) -> None:
    assert holds_until(issued, months) == until


@given(days, st.integers(1, 120))
def test_more_months_hold_longer_and_months_add_up(issued: date, months: int) -> None:
    end, later = holds_until(issued, months), holds_until(issued, months + 1)
    assert end is not None and later is not None
    assert issued <= end < later and (end - issued).days in range(28 * months - 3, 31 * months + 1)


@given(days, days)
def test_a_certificate_is_always_in_one_state(expires: date, today: date) -> None:
    state = state_on(expires, today)
    assert (state == "expired") == (expires < today)
    assert (state == "expiring") == (today <= expires <= today + timedelta(days=30))


@given(
    st.sampled_from(["invited", "present", "absent", "excused"]),
    st.none() | st.integers(0, 100),
    st.none() | st.integers(1, 100),
)
def test_only_those_who_were_there_pass(attendance: str, score: int | None, mark: int | None) -> None:
    found = outcome(attendance, score, mark)
    if found == "passed":
        assert attendance == "present" and (mark is None or (score is not None and score >= mark))
    if found == "failed":
        assert attendance == "present" and mark is not None and score is not None and score < mark
    assert (found == "missed") == (attendance in ("absent", "excused"))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 100)), min_size=1, max_size=30), st.integers(1, 100))
def test_a_score_reaches_a_mark_exactly_when_the_points_do(answers: list[tuple[bool, int]], mark: int) -> None:
    earned, total = scoring.points(answers)
    score = scoring.score(earned, total)
    assert 0 <= score <= 100
    assert (score >= mark) == (Fraction(earned * 100, total) >= mark)
    assert (score == 100) == (earned == total)


@given(
    st.sets(st.sampled_from("ABCDEF"), min_size=1),
    st.sets(st.sampled_from("ABCDEF")),
    st.randoms(use_true_random=False),
)
def test_of_several_choices_all_and_no_other_are_right(answer: set[str], given_: set[str], draw: object) -> None:
    said = list(given_)
    draw.shuffle(said)  # type: ignore[attr-defined]
    stored = scoring.normal("multiple", "、".join(answer), 6)
    assert scoring.right("multiple", stored, ",".join(said).lower()) == (answer == given_)


@pytest.mark.parametrize(
    ("kind", "answer", "choices", "stored"),
    [
        ("single", " b ", 3, "B"), ("multiple", "C、A", 4, "AC"), ("multiple", "Ａ Ｄ", 4, "AD"),
        ("true_false", "√", 0, "√"), ("true_false", "错", 0, "×"),
        ("fill_in", "先进先出 | FIFO ", 0, "先进先出|FIFO"),
    ],
)  # fmt: skip
def test_answers_are_stored_in_one_form(kind: str, answer: str, choices: int, stored: str) -> None:
    assert scoring.normal(kind, answer, choices) == stored


@pytest.mark.parametrize(
    ("kind", "answer", "choices"),
    [("single", "AB", 3), ("single", "D", 3), ("single", "B", 1), ("multiple", "对", 4),
     ("true_false", "也许", 0), ("fill_in", " | ", 0), ("single", "Because", 4)],
)  # fmt: skip
def test_answers_that_cannot_be_meant_are_refused(kind: str, answer: str, choices: int) -> None:
    with pytest.raises(UserError):
        scoring.normal(kind, answer, choices)


def test_filled_in_words_are_compared_as_they_sound() -> None:
    assert scoring.right("fill_in", "先进先出|FIFO", "ｆｉｆｏ。")
    assert not scoring.right("fill_in", "先进先出|FIFO", "后进先出")
    assert not scoring.right("fill_in", "x", "  ") and not scoring.right("single", "A", None)


def test_shares_are_compared_as_fractions() -> None:
    assert trend(Share(1, 3), Share(2, 6)) == "same"
    assert trend(Share(5, 100), Share(4, 100)) == "better" and trend(Share(0, 10), Share(1, 1000)) == "worse"
    assert trend(Share(0, 0), Share(1, 10)) == "unknown"
    assert str(share_words(Share(5, 270))) == "1.85% (5 of 270)" and str(share_words(Share(0, 0))) == "nothing to count"
