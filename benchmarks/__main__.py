"""`python -m benchmarks [NAME ...] [--json | --table] [--write] [--scale X]`: figures, and whether they keep limits."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from dataclasses import asdict
from pathlib import Path

import benchmarks
from benchmarks.harness import Result


def names() -> list[str]:
    """The benchmarks that there are: modules `bench_NAME`."""
    found = (m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name.startswith("bench_"))
    return sorted(name.removeprefix("bench_") for name in found)


def run(name: str, scale: float) -> tuple[Result, ...]:
    """The figures of one benchmark; its `run` gives one `Result` or several."""
    found = importlib.import_module(f"benchmarks.bench_{name}").run(scale)
    return (found,) if isinstance(found, Result) else tuple(found)


def main(arguments: list[str]) -> int:
    """Run what was asked for. Exit status 1 if a figure broke its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("name", nargs="*", choices=[*names(), []], help="which figures; none means all")
    parser.add_argument("--json", action="store_true", help="print the results as one JSON list")
    parser.add_argument("--table", action="store_true", help="print them as rows of a Markdown table")
    parser.add_argument("--write", action="store_true", help="put those rows into docs/performance.md as well")
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the size in the figures' table; 0.1 a tenth")
    asked = parser.parse_args(arguments)
    results: list[Result] = []
    say = row if asked.table else line
    if asked.table:
        print(HEAD)
    for name in asked.name or names():
        for result in run(name, asked.scale):
            results.append(result)
            if not asked.json:
                print(say(result), flush=True)
    if asked.write:
        PAGE.write_text(told(PAGE.read_text("utf-8"), [row(r) for r in results]), "utf-8")
    if asked.json:
        print(json.dumps([{**asdict(r), "ok": r.ok} for r in results], ensure_ascii=False))
    return 0 if all(r.ok for r in results) else 1


HEAD = "| what | ours | limit of the machine | ratio | at most | remark |\n|---|---|---|---|---|---|"


PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
FIRST, LAST = "<!-- figures -->", "<!-- end of figures -->"


def row(r: Result) -> str:
    """A result as a row of the table in docs/performance.md."""
    most = f"{r.limit:g}" if r.limit is not None else "shown"
    if r.limit is not None and not r.judged:
        most = f"{most}, above {r.floor_s * 1000:g} ms"
    verdict = "" if r.ok else "**above its limit** "
    both = f"{amount(r.ours_s, r.unit)} | {amount(r.raw_s, r.unit)}"
    return f"| {r.name} | {both} | {r.ratio:.2f} | {most} | {verdict}{r.note} |"


def told(page: str, rows: list[str]) -> str:
    """The page with these rows in the place of those between its two marks. Raises `ValueError` if it has none."""
    start, end = page.index(FIRST) + len(FIRST), page.index(LAST)
    return f"{page[:start]}\n\n{HEAD}\n" + "\n".join(rows) + f"\n\n{page[end:]}"


def amount(value: float, unit: str) -> str:
    """Seconds as people read them, short ones in milliseconds; other units as they are."""
    if unit != "s":
        return f"{value:.0f} {unit}"
    return f"{value:.2f} s" if value >= 0.1 else f"{value * 1000:.3g} ms"


def line(r: Result) -> str:
    """A result as one line of the table."""
    limit = f"limit {r.limit:g}" if r.limit is not None else "no limit"
    verdict = "TOO SLOW" if not r.ok else "ok" if r.judged or r.limit is None else "too short to judge"
    note = f"  ({r.note})" if r.note else ""
    times = f"ours {r.ours_s:8.3f} {r.unit}  raw {r.raw_s:8.3f} {r.unit}  ratio {r.ratio:5.2f}"
    return f"{r.name:<44} {times}  {limit:<9} {verdict}{note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
