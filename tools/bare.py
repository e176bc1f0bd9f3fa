"""`dev.py bare`: the two commands, proved in fresh minimal Debian systems. Needs root and debootstrap.

A system is made by debootstrap, gets python3 and nothing else, then the tracked files of the checkout. Of
this machine it takes only how packages are reached: its pip, apt, proxy and certificate settings.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tools import system
from tools.trouble import Trouble

_PLACE = "srv/taizhang"
_SETTINGS = re.compile(r"^(PIP_\w+|\w+_proxy|(SSL|REQUESTS|CURL)_\w*(CERT|BUNDLE)\w*)$", re.IGNORECASE)
_NUMBER = re.compile(r"SO-\d{4}-\d+")
_SHOP = "demo shop"
_FILE = "products.csv"
_PRODUCTS = "商家编码,商品名称,售价\nBARE-1,竹节杯,39.00\nBARE-2,竹节盘,58.00\n"
_LIST = "orders.csv"
_FIRST = "the first order's number"
_PATIENCE = 60
"""Seconds that a window may take: the machine may be building something else."""


def prove(root: Path, releases: Sequence[str], folder: Path | None, *, ci: bool) -> int:
    """Make each Debian release named and run the commands there; returns 0 if all succeeded everywhere."""
    if sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() != 0:
        raise Trouble("A bare system is made with debootstrap and chroot, which need root on a Debian.")
    system.require([system.Need("debootstrap", ("debootstrap",), "command")])
    keep = folder or Path(tempfile.gettempdir()) / "taizhang-bare"
    keep.mkdir(parents=True, exist_ok=True)
    results = [_prove_one(root, keep.resolve(), release, ci=ci) for release in releases]
    print("\n" + "\n".join(results))
    return int(any("FAILED" in result for result in results))


def _prove_one(root: Path, keep: Path, release: str, *, ci: bool) -> str:
    base, target = keep / f"{release}-base", keep / release
    if not base.exists():
        print(f"--- {release}: making the system ---", flush=True)
        fresh = keep / f"{release}-fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        _must(["debootstrap", "--variant=minbase", "--include=python3", release, str(fresh)])
        fresh.rename(base)
    _clear(target)
    _must(["cp", "-a", "--reflink=auto", str(base), str(target)])
    _settings_into(target)
    _checkout_into(root, target / _PLACE)
    (target / _PLACE / _FILE).write_text(_PRODUCTS, encoding="utf-8")
    run = ["python3", "dev.py", "run"]
    checks = [
        ("run without a screen says so", run, 1),
        ("run demo", [*run, "demo", _SHOP, "--orders", "30"], 0),
        ("run import", [*run, "import", _SHOP, _FILE], 0),
        ("run export", [*run, "export", _SHOP, "orders", "--to", "orders.xlsx"], 0),
        ("run export as text", [*run, "export", _SHOP, "orders", "--to", _LIST], 0),
        ("run print", [*run, "print", _SHOP, "orders", _FIRST, "--to", "order.pdf"], 0),
        ("run verify", [*run, "verify", _SHOP], 0),
        (".ci/run" if ci else "test", [".ci/run"] if ci else ["python3", "dev.py", "test"], 0),
    ]
    lines = [f"{release}:"]
    for name, command, wanted in checks:
        print(f"--- {release}: {' '.join(command)} ---", flush=True)
        start = time.monotonic()
        status = _inside(
            target, [first_number(target / _PLACE / _LIST) if word == _FIRST else word for word in command]
        )
        verdict = "ok" if status == wanted else f"FAILED (status {status})"
        lines.append(f"  {name:<30} {verdict:<22} {time.monotonic() - start:6.0f} s")
    lines.append(_window(target))
    return "\n".join(lines)


def first_number(exported: Path) -> str:
    """The number of the first order in an exported list: numbers begin anew each year."""
    if not exported.is_file():
        return "none"
    with exported.open(encoding="utf-8-sig", newline="") as file:
        found = (cell for row in csv.reader(file) for cell in row if _NUMBER.fullmatch(cell))
        return next(found, "none")


def _window(target: Path) -> str:
    """The program's own window on a real X server, with the libraries that dev.py installed and no others of Qt's."""
    install = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "install", "--yes", "--no-install-recommends"]
    _inside(target, [*install, "xvfb", "xauth", "x11-utils"])
    script = (
        f"python3 dev.py run & program=$!; for i in $(seq {_PATIENCE * 2}); do "
        "xwininfo -root -tree | grep -q '\"Taizhang.*[0-9][0-9][0-9]x' && { kill $program; exit 0; }; sleep 0.5; done; "
        "kill $program; exit 1"
    )
    start = time.monotonic()
    status = _inside(target, ["xvfb-run", "-a", "sh", "-c", script])
    verdict = "FAILED" if status else "ok"
    return f"  {'run opens its window':<30} {verdict:<22} {time.monotonic() - start:6.0f} s"


def _inside(target: Path, command: list[str]) -> int:
    """Run in the system with a clean environment, the machine's package settings, and its own /proc."""
    variables = {name: _as_seen_inside(value) for name, value in os.environ.items() if _SETTINGS.match(name)}
    variables = {name: value for name, value in variables.items() if value}
    variables |= {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
    variables |= {"DEBIAN_FRONTEND": "noninteractive", "TAIZHANG_PASSWORD": "bare-debian-0000"}
    # The shell stays the first process of the system: as that, a program would be spared the signals it waits for.
    script = 'mount -t proc proc "$0/proc" && chroot "$0" /bin/sh -c \'cd "/$0" && exec "$@"\' "$@"; exit $?'
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    words = [*apart, "/bin/sh", "-c", script, str(target), _PLACE, *command]
    return subprocess.run(words, env=variables, check=False).returncode


def _settings_into(target: Path) -> None:
    """How this machine reaches pip's and apt's packages; folders of the machine itself are left out."""
    shutil.copy("/etc/resolv.conf", target / "etc/resolv.conf", follow_symlinks=True)
    for name, value in os.environ.items():
        if _SETTINGS.match(name):
            _bring(value, target)
    lines = ["[global]"]
    listing = _answer([sys.executable, "-m", "pip", "config", "list"])
    for line in listing.splitlines():
        name, _, value = line.partition("=")
        value = value.strip("'\"")
        if not name.startswith(":env:") and _as_seen_inside(value):
            _bring(value, target)
            lines.append(f"{name.partition('.')[2]} = {_as_seen_inside(value)}")
    (target / "etc/pip.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    apt = [line for line in _answer(["apt-config", "dump"]).splitlines() if line.startswith("Acquire::http")]
    (target / "etc/apt/apt.conf.d/99machine").write_text("\n".join(apt) + "\n", encoding="utf-8")


def _as_seen_inside(value: str) -> str:
    """A setting's value in the system: the same, a copied file's new place, or nothing for a local folder.

    Not at the old place: a certificate bundle there is rewritten when the system installs its own.
    """
    if Path(value).is_file():
        return f"/etc/machine/{Path(value).name}"
    return "" if value.startswith(("/", "file:")) else value


def _bring(value: str, target: Path) -> None:
    if Path(value).is_file():
        goal = target / _as_seen_inside(value).lstrip("/")
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(value, goal)


def _checkout_into(root: Path, goal: Path) -> None:
    """The tracked files as they stand in the working tree: what a clone of the next commit would hold."""
    for name in filter(None, _answer(["git", "-C", str(root), "ls-files", "-z"]).split("\0")):
        if (root / name).is_file():
            (goal / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, goal / name)


def _clear(target: Path) -> None:
    if target.exists():
        if os.path.ismount(target / "proc"):
            raise Trouble(f"{target / 'proc'} is still mounted: unmount it first.")
        shutil.rmtree(target)


def _answer(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _must(command: list[str]) -> None:
    if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
        raise Trouble(f"This command failed, for the reason above: {' '.join(command)}")
