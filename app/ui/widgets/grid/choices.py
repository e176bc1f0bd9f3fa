"""The words that a cell with a fixed list of answers may hold, suggested as records are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.core.i18n import Translator
from app.core.text import fold, initials
from app.models.kinds import Choice, Option
from app.ui.widgets.editors.matches import Maker, Named


class ChoiceLookup:
    """`Lookup` among the options of a kind: by the start of their words, their pinyin, or what stands inside."""

    def __init__(self, kind: Choice, tr: Callable[[], Translator]) -> None:
        self._kind, self._tr = kind, tr

    @property
    def maker(self) -> Maker | None:
        """None: the list is fixed."""
        return None

    def find(self, text: str, limit: int) -> Sequence[Named]:
        """The options that `text` may mean; all of them for none, or for the one that stands there, which is first."""
        tr = self._tr()
        named = [(o, Named(at, tr(o.label))) for at, o in enumerate(self._kind.options)]
        sought = fold(text)
        same = [n for o, n in named if sought in (fold(n.title), fold(o.key))]
        if not sought or same:
            return [*same, *(n for _, n in named if n not in same)][:limit]
        ranks = [(rank, n) for o, n in named if (rank := _rank(sought, o, n.title)) is not None]
        return [n for _, n in sorted(ranks, key=lambda found: found[0])][:limit]

    def title(self, record_id: int) -> str:
        """The words of an option by its place."""
        return self._tr()(self._kind.options[record_id].label)


def _rank(sought: str, option: Option, words: str) -> int | None:
    names = [fold(n) for n in (words, option.key, *option.aliases)]
    fits = (
        any(n.startswith(sought) for n in names),
        initials(words).startswith(sought),
        any(sought in n for n in names),
    )
    return next((rank for rank, fit in enumerate(fits) if fit), None)
