"""Checklists of our own wording to start from, taken over as templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from app.core.library import Entry, entries
from app.models.registers.check_templates import CheckTemplate
from app.services import records
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

AREA = "checklists"
_WORDS = ("section", "text", "standard", "method", "measure", "clause")


def library(language: str) -> tuple[Entry, ...]:
    """The checklists in a language."""
    return entries(AREA, language)


def items(entry: Entry, language: str) -> list[Values]:
    """The items of one checklist in a language, as they are saved. Limits are readings in thousandths."""
    return [_item(raw, language) for raw in entry["items"]]


def _item(raw: dict[str, Any], language: str) -> Values:
    words = raw["zh" if language.startswith("zh") else "en"]
    found: Values = {n: w or None for n, w in zip(_WORDS, words, strict=True)}
    found |= {
        "kind": raw.get("kind", "judge"),
        "unit": raw.get("unit"),
        "weight": raw.get("weight", 1),
        "critical": raw.get("critical", False),
        "photo_needed": raw.get("photo", False),
    }
    return found | {n: round(raw[n] * 1000) for n in ("low", "high") if n in raw}


def there(reader: Reader, offered: Sequence[Entry]) -> frozenset[str]:
    """The keys of those that the shop took over already, or has under the same name."""
    t = table(CheckTemplate)
    names = {e["name"]: e.key for e in offered}
    found = select(t.c.library_key, t.c.name).where(t.c.voided_at.is_(None))
    have: set[str] = set()
    for key, name in reader.connection.execute(found):
        have |= {k for k in (key, names.get(name)) if k}
    return frozenset(have & {e.key for e in offered})


def take(uow: UnitOfWork, language: str, keys: Sequence[str]) -> int:
    """Take these over as templates, their rhythm from today on; returns how many were made.

    Those that the shop has already are passed over.
    """
    offered = {e.key: e for e in library(language)}
    chosen = [offered[key] for key in keys]
    have = there(uow.reader, chosen)
    fresh = [e for e in chosen if e.key not in have]
    for e in fresh:
        values = {n: e[n] for n in ("name", "area", "rhythm", "basis", "place", "party")} | {"start_on": uow.today}
        made = records.save(uow, "check_templates", None, values, {"items": items(e, language)})
        uow.update("check_templates", made, {"library_key": e.key}, action="update")
    return len(fresh)
