"""What every test shares: Qt without a screen, and no trace of the developer's own settings."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before any test imports Qt: a window that opens on the developer's screen steals the keyboard.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.core.collecting import Collector
from app.models.registry import Registry
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.shop import Shop

OWNER = Actor("owner-uid", "林晓", "owner")
KEY = DataKey(b"k" * 32, b"s" * 16, 1)

# A property holds or it does not: how long an example takes on a busy machine is the benchmarks' matter.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


@pytest.fixture(scope="session", autouse=True)
def collector() -> Iterator[Collector]:
    """Garbage is collected between tests, in this thread: what a test of the window left may hold Qt objects."""
    made = Collector()
    made.start()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def collected(collector: Collector) -> Iterator[None]:
    """After each test, if it is due."""
    yield
    collector.collect_if_due()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Dressed as the program's own application is, whatever the desktop's style."""
    return ["taizhang", "-style", "fusion"]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registers that ship with the program."""
    return Registry.load()


@pytest.fixture(scope="session")
def fresh_shop(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> Path:
    """A shop's file as it is when it was just made, for tests to copy: migrations run once and not for each."""
    db = tmp_path_factory.mktemp("fresh") / "shop.db"
    Shop.create(db, KEY, OWNER, registry, name="禾木小铺").close()
    return db


@pytest.fixture
def shop(tmp_path: Path, fresh_shop: Path, registry: Registry) -> Iterator[Shop]:
    """A fresh shop in a real encrypted file, with its owner signed in."""
    db = tmp_path / "shop.db"
    shutil.copyfile(fresh_shop, db)
    opened = Shop(db, KEY, OWNER, registry)
    yield opened
    opened.close()
