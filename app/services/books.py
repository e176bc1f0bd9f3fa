"""Whether a copy of the shop's file says what agrees with itself: the audit log's chain, the balances."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.registry import Registry
from app.services.balances import check_balances
from app.store.audit import check_chain
from app.store.backup import BackupInfo, Check, ask_checks
from app.store.datakey import DataKey
from app.store.reader import Reader


def book_checks(registry: Registry, locale: Locale, since: BackupInfo | None = None) -> tuple[Check, ...]:
    """The checks of a backup beyond its pages. `since`: a verified one, whose log need not be read again.

    The chain costs as much as there are entries (5,000 orders with all that belongs to them: one second), so that the
    half-hourly backup reads those that came after the one before; a restore's proof and `verify` read all of them.
    """
    after = (since.sequence, since.head) if since is not None and since.sequence else None

    def chain(connection: Connection) -> Text | None:
        wrong = next((seq for seq, what in check_chain(connection, after) if what), None)
        return None if wrong is None else N_("Audit entry {seq} is not as it was written.", seq=wrong)

    def balances(connection: Connection) -> Text | None:
        return next(iter(check_balances(Reader(connection, registry, locale), 1)), None)

    return chain, balances


def doubt_of(database: Path, key: DataKey, registry: Registry, locale: Locale) -> Text | None:
    """What does not agree in a finished copy that nobody has open, or `None`."""
    return ask_checks(database, key, book_checks(registry, locale), alone=True)
