from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.store.retention import Ladder, clock_jumped, superfluous

NOW = datetime(2026, 5, 31, 12, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Fake:
    created: datetime
    verified: bool = True
    reason: str = "auto"


def kept(backups: list[Fake], ladder: Ladder | None = None, now: datetime = NOW) -> list[Fake]:
    gone = superfluous(backups, now, ladder)
    return [b for i, b in enumerate(backups) if i not in gone]


def test_ten_years_of_half_hours_thin_out_to_the_ladder():
    thrice_a_day = [Fake(NOW - timedelta(hours=8 * n)) for n in range(3 * 3650)]
    recent = [Fake(NOW - timedelta(minutes=30 * n)) for n in range(200)]
    left = kept(thrice_a_day + recent)
    ages = sorted(NOW - b.created for b in left)
    assert sum(age < timedelta(hours=24) for age in ages) >= 48
    assert sum(age < timedelta(days=14) for age in ages) >= 48 + 12
    assert max(ages) > timedelta(days=5 * 365)
    assert len(left) <= 48 + 14 + 8 + 24 + 7
    years = {b.created.year for b in left}
    assert years == set(range(2020, 2027))
    months = {(b.created.year, b.created.month) for b in left}
    assert len({m for m in months if m >= (2024, 6)}) == 24


def test_each_period_keeps_its_last_one():
    day = [Fake(NOW - timedelta(days=1, minutes=30 * n)) for n in range(10)]
    only_days = Ladder(0, 5, 0, 0, 0)
    assert kept(day, only_days) == [day[0]]


def test_the_last_verified_one_always_stays():
    backups = [Fake(NOW - timedelta(minutes=n), verified=n == 40) for n in range(60)]
    left = kept(backups, Ladder(1, 0, 0, 0, 0))
    assert backups[40] in left and backups[0] in left and len(left) == 2


def test_what_was_made_before_an_import_outlives_the_half_hour():
    routine = [Fake(NOW - timedelta(minutes=n)) for n in range(20)]
    before_import = Fake(NOW - timedelta(minutes=9, seconds=30), reason="import")
    assert before_import in kept([*routine, before_import])
    many = [Fake(NOW - timedelta(seconds=n), reason="manual") for n in range(30)]
    assert kept(many) == many[:10]


def test_nothing_goes_while_the_clock_is_wrong():
    backups = [Fake(NOW - timedelta(minutes=n)) for n in range(600)]
    assert superfluous(backups, NOW)
    assert clock_jumped(backups, NOW - timedelta(days=1))
    assert superfluous(backups, NOW - timedelta(days=1)) == []
    assert superfluous([*backups, Fake(NOW + timedelta(hours=1))], NOW) == []


@given(st.lists(st.tuples(st.integers(0, 4000), st.booleans()), min_size=1, max_size=40))
def test_never_none_and_stable(ages: list[tuple[int, bool]]):
    backups = [Fake(NOW - timedelta(hours=hours), verified) for hours, verified in ages]
    left = kept(backups)
    assert left
    assert any(b.verified for b in left) == any(b.verified for b in backups)
    assert kept(left) == left
    assert max(b.created for b in backups) in {b.created for b in left}
