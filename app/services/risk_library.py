"""Typical risks of online shops to start from: taken over as risks that are still to be assessed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.core.i18n import N_, Translator
from app.core.library import Entry, entries
from app.models.registers.risks import Risk
from app.services import records
from app.services.tables import table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

AREA = "risks"
_TAKEN = ("title", "nature", "category", "tier", "method", "cause", "consequence", "existing")


def library(language: str) -> tuple[Entry, ...]:
    """The typical risks in a language."""
    return entries(AREA, language)


def there(reader: Reader, offered: Sequence[Entry]) -> frozenset[str]:
    """The keys of those whose risk point the shop has already."""
    t = table(Risk)
    titles = {e["title"]: e.key for e in offered}
    found = select(t.c.title).where(t.c.title.in_(list(titles)), t.c.voided_at.is_(None))
    return frozenset(titles[title] for title in reader.connection.execute(found).scalars())


def take(uow: UnitOfWork, language: str, keys: Sequence[str]) -> int:
    """Take these over; those that the shop has already are passed over. Returns how many were made."""
    offered = {e.key: e for e in library(language)}
    chosen = [offered[key] for key in keys]
    have = there(uow.reader, chosen)
    fresh = [e for e in chosen if e.key not in have]
    source = Translator(language)(N_("Library of typical risks"))  # in the words of what is taken over
    for e in fresh:
        records.save(uow, "risks", None, {n: e[n] for n in _TAKEN} | {"source": source})
    return len(fresh)
