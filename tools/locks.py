"""Resolve pyproject.toml into the two lock files: for every system, with hashes, without addresses.

The resolver lives in an environment of its own that is thrown away: nobody else needs it.
"""

import os
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

from tools import system
from tools.trouble import Trouble

_HEADER = "# Made by `python3 dev.py lock` from pyproject.toml; not to be edited by hand.\n"


def make(root: Path) -> int:
    """Write requirements.lock, for the program, and requirements-dev.lock, for tests and builds."""
    system.require(system.VENV)
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    resolver: list[str] = project["dependency-groups"]["lock"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        venv.create(folder / "env", with_pip=True)
        scripts = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        _run([str(scripts / "python"), "-m", "pip", "install", "--quiet", *resolver])
        _resolve(scripts / "uv", root, "requirements.lock", ["pyproject.toml"])
        _resolve(
            scripts / "uv",
            root,
            "requirements-dev.lock",
            ["--group", "pyproject.toml:dev", "--constraints", "requirements.lock"],
        )
    return 0


def _resolve(uv: Path, root: Path, name: str, source: list[str]) -> None:
    target = root / name
    fresh = target.with_name(name + ".new")
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
    quiet = ["--no-emit-index-url", "--no-header", "--no-annotate", "--quiet"]
    try:
        _run(
            [str(uv), "pip", "compile", *source, *options, *quiet, "--upgrade", "--output-file", str(fresh)],
            root,
        )
        text = fresh.read_text(encoding="utf-8")
    finally:
        fresh.unlink(missing_ok=True)
    if "://" in text:
        raise Trouble(f"{name} would hold an address: look for a direct reference in pyproject.toml.")
    target.write_text(_HEADER + text, encoding="utf-8", newline="\n")
    print(f"{name}: {sum('==' in line.partition(';')[0] for line in text.splitlines())} packages")


def _run(command: list[str], folder: Path | None = None) -> None:
    if subprocess.run(command, cwd=folder, env=_variables(), check=False).returncode:
        raise Trouble("The lock files were left as they were, for the reason above.")


def _variables() -> dict[str, str]:
    """The machine's pip settings, said in the resolver's words; they are used and never written down."""
    variables = dict(os.environ)
    listing = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        value = value.strip("'\"")
        if name.endswith(".index-url"):
            variables.setdefault("UV_DEFAULT_INDEX", value)
        elif name.endswith(".cert"):
            variables.setdefault("SSL_CERT_FILE", value)
    return variables
