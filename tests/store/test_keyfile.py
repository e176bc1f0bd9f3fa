import base64
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.store.errors import KeysDamaged, NewerShop, NotAShop, WrongPassword
from app.store.keyfile import load
from tests.store.conftest import OWNER, PASSWORD, MadeShop

Edit = Callable[[dict[str, Any]], None]


def edit(path: Path, change: Edit, *, copies: bool = True) -> None:
    """Change keys.json as someone would who knows its format: with a checksum that fits again."""
    whole = json.loads(path.read_bytes())
    change(whole["body"])
    plain = json.dumps(whole["body"], sort_keys=True, separators=(",", ":")).encode()
    whole["check"] = hashlib.sha256(plain).hexdigest()
    path.write_text(json.dumps(whole))
    if copies:
        path.with_name("keys.json.bak").write_bytes(path.read_bytes())


def flip(text: str) -> str:
    data = bytearray(base64.b64decode(text))
    data[-1] ^= 1
    return base64.b64encode(data).decode()


def test_the_file_holds_no_secret_and_is_private(made: MadeShop):
    key = made.proof.data_key
    text = (made.path / "keys.json").read_text("utf-8")
    assert (made.path / "keys.json").stat().st_mode & 0o077 == 0
    for secret in (PASSWORD, key.key.hex(), base64.b64encode(key.key).decode(), made.code):
        assert secret not in text
    body = json.loads(text)["body"]
    assert {"version", "shop", "display_id", "epoch", "salt", "slots"} <= body.keys()
    assert base64.b64decode(body["salt"]) == key.salt
    assert (made.path / "keys.json.bak").read_text("utf-8") == text


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"null", b"[]", b'{"body": {}}', b"\xff\xfe", b"[" * 100_000, b"x" * 1_100_000],
)
def test_damage_is_said_and_the_copy_is_used(made: MadeShop, damage: bytes):
    (made.path / "keys.json").write_bytes(damage)
    vault = made.open()
    assert "damaged" in str(vault.warnings[0])
    unlocked = vault.unlock(OWNER, PASSWORD)
    assert (made.path / "keys.json.damaged").read_bytes() == damage
    again = made.open()
    assert again.warnings == ()
    again.set_anchor(unlocked, 1, "ab")
    (made.path / "keys.json").write_bytes(damage)
    (made.path / "keys.json.bak").write_bytes(damage)
    with pytest.raises(KeysDamaged):
        made.open()


def test_a_missing_file_is_replaced_by_its_copy(made: MadeShop):
    (made.path / "keys.json").unlink()
    vault = made.open()
    assert vault.warnings
    vault.unlock(OWNER, PASSWORD)
    assert made.open().warnings == ()
    for name in ("keys.json", "keys.json.bak"):
        (made.path / name).unlink()
    with pytest.raises(NotAShop):
        made.open()


def test_one_flipped_character_is_damage(made: MadeShop):
    path = made.path / "keys.json"
    path.write_text(path.read_text("utf-8").replace('"owner"', '"clerk"'), "utf-8")
    assert "checksum" in str(made.open().warnings[0])


def test_a_newer_version_is_refused_even_beside_a_sound_copy(made: MadeShop):
    edit(made.path / "keys.json", lambda body: body.update(version=2), copies=False)
    with pytest.raises(NewerShop):
        made.open()


@pytest.mark.parametrize("cost", [("memory", 1024), ("memory", 8 << 20), ("time", 11), ("time", 0), ("lanes", 99)])
def test_argon2_costs_out_of_range_are_refused(made: MadeShop, cost: tuple[str, int]):
    edit(made.path / "keys.json", lambda body: body["slots"][0]["argon2id"].update([cost]))
    with pytest.raises(KeysDamaged):
        made.open()


def set_role(body: dict[str, Any]) -> None:
    next(s for s in body["slots"] if s.get("name") == "小李")["role"] = "owner"


def set_epoch(body: dict[str, Any]) -> None:
    body["epoch"] = 2
    for slot in body["slots"]:
        slot["keys"] = {"2": slot["keys"]["1"]}


def set_salt(body: dict[str, Any]) -> None:
    body["salt"] = flip(body["salt"])


def set_anchor(body: dict[str, Any]) -> None:
    body["anchor"] = {"sequence": 1, "head": "00"}


def set_key(body: dict[str, Any]) -> None:
    for slot in body["slots"]:
        slot["keys"]["1"] = flip(slot["keys"]["1"])


def set_shop(body: dict[str, Any]) -> None:
    body["name"] = "another"


def drop_slot(body: dict[str, Any]) -> None:
    body["slots"] = body["slots"][:-1]


@pytest.mark.parametrize("change", [set_role, set_epoch, set_salt, set_anchor, set_key, set_shop, drop_slot])
def test_tampering_is_noticed_and_the_copy_is_used_if_it_is_sound(staffed: MadeShop, change: Edit):
    edit(staffed.path / "keys.json", change, copies=False)
    tampered = staffed.open()
    assert tampered.unlock(OWNER, PASSWORD).role == "owner"
    assert tampered.warnings
    assert {user.role for user in staffed.open().users} == {"owner", "clerk"}
    edit(staffed.path / "keys.json", change)
    with pytest.raises(KeysDamaged):
        staffed.open().unlock(OWNER, PASSWORD)


def test_a_password_is_bound_to_its_parameters(made: MadeShop):
    def raise_cost(body: dict[str, Any]) -> None:
        body["slots"][0]["argon2id"]["time"] = 2

    edit(made.path / "keys.json", raise_cost, copies=False)
    tampered = made.open()
    assert tampered.unlock(OWNER, PASSWORD)
    assert tampered.warnings
    edit(made.path / "keys.json", raise_cost)
    with pytest.raises(WrongPassword):
        made.open().unlock(OWNER, PASSWORD)


def test_someone_elses_slot_does_not_open(staffed: MadeShop):
    def swap_private(body: dict[str, Any]) -> None:
        one, other = (s for s in body["slots"] if s["kind"] == "user")
        for part in ("private", "argon2id", "public", "keys"):
            one[part] = other[part]

    edit(staffed.path / "keys.json", swap_private)
    with pytest.raises(WrongPassword):
        staffed.open().unlock(OWNER, "another horse")


def test_reading_a_file_back_gives_the_same_document(made: MadeShop):
    vault = made.open()
    vault.set_anchor(made.proof, 7, "beef")
    file = load(made.path / "keys.json")
    assert file.damaged is None
    assert file.document.anchor is not None and file.document.anchor.sequence == 7
    assert file.document == load(made.path / "keys.json").document
