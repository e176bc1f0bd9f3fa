"""`new`, `demo`, `verify`, `registers`: what they print, what they return, and what they keep to themselves."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.cli import access, parser, shop_verbs
from app.cli.main import VERBS, language, verb
from app.core.i18n import Translator
from app.models.registry import Registry
from app.services.demo import shop as demo_shop
from app.services.session import sign_in, with_password
from app.store.errors import DatabaseDamaged, DiskFull
from app.store.passwords import Argon2Cost
from app.store.shop import Shop
from tests.cli.conftest import PASSWORD, Run


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashing at its least cost, where the cost is not what is tested."""
    for module, name in ((shop_verbs, "create_shop"), (shop_verbs, "make_demo_shop")):
        made = getattr(module, name)
        monkeypatch.setattr(module, name, partial(made, cost=Argon2Cost.smallest()))


def test_a_new_shop_opens_with_its_password_and_with_its_recovery_code(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "新店"
    said = run("new", folder, "--name", "新店", "--currency", "jpy", "--language", "en")
    assert said.status == 0 and said.err == ""
    code = said.out.splitlines()[-1].strip()
    session = sign_in(folder, Registry.load(), lambda vault: vault.unlock_recovery(code))
    assert session is not None
    assert (session.shop.name, session.shop.currency, session.shop.language) == ("新店", "JPY", "en")
    session.close()
    assert PASSWORD not in said.out


@pytest.mark.usefixtures("cheap")
def test_a_shop_is_not_made_over_another(run: Run, folder: Path) -> None:
    before = {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}
    said = run("new", folder, "--name", "x")
    assert said.status == 1 and said.out == "" and said.err.count("\n") == 1
    assert "not empty" in said.err
    assert {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()} == before


def test_an_unknown_currency_makes_nothing(run: Run, tmp_path: Path) -> None:
    said = run("new", tmp_path / "x", "--name", "x", "--currency", "ZZZ")
    assert said.status == 1 and "ZZZ" in said.err and "CNY" in said.err
    assert not (tmp_path / "x").exists()


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("given", [True, False])
def test_the_demonstration_shop_prints_its_password_and_balances(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    if not given:
        monkeypatch.delenv("TAIZHANG_PASSWORD")
    said = run("demo", tmp_path / "demo", "--orders", "12", "--seed", "3")
    assert said.status == 0
    password = said.out.rstrip("\n").rpartition("password ")[2]
    assert (password == PASSWORD) is given
    monkeypatch.setenv("TAIZHANG_PASSWORD", password)
    checked = run("verify", tmp_path / "demo", "--json")
    assert checked.status == 0 and checked.json["ok"]
    assert {"balances", "audit_chain", "numbers"} <= {c["name"] for c in checked.json["checks"]}


def test_verify_says_each_check_in_words_and_in_json(run: Run, folder: Path) -> None:
    plain = run("verify", folder)
    assert plain.status == 0 and plain.err == "" and plain.out.count("✓") == len(plain.out.splitlines())
    found = run("verify", folder, "--json").json
    assert found["ok"] is True
    assert all(set(c) == {"name", "ok", "detail"} and c["ok"] and c["detail"] for c in found["checks"])


def test_a_shop_that_fails_a_check_gives_status_1(run: Run, folder: Path) -> None:
    db = folder / "shop.db"
    data = bytearray(db.read_bytes())
    data[4096 * 30 + 99] ^= 1
    db.write_bytes(data)
    said = run("verify", folder, "--json")
    assert said.status == 1 and said.json["ok"] is False and said.err.count("\n") == 1
    assert "restore a backup" in said.err


def test_a_check_that_cannot_run_has_failed_and_keeps_no_other_from_running(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(*_: object) -> bool:
        raise DatabaseDamaged

    whole = run("verify", folder, "--json").json
    monkeypatch.setattr("app.services.verify._head", unreadable)
    monkeypatch.setattr("app.services.verify.check_balances", unreadable)
    said = run("verify", folder, "--json")
    assert said.status == 1
    assert [c["name"] for c in said.json["checks"]] == [c["name"] for c in whole["checks"]]
    assert [c["name"] for c in said.json["checks"] if not c["ok"]] == ["freshness", "balances"]


def _damaged(folder: Path) -> None:
    (folder / "shop.db").write_bytes(b"\0" * 4096 * 3)


def _newer(folder: Path) -> None:
    for name in ("keys.json", "keys.json.bak"):
        path = folder / name
        if path.exists():
            path.write_text(path.read_text("utf-8").replace('"version": 1', '"version": 99'), "utf-8")


def _gone(folder: Path) -> None:
    (folder / "shop.db").unlink()


@pytest.mark.parametrize("spoil", [_damaged, _newer, _gone])
def test_verify_says_in_json_that_a_shop_cannot_be_opened(
    run: Run, folder: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder)
    said = run("verify", folder, "--json")
    (check,) = said.json["checks"]
    assert said.status == 1 and said.json["ok"] is False and said.err.count("\n") == 1
    assert (check["name"], check["ok"]) == ("open", False) and check["detail"] == said.err.rstrip("\n")


def test_verify_says_in_json_that_a_shop_is_open_elsewhere(run: Run, folder: Path) -> None:
    session = sign_in(folder, Registry.load(), with_password("店主", PASSWORD))
    assert session is not None
    try:
        assert run("verify", folder, "--json").json["checks"][0]["name"] == "open"
    finally:
        session.close()


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("problem", [KeyboardInterrupt(), DiskFull()])
@pytest.mark.parametrize("there", [True, False])
def test_a_demonstration_that_is_stopped_leaves_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: BaseException, there: bool
) -> None:
    folder = tmp_path / "deep" / "demo"
    if there:
        folder.mkdir(parents=True)
    real = demo_shop.make_demo

    def breaks(shop: Shop, **options: Any) -> None:
        real(shop, **{**options, "orders": 1})
        (folder / "mine.txt").write_text("put there meanwhile") if there else None
        raise problem

    with monkeypatch.context() as patched:
        patched.setattr(demo_shop, "make_demo", breaks)
        said = run("demo", folder, "--orders", "3")
    assert said.status == 1 and said.out == "" and "Nothing was" in said.err
    assert [p.name for p in folder.glob("*")] == (["mine.txt"] if there else [])
    assert folder.exists() is there
    if there:
        (folder / "mine.txt").unlink()
    assert run("demo", folder, "--orders", "3").status == 0


def test_a_demonstration_is_not_made_in_a_folder_that_holds_other_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("of something else")
    said = run("demo", tmp_path)
    assert said.status == 1 and "not empty" in said.err
    assert (tmp_path / "keys.json").read_text() == "of something else"


def test_registers_lists_fields_states_and_transitions(run: Run) -> None:
    found = {r["name"]: r for r in run("registers", "--json").json}
    orders = found["orders"]
    assert {"name", "label", "fields", "lines", "states", "transitions"} <= set(orders)
    assert orders["states"]["fulfilment"][0] == "new"
    ship = next(t for t in orders["transitions"] if t["name"] == "ship")
    assert (ship["field"], ship["from"], ship["to"]) == ("fulfilment", ["to_ship", "part_shipped"], "shipped")
    plain = run("registers")
    assert plain.status == 0 and "orders  Orders" in plain.out and "ship: fulfilment" in plain.out


def test_registers_needs_no_password_and_speaks_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TAIZHANG_PASSWORD")
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "zh")
    said = run("registers")
    assert said.status == 0 and "订单" in said.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["verify", "nowhere"], "nowhere"),
        (["verify"], "folder"),
        (["frobnicate"], "frobnicate"),
        (["new", "x"], "--name"),
        (["demo", "x", "--orders", "-1"], "orders"),
        (["demo", "x", "--orders", "many"], "orders"),
        (["demo", "x", "--orders", "5000001"], "5000000"),
        (["export", "x", "orders", "--to", "x.csv", "--from", "may"], "2026-05-17"),
        (["import", "nowhere", "x.csv"], "nowhere"),
        (["export", "nowhere", "orders", "--to", "x.csv"], "nowhere"),
    ],
)
def test_what_the_user_can_mend_is_one_line_on_stderr(run: Run, arguments: list[str], told: str) -> None:
    said = run(*arguments)
    assert (said.status, said.out) == (1, "")
    assert told.lower() in said.err.lower() and said.err.count("\n") == 1 and "Traceback" not in said.err


def test_a_wrong_password_is_said(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAIZHANG_PASSWORD", "wrong horse battery")
    said = run("verify", folder)
    assert said.status == 1 and "password is wrong" in said.err


def test_without_a_password_and_a_terminal_there_is_a_hint(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TAIZHANG_PASSWORD")
    said = run("verify", folder)
    assert said.status == 1 and "TAIZHANG_PASSWORD" in said.err


def test_the_password_is_no_argument() -> None:
    text = parser.build(Translator("en")).format_help()
    assert "--password" not in text
    with pytest.raises(parser.BadUsage):
        parser.build(Translator("en")).parse_args(["verify", "x", "--password", "y"])


def test_typed_twice_it_must_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.core.errors import UserError

    monkeypatch.delenv("TAIZHANG_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    typed = iter(["a", "b", "c", "c"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    with pytest.raises(UserError, match="differ"):
        access.password(Translator("en"), twice=True)
    assert access.password(Translator("en"), twice=True) == "c"


def test_a_bug_gives_status_2_and_a_report_that_holds_no_data(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(*_: object) -> None:
        secret = "陈渊 13800001234"
        raise ValueError(f"cannot handle {secret}")

    monkeypatch.setattr(shop_verbs, "verify", breaks)
    said = run("verify", folder)
    assert said.status == 2 and said.err.count("\n") == 1
    (report,) = (tmp_path / "logs").iterdir()
    text = report.read_text("utf-8")
    assert str(report) in said.err
    assert "ValueError" in text and "breaks" in text and "陈渊" not in text and str(tmp_path) not in text
    monkeypatch.undo()


@pytest.mark.parametrize("problem", [KeyboardInterrupt, BrokenPipeError])
def test_a_stop_gives_status_1(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, problem: type) -> None:
    def breaks(*_: object) -> None:
        raise problem

    monkeypatch.setattr(shop_verbs, "verify", breaks)
    assert run("verify", folder).status == 1


def test_every_verb_is_there_and_has_its_help(run: Run) -> None:
    for name in set(VERBS) - {"self-test", "shots"}:
        assert callable(verb(name))
    with pytest.raises(SystemExit) as caught:
        run("--help")
    assert caught.value.code == 0


@pytest.mark.parametrize(
    ("said", "spoken"), [("zh_CN.UTF-8", "zh"), ("Chinese (Simplified)", "zh"), ("de_DE", "en"), ("C", "en")]
)
def test_the_language_is_the_systems(monkeypatch: pytest.MonkeyPatch, said: str, spoken: str) -> None:
    monkeypatch.delenv("TAIZHANG_LANGUAGE", raising=False)
    monkeypatch.setenv("LANG", said)
    assert language() == spoken
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "zh")
    assert language() == "zh"


def test_the_real_program_from_another_folder_writes_chinese_whatever_the_console(tmp_path: Path) -> None:
    import os

    environment = {**os.environ, "TAIZHANG_LANGUAGE": "zh", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-P", "-m", "app", "registers"], capture_output=True, env=environment, cwd=tmp_path, check=True
    )
    assert "订单" in done.stdout.decode("utf-8")
