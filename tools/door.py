"""The verbs of dev.py: what each is called, what it needs installed, and what it runs.

Standard library only: this is imported before there is an environment.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import system
from tools.environment import Environment, Trouble

ROOT = Path(__file__).resolve().parent.parent

NO_SCREEN = (
    "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): start this from a desktop "
    "session, or name a verb that needs no window, such as: python3 dev.py run demo FOLDER"
)

# Verbs whose words all belong to the program behind them: options such as --json are not for this door.
_PASSED_ON = ("run", "test", "bench", "shots", "pictures", "catalogue")


def main(arguments: Sequence[str]) -> int:
    """Do one verb and return the exit status: 1 for what a person can mend, or that of what was run."""
    parser = _parser()
    if arguments and arguments[0] in _PASSED_ON:
        verb, words = arguments[0], list(arguments[1:])
        options = argparse.Namespace()
    else:
        options = parser.parse_args(arguments)
        verb, words = options.verb, []
    try:
        return _do(verb, words, options)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py", description="Run, test and package Taizhang.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("run", help="open the window, or do one verb without it: run [VERB ...]")
    verbs.add_parser("test", help="lint, types, translations and the whole suite: test [PYTEST ARGUMENTS]")
    verbs.add_parser("bench", help="measure the figures of docs/performance.md: bench [NAME ...] [--json]")
    verbs.add_parser("catalogue", help="translations: catalogue check | missing | compile")
    verbs.add_parser("shots", help="a picture of every page and dialog: shots DIR")
    verbs.add_parser("pictures", help="draw the guide's pictures again: pictures [NAME ...]")
    verbs.add_parser("lock", help="resolve the lock files again from pyproject.toml")
    verbs.add_parser("icon", help="draw the program's icon again, in every format")
    verbs.add_parser("build", help="make the one-folder program in dist/ and let it test itself")
    bare = verbs.add_parser("bare", help="prove run and test in bare Debian systems (root and debootstrap)")
    bare.add_argument("releases", metavar="RELEASE", nargs="*", default=["bookworm", "trixie"])
    bare.add_argument("--folder", type=Path, help="where the systems are kept between runs")
    bare.add_argument("--ci", action="store_true", help="run .ci/run there instead of `dev.py test`")
    return parser


def _do(verb: str, words: list[str], options: argparse.Namespace) -> int:
    environment = Environment(ROOT)
    match verb:
        case "run":
            return _run(environment, words)
        case "test":
            environment.ready(development=True)
            system.require(system.TEST_TOOLS)
            from tools import checks

            return checks.run(ROOT, environment.python, words)
        case "bare":
            from tools import bare

            return bare.prove(ROOT, options.releases, options.folder, ci=options.ci)
        case "lock":
            from tools import locks

            return locks.make(ROOT)
        case "build":
            environment.ready(development=True)
            system.require(system.build_tools())
            from tools import package

            return package.build(ROOT, environment.python)
    modules = {
        "bench": ["benchmarks", *words],
        "shots": ["app", "shots", *words],
        "catalogue": ["tools.catalogue", *words],
        "pictures": ["tools.pictures", *words],
        "icon": ["tools.app_icon"],
    }
    environment.ready(development=True)
    return _replace(environment.python, modules[verb], offscreen=True)


def _run(environment: Environment, words: list[str]) -> int:
    """Open the window (no words, or --open FOLDER) or do one verb of the program without it."""
    window = not words or words[0].startswith("--open")
    if window and not has_screen():
        raise Trouble(NO_SCREEN)
    environment.ready()
    return _replace(environment.python, ["app", *words], offscreen=not window)


def has_screen() -> bool:
    """Whether a window can open: everywhere but on a Linux without an X or Wayland display."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _replace(python: Path, module: list[str], *, offscreen: bool) -> int:
    """Become `python -m MODULE ...` in the caller's own folder, so that relative paths keep their meaning.

    -P and PYTHONPATH keep the caller's folder off the import path: a shop's folder may hold any file name.
    """
    variables = dict(os.environ, PYTHONPATH=str(ROOT))
    if offscreen:
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [str(python), "-P", "-m", *module]
    if sys.platform == "win32":  # exec there returns to the shell before the program has ended
        return subprocess.run(command, env=variables, check=False).returncode
    sys.stdout.flush()
    sys.stderr.flush()
    return os.execve(python, command, variables)
