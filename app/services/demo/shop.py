"""The demonstration shop as a whole: the folder with its keys, filled, or nothing at all."""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.models.registry import Registry
from app.services.demo import DEMO_NAME, DEMO_OWNER
from app.services.demo.make import make_demo
from app.services.session import create_shop, unmake
from app.store.passwords import Argon2Cost


def make_demo_shop(
    folder: Path,
    password: str,
    *,
    orders: int,
    seed: int = 1,
    progress: Progress | None = None,
    cost: Argon2Cost | None = None,
) -> None:
    """Make the demonstration shop in the empty or missing `folder`. What fails or is stopped half-way leaves nothing.

    Raises as `create_shop` and `make_demo`: a shop of whose password nobody was told would be of no use.
    """
    begun = not folder.exists()
    session, _ = create_shop(folder, Registry.load(), name=DEMO_NAME, owner=DEMO_OWNER, password=password, cost=cost)
    try:
        make_demo(session.shop, orders=orders, seed=seed, progress=progress)
        session.close()
    except BaseException as problem:
        with contextlib.suppress(UserError):
            session.close()
        unmake(folder, whole=begun)
        if isinstance(problem, UserError):
            raise UserError(problem.what, N_("Nothing was made."), problem.todo) from problem
        raise
