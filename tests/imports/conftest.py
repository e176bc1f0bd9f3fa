"""The counter at which files are dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.shop import Shop
from tests.imports.desk import Counter


@pytest.fixture
def counter(shop: Shop, tmp_path: Path) -> Counter:
    folder = tmp_path / "下载"
    folder.mkdir()
    return Counter(shop, folder)
