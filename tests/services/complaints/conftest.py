"""The desk at which complaints are taken, on a Monday morning."""

from __future__ import annotations

import pytest

from app.store.shop import Shop
from tests.services.complaints.front import MONDAY, Front


@pytest.fixture
def front(shop: Shop) -> Front:
    """A shop whose clock stands at `MONDAY`."""
    made = Front(shop)
    made.now(MONDAY)
    return made
