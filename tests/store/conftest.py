"""A real shop folder, made once and copied for each test that wants to damage it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.store.device import DeviceKeyring
from app.store.passwords import Argon2Cost
from app.store.vault import Vault

OWNER = "老板"
PASSWORD = "correct horse battery"
CHEAP = Argon2Cost.smallest()


@dataclass(frozen=True)
class MadeShop:
    """A shop folder with one owner, and what opens it."""

    path: Path
    code: str
    owner: str = OWNER
    password: str = PASSWORD
    cost: Argon2Cost = CHEAP

    def open(self) -> Vault:
        return Vault.open(self.path, device=DeviceKeyring(NoKeyring()))


@pytest.fixture(scope="session")
def shop_template(tmp_path_factory: pytest.TempPathFactory) -> MadeShop:
    path = tmp_path_factory.mktemp("template") / "shop"
    _, code = Vault.create(path, shop_name="小店", owner=OWNER, password=PASSWORD, cost=CHEAP)
    return MadeShop(path, code.text)


@pytest.fixture
def made(shop_template: MadeShop, tmp_path: Path) -> MadeShop:
    """A fresh copy of a shop made with the cheapest legal cost."""
    shutil.copytree(shop_template.path, tmp_path / "我的 店")
    return MadeShop(tmp_path / "我的 店", shop_template.code)
