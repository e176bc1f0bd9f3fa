"""dev.py on its own: what it says when it cannot start, and that .venv is made once, whole, and left alone."""

import ast
import json
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import door, system
from tools.environment import LOCKS, Environment
from tools.trouble import Trouble

ROOT = Path(__file__).resolve().parent.parent
NO_PACKAGES = "# a checkout that needs nothing\n"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small checkout whose program needs no package, with its .venv made: it prints what it was given."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copy(ROOT / "dev.py", root)
    shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    for name in LOCKS:
        (root / name).write_text(NO_PACKAGES, encoding="utf-8")
    (root / "app").mkdir()
    (root / "app" / "__init__.py").touch()
    (root / "app" / "__main__.py").write_text(
        "import json, os, sys\n"
        "print(json.dumps([sys.argv[1:], os.getcwd(), os.environ.get('QT_QPA_PLATFORM'), sys.prefix]))\n"
        "sys.exit(3)\n",
        encoding="utf-8",
    )
    answers = _together(lambda: _dev(root, "run", "hello"), 3)
    assert [answer.returncode for answer in answers] == [3, 3, 3], [answer.stderr for answer in answers]
    (root / "first.txt").write_text("".join(answer.stderr for answer in answers), encoding="utf-8")
    return root


@pytest.fixture
def checkout(made: Path, tmp_path: Path) -> Path:
    """A copy of it to break. The environment is moved with it, which its Python does not mind."""
    root = tmp_path / "checkout"
    shutil.copytree(made, root, symlinks=True)
    return root


def _together(work: object, times: int) -> list[subprocess.CompletedProcess[str]]:
    assert callable(work)
    with ThreadPoolExecutor(times) as pool:
        return [job.result() for job in [pool.submit(work) for _ in range(times)]]


def _dev(root: Path, *words: str, folder: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in _SCREEN}
    command = [sys.executable, str(root / "dev.py"), *words]
    return subprocess.run(
        command,
        cwd=folder or root,
        env={**clean, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def test_starts_at_the_same_time_make_the_environment_once(made: Path) -> None:
    assert (made / "first.txt").read_text(encoding="utf-8").count("Making the environment") == 1


def test_a_later_start_installs_nothing(made: Path) -> None:
    before = (made / ".venv" / "taizhang.json").stat()
    answer = _dev(made, "run", "hello")
    after = (made / ".venv" / "taizhang.json").stat()
    assert answer.stderr == ""
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_run_passes_on_words_folder_and_status(made: Path, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text(
        "raise SystemExit('the caller\\'s folder is on the import path')", encoding="utf-8"
    )
    answer = _dev(made, "run", "import", "--json", "a b.csv", folder=tmp_path)
    words, folder, platform, prefix = json.loads(answer.stdout)
    assert answer.returncode == 3
    assert words == ["import", "--json", "a b.csv"]
    assert Path(folder).resolve() == tmp_path.resolve()
    assert platform == "offscreen"
    assert Path(prefix).resolve() == (made / ".venv").resolve()


def test_a_window_without_a_screen_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in _SCREEN:
        monkeypatch.delenv(name, raising=False)
    assert door.main(["run"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "no screen" in said.err


@pytest.mark.parametrize(("platform", "name"), [("linux", "DISPLAY"), ("linux", "WAYLAND_DISPLAY"), ("darwin", "HOME")])
def test_a_screen_is_seen(monkeypatch: pytest.MonkeyPatch, platform: str, name: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for other in _SCREEN:
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, ":0")
    assert door.has_screen()


def test_a_window_keeps_the_screen_that_it_has(made: Path) -> None:
    words, _, platform, _ = json.loads(_dev(made, "run", DISPLAY=":99").stdout)
    assert (words, platform) == ([], None)


def test_a_changed_lock_is_installed_into_the_environment(checkout: Path) -> None:
    (checkout / LOCKS[0]).write_text(NO_PACKAGES * 2, encoding="utf-8")
    answer = _dev(checkout, "run", "hello")
    assert answer.returncode == 3
    assert "up to the lock" in answer.stderr
    assert _dev(checkout, "run", "hello").stderr == ""


def test_an_environment_left_half_made_is_remade(checkout: Path) -> None:
    (checkout / LOCKS[0]).write_text("pip==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    answer = _dev(checkout, "run", "hello", PIP_NO_INDEX="1")
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert "pip could not install what requirements.lock names" in answer.stderr.splitlines()[-1]
    (checkout / LOCKS[0]).write_text(NO_PACKAGES, encoding="utf-8")
    (checkout / ".venv" / "debris").touch()
    answer = _dev(checkout, "run", "hello")
    assert answer.returncode == 3
    assert "Making the environment" in answer.stderr
    assert not (checkout / ".venv" / "debris").exists()


def test_an_environment_that_a_person_made_is_kept(checkout: Path) -> None:
    (checkout / ".venv" / "taizhang.json").unlink()
    (checkout / ".venv" / "mine").touch()
    assert _dev(checkout, "run", "hello").returncode == 3
    assert (checkout / ".venv" / "mine").exists()


def test_an_environment_of_another_python_is_remade(checkout: Path) -> None:
    stamp = checkout / ".venv" / "taizhang.json"
    stamp.write_text(stamp.read_text(encoding="utf-8").replace('"python": "3.', '"python": "2.'), encoding="utf-8")
    assert "Making the environment" in _dev(checkout, "run", "hello").stderr


def test_a_missing_lock_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"requirements\.lock cannot be read .* is the checkout complete"):
        Environment(tmp_path).ready()


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0)])
def test_a_python_that_the_locks_do_not_serve_is_refused_in_one_sentence(version: tuple[int, int, int]) -> None:
    dotted = ".".join(map(str, version))
    pretend = f"import sys, runpy; sys.version_info = {version}; sys.version = '{dotted} (x)'; runpy.run_path('dev.py')"
    answer = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert f"needs Python 3.11, 3.12 or 3.13, and this is Python {dotted}" in answer.stderr


def test_dev_py_itself_is_read_by_an_older_python() -> None:
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    compile(source, "dev.py", "exec", dont_inherit=True)
    tree = ast.parse(source, feature_version=(3, 7))
    newer = (ast.Match, ast.NamedExpr, ast.TryStar)
    assert not [type(node).__name__ for node in ast.walk(tree) if isinstance(node, newer)]
    # What a module of this program needs first: without it the sentence about the version could not be said.
    imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
    assert imported and imported <= sys.stdlib_module_names


def test_missing_libraries_give_the_command_to_a_person_who_is_not_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    needs = [
        system.Need("libnothing.so.9", ("libnothing9t64", "libnothing9")),
        system.Need("nothing_at_all", ("python3-nothing",), "module"),
    ]
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian", "VERSION_ID": "12"})
    with pytest.raises(Trouble, match="sudo apt-get install --no-install-recommends libnothing9 python3-nothing"):
        system.require(needs)
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: {"ID": "debian", "VERSION_ID": "13"})
    with pytest.raises(Trouble, match="sudo apt-get install --no-install-recommends libnothing9t64 python3-nothing"):
        system.require(needs)


def test_missing_libraries_are_named_where_there_is_no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Trouble, match=r"lacks libnothing\.so\.9"):
        system.require([system.Need("libnothing.so.9", ("libnothing9",))])


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if line[:1].isalpha()]
    assert packages
    assert "://" not in text
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert text.count("--hash=sha256:") >= len(packages)


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {0: project["project"]["dependencies"], 1: project["dependency-groups"]["dev"]}
    for index, requirements in wanted.items():
        locked = (ROOT / LOCKS[index]).read_text(encoding="utf-8").lower()
        names = [requirement.split("=")[0].split(">")[0].strip().lower() for requirement in requirements]
        assert [name for name in names if f"\n{name}==" not in locked] == []
