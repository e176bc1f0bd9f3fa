"""The composition root: a verb of the command line, or the window when there is none."""

from __future__ import annotations

import argparse
import multiprocessing
import sys

from app.cli.main import main as run_verb
from app.core.i18n import Translator


def _self_test(chosen: argparse.Namespace, tr: Translator) -> int:
    from app.ui.selftest import self_test

    return self_test(tr)


def _shots(chosen: argparse.Namespace, tr: Translator) -> int:
    from app.ui.shots import take

    return take(chosen.folder, tr)


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()  # a packaged program starts its helpers by running itself
    arguments = sys.argv[1:]
    if arguments and not arguments[0].startswith("--open"):
        return run_verb(arguments, {"self-test": _self_test, "shots": _shots})
    from app.ui.program import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
