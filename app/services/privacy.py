"""What is masked: what is declared as personal, and people's names where the shop chose so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.text import mask_name
from app.models.declaration import Field, Register
from app.models.kinds import People, PersonName, Ref
from app.services import settings
from app.store.reader import Reader


def names_masked(reader: Reader) -> bool:
    """Whether the shop chose that people's names are masked."""
    return bool(settings.get(reader, settings.MASK_NAMES))


def hides(field: Field, names: bool) -> bool:
    """Whether a field is masked until someone reveals it; `names` is the shop's choice."""
    return field.sensitive or (names and isinstance(field.kind, PersonName | People))


def concealed(register: Register, record: Mapping[str, Any]) -> frozenset[str]:
    """The fields of a confidential record whose earlier values are told to nobody, not even masked."""
    if not record.get("confidential"):
        return frozenset()
    return frozenset(
        f.name for f in register.fields if f.sensitive or (isinstance(f.kind, Ref) and f.kind.register == "customers")
    )


def lines_told(
    fields: Sequence[Field], record: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Lines of a record as they may be told: of a confidential one without what is personal."""
    blank = {f.name: None for f in fields if f.sensitive} if record.get("confidential") else {}
    return [{**row, **blank} for row in rows]


def said_title(register: Register, title: str, names: bool) -> str:
    """What a record is called on the screen: the name in a person's title is masked with the rest of it."""
    kinds = [register.field(n).kind for n in register.title]
    person = next((k for k in kinds if isinstance(k, PersonName)), None)
    return str(person.mask(title)) if names and person is not None and title else title


def said_name(name: str, names: bool) -> str:
    """A person's name as it is shown; `names` is the shop's choice."""
    return mask_name(name) if names else name
