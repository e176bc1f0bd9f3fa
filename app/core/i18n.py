"""Translation: English msgids in code, rendered at the edge by a `Translator` (one gettext catalogue for all).

Inner rooms never translate. They make a `Text` with `N_` or `Nn_`; the window, the reports and the command
line turn it into words with the translator of the language in use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from app.core.catalogue import Catalogue
from app.core.paths import resources

LANGUAGES = ("zh", "en")
_CATALOGUES = {"zh": "zh_CN"}
_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Text:
    """A sentence to be said later, in whichever language: a msgid, its values, and its plural if it counts.

    `inside` is set for a name that stands within another sentence: see `inside()`. Texts never change; equal ones
    are equal. Written out, since the first window stands before `dataclasses` is loaded, and there are thousands.
    """

    __slots__ = ("count", "inside", "msgid", "plural", "values")

    def __init__(
        self,
        msgid: str,
        values: Mapping[str, object] | None = None,
        plural: str | None = None,
        count: int = 0,
        inside: bool = False,
    ) -> None:
        self.msgid: Final = msgid
        self.values: Final[Mapping[str, object]] = values or _NO_VALUES
        self.plural: Final = plural
        self.count: Final = count
        self.inside: Final = inside

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Text):
            return NotImplemented
        return self._key() == other._key() and self.values == other.values

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Text({str(self)!r})"

    def __str__(self) -> str:
        """The English wording: for logs and tests, not for the window."""
        template = self.msgid if self.plural is None or self.count == 1 else self.plural
        return _as_placed(_fill(template, self.values, str), self.inside)

    def _key(self) -> tuple[str, str | None, int, bool]:
        return self.msgid, self.plural, self.count, self.inside


def N_(msgid: str, /, **values: object) -> Text:
    """Mark `msgid` for translation; `values` fill its `{placeholders}` and may be `Text` themselves."""
    return Text(msgid, values)


def Nn_(msgid: str, plural: str, /, n: int, **values: object) -> Text:
    """Mark a message that counts: `msgid` for one, `plural` for any other `n`; `{n}` is available."""
    return Text(msgid, {"n": n, **values}, plural, n)


def listed(items: Iterable[Text | str]) -> Text | str:
    """Names one after the other, parted as the reader's language parts them: “a, b, c”, 甲、乙、丙."""
    parts = list(items)
    while len(parts) > 1:  # in pairs, so that a long list does not nest deeply
        pairs = [N_("{one}, {two}", one=a, two=b) for a, b in zip(parts[::2], parts[1::2], strict=False)]
        parts = [*pairs, *parts[len(pairs) * 2 :]]
    return parts[0] if parts else ""


def inside(name: Text) -> Text:
    """A name such as a register's ("Order") as it is written within a sentence ("New order"); "SKU" stays "SKU"."""
    return Text(name.msgid, name.values, name.plural, name.count, True)


def _as_placed(words: str, within: bool) -> str:
    return words[:1].lower() + words[1:] if within and not words[1:2].isupper() else words


def _fill(template: str, values: Mapping[str, object], render: object) -> str:
    if not values:
        return template
    said = {k: render(v) if isinstance(v, Text) and callable(render) else v for k, v in values.items()}
    return template.format_map(said)


STRAIGHT = str.maketrans("“”", '""')
"""English quotes are straight: the bundled Chinese font gives the others the width of a Chinese character."""


class Translator:
    """Renders `Text` in one language ("zh" or "en"). Calling it is the only way words reach a person."""

    def __init__(self, language: str, locale_dir: Path | None = None) -> None:
        """Load the catalogue of `language`; English needs none. Raises `ValueError` for another language."""
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self._catalogue: Catalogue | None = None
        if language in _CATALOGUES:
            folder = (locale_dir or resources() / "locale") / _CATALOGUES[language] / "LC_MESSAGES"
            self._catalogue = Catalogue.load(folder / "taizhang.mo")

    def __call__(self, text: Text | str) -> str:
        """The words of `text`. A plain `str` is data (a name, a number) and is returned as it is."""
        if isinstance(text, str):
            return text
        found = self._catalogue.find(text.msgid) if self._catalogue is not None else None
        if found is None:
            found = text.msgid if text.plural is None or text.count == 1 else text.plural
            if "“" in found:
                found = found.translate(STRAIGHT)
        if not text.values and not text.inside:  # most words, and lists say them for every cell
            return found
        return _as_placed(_fill(found, text.values, self), text.inside)
