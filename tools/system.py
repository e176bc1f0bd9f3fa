"""What the machine must have beside Python, and how a Debian gets it. Standard library only.

On a Debian (or a child of it) and as root, missing packages are installed; others are told the command.
"""

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.trouble import Trouble


@dataclass(frozen=True)
class Need:
    """One thing that the system provides: a library, a command or a Python module, and its Debian package.

    Where a package changed its name between releases, all its names are given, the newest first.
    """

    name: str
    packages: tuple[str, ...]
    kind: Literal["library", "command", "module"] = "library"

    def met(self) -> bool:
        """Whether the machine has it, asked the way a program would: by loading or finding it."""
        if self.kind == "command":
            return shutil.which(self.name) is not None
        if self.kind == "module":
            return importlib.util.find_spec(self.name) is not None
        try:
            ctypes.CDLL(self.name)
        except OSError:
            return False
        return True


# What the Qt of the lock file loads, directly, to draw off screen, on X11 and on Wayland.
RUN_LIBRARIES = (
    Need("libGL.so.1", ("libgl1",)),
    Need("libEGL.so.1", ("libegl1",)),
    Need("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0")),
    Need("libdbus-1.so.3", ("libdbus-1-3",)),
    Need("libfontconfig.so.1", ("libfontconfig1",)),
    Need("libfreetype.so.6", ("libfreetype6",)),
    Need("libgssapi_krb5.so.2", ("libgssapi-krb5-2",)),
    Need("libbrotlidec.so.1", ("libbrotli1",)),
    Need("libxkbcommon.so.0", ("libxkbcommon0",)),
    Need("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",)),
    Need("libX11-xcb.so.1", ("libx11-xcb1",)),
    Need("libxcb-cursor.so.0", ("libxcb-cursor0",)),
    Need("libxcb-icccm.so.4", ("libxcb-icccm4",)),
    Need("libxcb-image.so.0", ("libxcb-image0",)),
    Need("libxcb-keysyms.so.1", ("libxcb-keysyms1",)),
    Need("libxcb-randr.so.0", ("libxcb-randr0",)),
    Need("libxcb-render-util.so.0", ("libxcb-render-util0",)),
    Need("libxcb-shape.so.0", ("libxcb-shape0",)),
    Need("libxcb-sync.so.1", ("libxcb-sync1",)),
    Need("libxcb-xfixes.so.0", ("libxcb-xfixes0",)),
    Need("libxcb-xkb.so.1", ("libxcb-xkb1",)),
    Need("libwayland-cursor.so.0", ("libwayland-cursor0",)),
    Need("libwayland-egl.so.1", ("libwayland-egl1",)),
)

_PYTHON = ".".join(map(str, sys.version_info[:2]))

# Debian keeps half of the standard library's venv in a package of its own.
VENV = (Need("ensurepip", (f"python{_PYTHON}-venv", "python3-venv"), "module"),)

# Tests read printed records back with a second reader, so that the writer does not check itself.
TEST_TOOLS = (Need("pdftotext", ("poppler-utils",), "command"),)


def build_tools() -> tuple[Need, ...]:
    """What PyInstaller needs on Linux: objdump, and the Python library that the packaged program loads."""
    needs = [Need("objdump", ("binutils",), "command")]
    if Path(sys.base_prefix) == Path("/usr"):  # a Python of another make brings its library along
        needs.append(Need(f"libpython{_PYTHON}.so.1.0", (f"libpython{_PYTHON}",)))
    return tuple(needs)


def require(needs: Iterable[Need]) -> None:
    """Return once the machine has all of these; elsewhere than on Linux only modules count: Qt's wheels are whole.

    Raises Trouble with the command to give where the person, not this program, has to install them.
    """
    linux = sys.platform.startswith("linux")
    missing = [need for need in needs if (linux or need.kind == "module") and not need.met()]
    if missing:
        _provide([need.name for need in missing], [need.packages for need in missing])


def _provide(names: Sequence[str], choices: Sequence[tuple[str, ...]]) -> None:
    if shutil.which("apt-get") is None:
        raise Trouble(f"This system lacks {', '.join(names)}: install the packages that hold them and start again.")
    if os.geteuid() != 0:
        packages = sorted({names[-1] if _old_names() else names[0] for names in choices})
        raise Trouble(
            f"This system lacks {', '.join(names)}. Give this command and start again:\n"
            f"  sudo apt-get install --no-install-recommends {' '.join(packages)}"
        )
    print(f"Installing what this system lacks: {', '.join(names)} ...", file=sys.stderr)
    _apt(["update"])
    _apt(["install", "--yes", "--no-install-recommends", *sorted({_known(names) for names in choices})])
    importlib.invalidate_caches()


def _old_names() -> bool:
    """Whether this Debian is older than 13, where libraries with 64-bit time got new names."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return False
    return release.get("ID") == "debian" and release.get("VERSION_ID", "99") < "13"


def _known(names: tuple[str, ...]) -> str:
    for name in names:
        answer = subprocess.run(["apt-cache", "show", "--no-all-versions", name], capture_output=True, check=False)
        if answer.returncode == 0 and answer.stdout.strip():
            return name
    return names[-1]


def _apt(words: list[str]) -> None:
    variables = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    command = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120", *words]
    if subprocess.run(command, env=variables, check=False, stdout=subprocess.DEVNULL).returncode:
        raise Trouble(f"This command failed, for the reason above: apt-get {' '.join(words)}")
