"""Translation: English msgids in code, rendered at the edge by a `Translator` (one gettext catalogue for all).

Inner rooms never translate. They make a `Text` with `N_` or `Nn_`; the window, the reports and the command
line turn it into words with the translator of the language in use.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from app.core.paths import resources

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN"}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to be said later, in whichever language: a msgid, its values, and its plural if it counts.

    `inside` is set for a name that stands within another sentence: see `inside()`.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    plural: str | None = None
    count: int = 0
    inside: bool = False

    def __str__(self) -> str:
        """The English wording: for logs and tests, not for the window."""
        template = self.msgid if self.plural is None or self.count == 1 else self.plural
        return _as_placed(_fill(template, self.values, str), self.inside)


def N_(msgid: str, /, **values: object) -> Text:
    """Mark `msgid` for translation; `values` fill its `{placeholders}` and may be `Text` themselves."""
    return Text(msgid, MappingProxyType(values))


def Nn_(msgid: str, plural: str, /, n: int, **values: object) -> Text:
    """Mark a message that counts: `msgid` for one, `plural` for any other `n`; `{n}` is available."""
    return Text(msgid, MappingProxyType({"n": n, **values}), plural, n)


def inside(name: Text) -> Text:
    """A name such as a register's ("Order") as it is written within a sentence ("New order"); "SKU" stays "SKU"."""
    return replace(name, inside=True)


def _as_placed(words: str, within: bool) -> str:
    return words[:1].lower() + words[1:] if within and not words[1:2].isupper() else words


def _fill(template: str, values: Mapping[str, object], render: object) -> str:
    if not values:
        return template
    said = {k: render(v) if isinstance(v, Text) and callable(render) else v for k, v in values.items()}
    return template.format_map(said)


class Translator:
    """Renders `Text` in one language ("zh" or "en"). Calling it is the only way words reach a person."""

    def __init__(self, language: str, locale_dir: Path | None = None) -> None:
        """Load the catalogue of `language`; English needs none. Raises `ValueError` for another language."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if language in _CATALOGUES:
            self._catalogue = gettext.translation(
                "taizhang", locale_dir or resources() / "locale", [_CATALOGUES[language]], fallback=True
            )

    def __call__(self, text: Text | str) -> str:
        """The words of `text`. A plain `str` is data (a name, a number) and is returned as it is."""
        if isinstance(text, str):
            return text
        if text.plural is not None:
            template = self._catalogue.ngettext(text.msgid, text.plural, text.count)
        else:
            template = self._catalogue.gettext(text.msgid) if text.msgid else ""
        return _as_placed(_fill(template, text.values, self), text.inside)
