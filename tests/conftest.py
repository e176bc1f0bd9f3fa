"""What every test shares: Qt without a screen, and no trace of the developer's own settings."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

# Set before any test imports Qt: a window that opens on the developer's screen steals the keyboard.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.models.registry import Registry
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.shop import Shop

OWNER = Actor("owner-uid", "林晓", "owner")
KEY = DataKey(b"k" * 32, b"s" * 16, 1)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registers that ship with the program."""
    return Registry.load()


@pytest.fixture
def shop(tmp_path: Path, registry: Registry) -> Iterator[Shop]:
    """A fresh shop in a real encrypted file, with its owner signed in."""
    opened = Shop.create(tmp_path / "shop.db", KEY, OWNER, registry, name="禾木小铺")
    yield opened
    opened.close()
