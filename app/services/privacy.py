"""What is masked: what is declared as personal, and people's names where the shop chose so."""

from __future__ import annotations

from app.core.text import mask_name
from app.models.declaration import Field, Register
from app.models.kinds import People, PersonName
from app.services import settings
from app.store.reader import Reader


def names_masked(reader: Reader) -> bool:
    """Whether the shop chose that people's names are masked."""
    return bool(settings.get(reader, settings.MASK_NAMES))


def hides(field: Field, names: bool) -> bool:
    """Whether a field is masked until someone reveals it; `names` is the shop's choice."""
    return field.sensitive or (names and isinstance(field.kind, PersonName | People))


def said_title(register: Register, title: str, names: bool) -> str:
    """What a record is called on the screen: the name in a person's title is masked with the rest of it."""
    kinds = [register.field(n).kind for n in register.title]
    person = next((k for k in kinds if isinstance(k, PersonName)), None)
    return str(person.mask(title)) if names and person is not None and title else title


def said_name(name: str, names: bool) -> str:
    """A person's name as it is shown; `names` is the shop's choice."""
    return mask_name(name) if names else name
