"""A living shop for the papers: made once, since a demonstration shop takes seconds to make."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from app.core.clock import fixed
from app.models.registry import Registry
from app.services import records
from app.services.demo import make_demo
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.reports.conftest import NOW

PROMISED = {"promised": "三天内补发", "promised_at": datetime(2026, 11, 26, 6, tzinfo=UTC)}


def _written(uow: UnitOfWork) -> None:
    """What the demonstration shop happens not to have: a promise, an opinion, a file, a photo of the rectified."""
    running = uow.reader.ids(View("complaints", chip="open"))[0]
    records.save(uow, "complaints", running, PROMISED)
    uow.attach("complaints", running, "聊天记录.png", "image/png", b"invented", date(2026, 11, 22))
    rows = uow.reader.records("rectifications", uow.reader.ids(View("rectifications")))
    for i, r in rows.items():
        if r["status"] == "open":
            records.save(uow, "rectifications", i, {"advice": "整改完成前停用", "cost": 12_000})
    verified = next(i for i, r in rows.items() if r["verified_on"])
    uow.attach("rectifications", verified, "换好.png", "image/png", b"invented", date(2026, 11, 22))


@pytest.fixture(scope="session")
def living(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A demonstration shop: every area has records, and every field of every form is filled somewhere."""
    db = tmp_path_factory.mktemp("living") / "shop.db"
    shop = Shop.create(db, KEY, OWNER, Registry.load(), name="禾木小铺", clock=fixed(NOW))
    make_demo(shop, orders=120, today=date(2026, 11, 23))
    shop.change(_written)
    yield shop
    shop.close()
