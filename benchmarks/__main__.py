"""`python -m benchmarks [NAME ...] [--json] [--scale X]`: run the figures and say which keep their limits."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys
from dataclasses import asdict

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
    parser.add_argument("--scale", type=float, default=1.0, help="1 is the size in the figures' table; 0.1 a tenth")
    asked = parser.parse_args(arguments)
    results: list[Result] = []
    for name in asked.name or names():
        for result in run(name, asked.scale):
            results.append(result)
            if not asked.json:
                print(line(result), flush=True)
    if asked.json:
        print(json.dumps([{**asdict(r), "ok": r.ok} for r in results], ensure_ascii=False))
    return 0 if all(r.ok for r in results) else 1


def line(r: Result) -> str:
    """A result as one line of the table."""
    limit = f"limit {r.limit:g}" if r.limit is not None else "no limit"
    verdict = "TOO SLOW" if not r.ok else "ok" if r.judged or r.limit is None else "too short to judge"
    note = f"  ({r.note})" if r.note else ""
    times = f"ours {r.ours_s:8.3f} {r.unit}  raw {r.raw_s:8.3f} {r.unit}  ratio {r.ratio:5.2f}"
    return f"{r.name:<44} {times}  {limit:<9} {verdict}{note}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
