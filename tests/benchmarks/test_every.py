"""Every benchmark runs through its command at a tiny size and says its figures; how long it took is not looked at."""

from __future__ import annotations

import json
import re

import pytest

from benchmarks import __main__ as bench
from benchmarks.harness import Result, growth, ratio

SAID = {
    "excel": ("Excel export of 100 rows", "Excel export, growth"),
    "import": ("import of 500 orders x 2 lines", "import, growth"),
    "lists": ("first page of 2,000", "last page of 2,000", "jump of 2,000", "first page, growth", "last page, growth",
              "jump, growth"),
    "pdf": ("PDF list of 100 rows", "PDF list, growth"),
    "registers": ("first page of 120, median register", "first page of 120, worst register", "last page of 120",
                  "jump of 120", "search box over every register", "what Today finds"),
    "search": ("search 2,000 orders by two Chinese characters", "by pinyin initials", "by phone fragment",
               "by order number", "by order number, of orders alone", "searched list of 2,000", "search, growth"),
    "window": ("sign-in window shown", "memory after scrolling through 1,000", "longest turn with 1,000"),
}  # fmt: skip
"""What the figures of each benchmark are called at the smallest size."""
SMALLEST = "0.00001"
NUMBERS = re.compile(r"ours +[\d.]+ \w+ +raw +[\d.]+ \w+ +ratio +[\d.]+")


def test_every_benchmark_is_tried_here() -> None:
    assert set(bench.names()) == set(SAID)


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_benchmark_runs_and_says_its_figures(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main([name, "--scale", SMALLEST]) in (0, 1), (
        "1: a figure is over its limit, which a busy machine gives"
    )
    lines = capsys.readouterr().out.splitlines()
    for words in SAID[name]:
        assert any(words in line for line in lines), words
    assert all(NUMBERS.search(line) for line in lines)


def test_results_are_one_list_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["excel", "--scale", SMALLEST, "--json"])
    results = json.loads(capsys.readouterr().out)
    assert [r["name"] for r in results] == ["Excel export of 100 rows x 10", "Excel export, growth over 10 x the data"]
    assert all(r["ours_s"] > 0 and r["raw_s"] > 0 and isinstance(r["ok"], bool) for r in results)


def test_results_are_rows_for_the_page_that_tells_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.row(Result("x", 0.0004, 0.0001, 4.0, 2.0, floor_s=0.001)) == (
        "| x | 0.4 ms | 0.1 ms | 4.00 | 2, above 1 ms |  |"
    )
    assert bench.row(Result("y", 3.0, 1.0, 3.0, 2.0)) == "| y | 3.00 s | 1.00 s | 3.00 | 2 | **above its limit**  |"
    assert bench.row(Result("z", 213.0, 184.0, 0.36, 1.0, unit="MB", note="+29 MB")) == (
        "| z | 213 MB | 184 MB | 0.36 | 1 | +29 MB |"
    )
    bench.main(["pdf", "--scale", SMALLEST, "--table"])
    head, rule, *rows = capsys.readouterr().out.splitlines()
    assert {line.count("|") for line in (head, rule, *rows)} == {7}
    assert len(rows) == 2


def test_the_page_takes_new_rows_between_its_marks_and_nothing_else_changes() -> None:
    page = bench.PAGE.read_text("utf-8")
    once = bench.told(page, ["| a | 1 s | 1 s | 1.00 | 2 |  |"])
    assert bench.told(once, ["| b |"]) == bench.told(page, ["| b |"])
    assert once.partition(bench.FIRST)[0] == page.partition(bench.FIRST)[0]
    assert once.partition(bench.LAST)[2] == page.partition(bench.LAST)[2]
    assert f"{bench.HEAD}\n| a | 1 s |" in once


def test_a_broken_limit_gives_the_command_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    for ours_s, status in ((2.0, 0), (2.1, 1)):
        found = (Result("x", ours_s, 1.0, ours_s, 2.0), Result("not judged", 9.0, 1.0, 9.0, None))
        monkeypatch.setattr(bench, "run", lambda name, scale, found=found: found)
        assert bench.main(["excel"]) == status


def test_what_nobody_can_notice_is_shown_and_not_judged() -> None:
    short = Result("x", 0.0004, 0.0001, 4.0, 2.0, floor_s=0.001)
    assert short.ok
    assert bench.line(short).endswith("too short to judge")
    long = Result("x", 0.004, 0.001, 4.0, 2.0, floor_s=0.001)
    assert not long.ok
    assert bench.line(long).endswith("TOO SLOW")


def test_growth_is_linear_at_one_and_judged_above() -> None:
    assert growth("x", 10.0, 1.0, 1.0).ratio == 1.0
    assert growth("x", 11.0, 1.0, 1.0).ok
    assert not growth("x", 13.0, 1.0, 1.0).ok


def test_both_sides_are_run_in_turn() -> None:
    order: list[str] = []
    ratio(lambda: order.append("ours"), lambda: order.append("raw"), 3, brief=True)
    assert order == ["ours", "raw", "raw", "ours", "ours", "raw"]
