"""The composition root: a verb of the command line, or the window when there is none."""

from __future__ import annotations

import gc
import multiprocessing
import sys


def main() -> int:
    """Run what the command line asks for; returns the exit status."""
    multiprocessing.freeze_support()  # a packaged program starts its helpers by running itself
    arguments = sys.argv[1:]
    if arguments and not arguments[0].startswith("--open"):
        from app.cli.main import main as run_verb

        return run_verb(arguments)
    gc.disable()  # loading the window makes no garbage to look for; its own collector takes over (`WindowCollector`)
    from app.ui.program import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
