"""The demonstration shop, as the first-run window makes it."""

from __future__ import annotations

import secrets
from pathlib import Path

from app.core.progress import Progress
from app.services.demo import DEMO_OWNER
from app.services.demo import shop as demo_shop

ORDERS = 1_500


def make_demo_shop(folder: Path, progress: Progress, orders: int = ORDERS) -> tuple[str, str]:
    """Make the shop; returns the sign-in name and the password, which is a new one each time."""
    password = "-".join(["hemu", *(f"{secrets.randbelow(10_000):04d}" for _ in range(4))])
    demo_shop.make_demo_shop(folder, password, orders=orders, progress=progress)
    return DEMO_OWNER, password
