"""The templates and typical records that ship with the program, in both languages, of our own wording."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.paths import resources


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a library: its stable key, what holds in every language, and its words in one."""

    key: str
    facts: dict[str, Any]
    words: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        """A word or a fact by its name. Raises `KeyError`."""
        return self.words[name] if name in self.words else self.facts[name]


def read(area: str, kind: str = "entry") -> list[dict[str, Any]]:
    """The `[[kind]]` tables of `resources/library/AREA.toml`, in the file's order.

    Raises `UserError` where the file is missing or cannot be read, as in an installation that is not whole.
    """
    path = resources() / "library" / f"{area}.toml"
    try:
        found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    except (OSError, ValueError, KeyError) as why:
        raise UserError(
            N_("The library “{name}” of the program cannot be read.", name=path.name),
            N_("Nothing was changed."),
            N_("Install the program again."),
        ) from why
    return found


def entries(area: str, language: str) -> tuple[Entry, ...]:
    """The entries of an area in a language ("zh" or "en"). Raises `UserError`.

    Each has a `key`, facts, and a table of words per language.
    """
    made = []
    for raw in read(area):
        facts = {n: v for n, v in raw.items() if n not in ("key", "zh", "en")}
        made.append(Entry(raw["key"], facts, raw["zh" if language.startswith("zh") else "en"]))
    return tuple(made)
