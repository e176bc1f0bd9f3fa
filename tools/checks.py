"""`dev.py test`: every check, each named and each run even after another failed, with a summary at the end.

Standard library only. The last line printed is pytest's own closing summary.
"""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_CLOSING = re.compile(r"\b(passed|failed|errors?|no tests (ran|collected)|deselected)\b.* in [\d.:]+")
_WORKERS = "2"


@dataclass(frozen=True)
class Outcome:
    """How one check ended."""

    name: str
    status: int
    seconds: float
    closing: str = ""


def run(root: Path, python: Path, words: list[str]) -> int:
    """Run all checks in the checkout and return 0 if every one passed, else 1; words go to pytest."""
    types = [name for name in ("app", "tools", "benchmarks") if any((root / name).rglob("*.py"))]
    plain = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy": ["mypy", "dev.py", *types],
        "catalogue": ["tools.catalogue", "check"],
    }
    outcomes = [_check(root, python, name, command) for name, command in plain.items()]
    outcomes.append(_pytest(root, python, words))
    print("\nSummary")
    for outcome in outcomes:
        print(f"  {outcome.name:<12} {'FAILED' if outcome.status else 'ok':<7} {outcome.seconds:6.1f} s")
    print(outcomes[-1].closing, flush=True)
    return int(any(outcome.status for outcome in outcomes))


def _check(root: Path, python: Path, name: str, command: list[str]) -> Outcome:
    _say(name)
    start = time.monotonic()
    status = subprocess.run([str(python), "-m", *command], cwd=root, env=_variables(), check=False).returncode
    return Outcome(name, status, time.monotonic() - start)


def _pytest(root: Path, python: Path, words: list[str]) -> Outcome:
    _say("pytest")
    start = time.monotonic()
    command = [str(python), "-m", "pytest"]
    if not any(word.startswith(("-n", "--numprocesses", "--pdb", "-s")) for word in words):
        command += ["-n", _WORKERS]
    if sys.stdout.isatty():
        command.append("--color=yes")
    closing = ""
    process = subprocess.Popen(
        [*command, *words],
        cwd=root,
        env=_variables(),
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            if _CLOSING.search(line):
                closing = line.rstrip("\n")
    return Outcome("pytest", process.returncode, time.monotonic() - start, closing)


def _say(name: str) -> None:
    print(f"\n--- {name} ---", flush=True)


def _variables() -> dict[str, str]:
    """Without the caller's own Python settings; a screen, if there is one, stays untouched by the suite."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**variables, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
