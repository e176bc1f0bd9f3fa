"""The demonstration shop, as the first-run window makes it."""

from __future__ import annotations

import secrets
from pathlib import Path

from app.core.progress import Progress
from app.models.registry import Registry
from app.services.demo import DEMO_NAME, DEMO_OWNER, make_demo
from app.services.session import create_shop

ORDERS = 1_500


def make_demo_shop(folder: Path, progress: Progress, orders: int = ORDERS) -> tuple[str, str]:
    """Make the shop; returns the sign-in name and the password, which is a new one each time."""
    password = "-".join(["hemu", *(f"{secrets.randbelow(10_000):04d}" for _ in range(4))])
    session, _ = create_shop(folder, Registry.load(), name=DEMO_NAME, owner=DEMO_OWNER, password=password)
    try:
        make_demo(session.shop, orders=orders, progress=progress)
    finally:
        session.close()
    return DEMO_OWNER, password
