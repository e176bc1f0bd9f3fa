"""Figures of complaints: their populations, their exceptions, their periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.services import complaint_figures, records
from tests.services.complaints.front import DAY, HOUR, MONDAY, Front


def test_figures_count_what_is_not_written_down_yet_and_name_the_exceptions(front: Front) -> None:
    late, kept, fresh = (front.complain(received_at=MONDAY - n * HOUR) for n in (30, 20, 1))
    front.say(kept)
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31))
    share = found.share("first_kept")
    assert (share.hits, share.total, share.percent) == (1, 2, 50.0)
    assert share.exceptions.ids == (late,) and fresh not in (share.exceptions.ids or ())
    with front.shop.read() as reader:
        assert reader.count(share.population) == share.total, "the list behind it is as long as the figure says"
    assert (found.received, found.still_open) == (3, 3)
    front.roll()
    front.say(late)
    with front.shop.read() as reader:
        again = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31)).share("first_kept")
        assert (again.hits, again.total, again.exceptions.ids) == (1, 2, (late,))
        assert reader.count(again.population) == 2


def test_a_first_reply_that_nobody_wrote_down_counts_neither_way(front: Front) -> None:
    kept = front.complain(received_at=MONDAY - 2 * HOUR)
    front.say(kept)
    old = front.complain(received_at=MONDAY - 10 * DAY, done_on=date(2026, 5, 12), remedy="补寄")
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31))
        share = found.share("first_kept")
        assert (found.received, share.hits, share.total, share.exceptions.ids) == (2, 1, 1, ())
        assert reader.ids(share.population) == [kept] and old != kept
        assert found.share("resolve_kept").total == 1, "the day it was done is known"


def test_figures_are_of_their_period_and_leave_out_what_was_voided(front: Front) -> None:
    product = front.product("A", 5)
    for days in (0, 1, 40):
        front.complain(product_id=product, received_at=MONDAY - days * DAY, customer_phone="13800001234")
    gone = front.complain(product_id=product)
    front.shop.change(lambda uow: records.void(uow, "complaints", gone, "重复登记"))
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31))
        assert found.received == 2
        [slice_] = found.slices["product_id"]
        assert (slice_.count, slice_.words, reader.count(slice_.view)) == (2, "商品A", 2)
        repeated = found.share("repeated")
        assert (repeated.hits, reader.count(repeated.exceptions)) == (2, 2)
        empty = complaint_figures.analyse(reader, date(2020, 1, 1), date(2020, 1, 31))
        assert empty.received == 0 and empty.share("first_kept").percent is None and empty.satisfaction.mean is None
        assert complaint_figures.span(reader, None, None) == (date(2026, 4, 8), date(2026, 5, 18))


def test_every_term_that_an_authority_set_counts(front: Front) -> None:
    made = front.complain(channel="12315", authority_due_on=date(2026, 5, 20))
    front.move("complaints", made, "answer_authority", at=MONDAY, authority_result="已答复")
    assert front.record("complaints", made)["authority_kept"] == "kept"
    front.save("complaints", made, {"authority_due_on": date(2026, 5, 25)})
    assert front.record("complaints", made)["authority_kept"] is None
    front.now(MONDAY + 10 * DAY)
    with front.shop.read() as reader:
        share = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31)).share("authority_kept")
    assert (share.hits, share.total) == (0, 1)
    front.move("complaints", made, "answer_authority", at=MONDAY + 10 * DAY, authority_result="再次答复")
    assert front.record("complaints", made)["authority_kept"] == "late"


def test_complaints_stand_beside_the_pieces_sold(front: Front) -> None:
    jam, tea, none = front.product("A", 500), front.product("B", 500), front.product("C", 5)
    day = front.record("orders", front.order((jam, 100), (tea, 4)))["business_date"]
    front.now(datetime.combine(day + timedelta(days=1), time(2), UTC))
    for product in (jam, jam, tea, none):
        front.complain(product_id=product)
    with front.shop.read() as reader:
        rates = complaint_figures.analyse(reader, day, day + timedelta(days=1)).rates
        found = [(r.words, r.count, r.sold, r.per_thousand, reader.count(r.view)) for r in rates]
    assert found == [("商品B", 1, 4, 250.0, 1), ("商品A", 2, 100, 20.0, 2), ("商品C", 1, 0, None, 1)]


def test_satisfaction_is_the_mean_of_the_answers(front: Front) -> None:
    for stars in (5, 2, None):
        front.complain(satisfaction=stars)
    with front.shop.read() as reader:
        found = complaint_figures.analyse(reader, date(2026, 5, 1), date(2026, 5, 31)).satisfaction
        assert found.mean == 3.5 and reader.count(found.exceptions) == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 900))
def test_a_period_is_cut_without_gaps_and_overlaps(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    parts = complaint_figures.stretches(start, end)
    assert parts[0][0] == start and parts[-1][1] == end
    assert all(b + timedelta(days=1) == c for (_, b), (c, _) in pairwise(parts))
    assert all(a <= b for a, b in parts) and len(parts) <= 31
