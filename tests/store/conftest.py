"""A real shop folder, made once and copied for each test that wants to damage it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.store.device import DeviceKeyring
from app.store.passwords import Argon2Cost
from app.store.vault import Vault
from app.store.vaultfile import Unlocked

OWNER = "老板"
PASSWORD = "correct horse battery"
CLERK = "小李"
CLERK_PASSWORD = "another horse"
CHEAP = Argon2Cost.smallest()


@dataclass(frozen=True)
class MadeShop:
    """A shop folder with one owner, and what opens it."""

    path: Path
    code: str
    proof: Unlocked  # the owner's, so that a test need not pay for Argon2 again
    clerk: str = ""
    owner: str = OWNER
    password: str = PASSWORD
    cost: Argon2Cost = CHEAP

    def open(self) -> Vault:
        return Vault.open(self.path, device=DeviceKeyring(NoKeyring()))


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> MadeShop:
    path = tmp_path_factory.mktemp("template") / "shop"
    vault, code = Vault.create(path, shop_name="小店", owner=OWNER, password=PASSWORD, cost=CHEAP)
    return MadeShop(path, code.text, vault.unlock(OWNER, PASSWORD))


@pytest.fixture(scope="session")
def staffed_template(shop_template: MadeShop, tmp_path_factory: pytest.TempPathFactory) -> MadeShop:
    path = shutil.copytree(shop_template.path, tmp_path_factory.mktemp("staffed") / "shop")
    clerk = Vault.open(path).add_user(shop_template.proof, CLERK, CLERK_PASSWORD, "clerk", CHEAP)
    return replace(shop_template, path=path, clerk=clerk.uid)


@pytest.fixture
def made(shop_template: MadeShop, tmp_path: Path) -> MadeShop:
    """A fresh copy of a shop made with the cheapest legal cost."""
    return replace(shop_template, path=shutil.copytree(shop_template.path, tmp_path / "我的 店"))


@pytest.fixture
def staffed(staffed_template: MadeShop, tmp_path: Path) -> MadeShop:
    """The same with a clerk."""
    return replace(staffed_template, path=shutil.copytree(staffed_template.path, tmp_path / "有店员的店"))
