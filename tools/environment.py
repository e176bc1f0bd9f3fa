"""The checkout's own environment, `.venv`: made from the lock files, remade when half made.

Standard library only. pip gets no option about where packages come from: that is the machine's own matter.
"""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import system
from tools.trouble import Trouble

__all__ = ["Environment", "Trouble"]

LOCKS = ("requirements.lock", "requirements-dev.lock")


class Environment:
    """`.venv` of one checkout."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / ".venv"
        self._stamp = self._folder / "taizhang.json"
        self._unfinished = self._folder / "taizhang.unfinished"
        scripts = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
        self.python = self._folder / scripts

    def ready(self, *, development: bool = False) -> None:
        """Return once everything that the lock files name is installed; at once when it already is.

        The development lock holds the tools of tests and builds. Raises Trouble with the sentence to show.
        """
        wanted = {name: self._digest(name) for name in (LOCKS if development else LOCKS[:1])}
        if self._holds(wanted):
            return
        with self._alone():
            if not self._holds(wanted):  # whoever was before us may have done the work
                self._make(wanted)

    def _holds(self, wanted: dict[str, str]) -> bool:
        state = self._state()
        return state.get("python") == _python_version() and all(
            state.get(name) == digest for name, digest in wanted.items()
        )

    def _state(self) -> dict[str, str]:
        if self._unfinished.exists() or not self.python.exists():
            return {}
        try:
            state = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return state if isinstance(state, dict) else {}

    def _digest(self, name: str) -> str:
        try:
            return hashlib.sha256((self._root / name).read_bytes()).hexdigest()
        except OSError as error:
            raise Trouble(f"{name} cannot be read ({error.strerror}): is the checkout complete?") from error

    def _make(self, wanted: dict[str, str]) -> None:
        state = self._state()
        again = self._must_start_over(state)
        system.require([*system.RUN_LIBRARIES, *(system.VENV if again else ())])
        if again:
            self._remove()
            print("Making the environment in .venv (once; a few minutes on a slow line) ...", file=sys.stderr)
            self._begin()
            _call([_base_python(), "-m", "venv", str(self._folder)], "Python could not make .venv")
        else:
            print("Bringing .venv up to the lock files ...", file=sys.stderr)
            self._begin()
        for name, digest in wanted.items():
            if state.get(name) != digest:
                self._install(name)
                state[name] = digest
        self._finish({**state, "python": _python_version()})

    def _must_start_over(self, state: dict[str, str]) -> bool:
        """Half made, or made by another Python; one that a person made is brought up to the lock instead."""
        if self._unfinished.exists() or not self.python.exists():
            return True
        if "python" in state:
            return state["python"] != _python_version()
        probe = [str(self.python), "-c", "import sys, pip; print(*sys.version_info[:2], sep='.')"]
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
        return answer.returncode != 0 or answer.stdout.strip() != _python_version()

    def _remove(self) -> None:
        if self._folder.exists():
            try:
                shutil.rmtree(self._folder)
            except OSError as error:
                raise Trouble(
                    f"The old .venv cannot be removed ({error}): close what uses it, then start again."
                ) from error

    def _begin(self) -> None:
        self._folder.mkdir(exist_ok=True)
        self._unfinished.touch()
        self._stamp.unlink(missing_ok=True)

    def _finish(self, state: dict[str, str]) -> None:
        fresh = self._stamp.with_suffix(".new")
        fresh.write_text(json.dumps(state, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(self._stamp)
        self._unfinished.unlink()

    def _install(self, lock: str) -> None:
        # The locks are complete, so pip has nothing to resolve; without --no-deps it would look all the same.
        options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
        command = [str(self.python), "-m", "pip", "install", *options, "--require-hashes", "-r", lock]
        _call(command, f"pip could not install what {lock} names", folder=self._root)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock file while making .venv, so that two starts at once do not trample each other."""
        path = self._root / ".venv.lock"
        try:
            file = path.open("a+b")
        except OSError as error:
            raise Trouble(
                f"The checkout cannot be written to ({error.strerror}), and .venv is not ready in it."
            ) from error
        with file:
            _lock(file.fileno())
            yield  # closing the file, or the end of this process, gives the lock back


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt
        import time

        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
                return
            except OSError:  # it gives up after ten seconds; making an environment takes longer
                time.sleep(0.5)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _python_version() -> str:
    return ".".join(map(str, sys.version_info[:2]))


def _base_python() -> str:
    """The interpreter below any environment: .venv cannot be remade from within itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _call(command: list[str], failure: str, folder: Path | None = None) -> None:
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    try:
        status = subprocess.run(command, env=variables, cwd=folder, check=False, stdout=sys.stderr).returncode
    except OSError as error:
        raise Trouble(f"{failure}: {error}") from error
    if status:
        raise Trouble(f"{failure} (status {status}; the reason is above). Mend it and start again.")
