from datetime import UTC, date, datetime

from app.reports.seal import Fingerprint, Seal, fingerprint

SEAL = Seal(48_211, bytes(range(32)), datetime(2026, 11, 23, tzinfo=UTC), "林晓")


def test_a_seal_says_sequence_and_head_as_people_compare_them() -> None:
    assert SEAL.spaced == "48 211"
    assert SEAL.short == "0001 0203 0405 0607 0809"
    assert SEAL.code == "TAIZHANG:48211:" + bytes(range(32)).hex().upper()


def test_the_fingerprint_follows_every_value_and_the_heading() -> None:
    rows = [("SO-1", 100, date(2026, 1, 1)), ("SO-2", None, None)]

    def of(heading: str, given: list[tuple[object, ...]]) -> str:
        made = Fingerprint(heading)
        assert list(made.watch(given)) == given
        assert made.rows == len(given)
        return made.hexdigest()

    same = of("orders", list(rows))
    assert same == of("orders", list(rows))
    assert same != of("products", list(rows))
    assert same != of("orders", [("SO-1", 101, date(2026, 1, 1)), ("SO-2", None, None)])
    assert same != of("orders", [rows[1], rows[0]])
    assert same != of("orders", [("SO-1", "100", date(2026, 1, 1)), rows[1]])


def test_a_long_list_hashes_as_its_rows_do() -> None:
    rows: list[tuple[object, ...]] = [(i,) for i in range(1000)]
    one, two = Fingerprint("a"), Fingerprint("a")
    list(one.watch(rows))
    list(two.watch([*rows[:999], (0,)]))
    assert one.hexdigest() != two.hexdigest()
    assert len(fingerprint({"a": 1})) == 64
