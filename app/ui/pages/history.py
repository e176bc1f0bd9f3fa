"""A record's audit rows as people read them: who did what, old and new values in words by their kinds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.core.dates import format_datetime
from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.models.actions import action_words
from app.models.declaration import Field, Register
from app.models.further import Further
from app.models.kinds import Ref
from app.services.privacy import hides
from app.services.timelines import folded_words
from app.store.reader import Event
from app.ui.pages.words import joined
from app.ui.widgets.timeline import Change
from app.ui.widgets.timeline import Event as Shown

_MOVED: Mapping[str, Text] = {
    "reserve": N_("reserved: {sku} {n}"),
    "release": N_("released: {sku} {n}"),
    "ship": N_("left stock: {sku} {n}"),
    "unship": N_("back in stock: {sku} {n}"),
    "goods_in": N_("into stock: {sku} {n}"),
    "opening": N_("opening stock: {sku} {n}"),
    "count": N_("count difference: {sku} {n}"),
    "damage": N_("damaged or lost: {sku} {n}"),
    "return": N_("returned: {sku} {n}"),
    "reversal": N_("reversed: {sku} {n}"),
    "adjust": N_("adjusted: {sku} {n}"),
}
_HIDDEN = frozenset({"id", "version", "source", "voided_at", "void_reason"})
_SIGNED = frozenset({"adjust", "count"})
MOST_CHANGES = 12
MOST_MOVES = 8


def shown(
    event: Event,
    register: Register,
    titles: Mapping[str, Mapping[int, str]],
    at: Locale,
    names: bool = False,
    secret: frozenset[str] = frozenset(),
) -> Shown:
    """One audit row as the timeline shows it. A record's first values are not listed again: the form has them.

    `names`: whether people's names are masked; `secret`: fields whose values are told to nobody.
    """
    when = event.at.astimezone(at.tz)
    time = when.strftime("%H:%M" if when.date() == at.today else _day_form(when.date(), at.today))
    first = event.action in ("create", "import", "expect")
    changes: list[Change] = []
    if not first:
        open_changes = [c for c in event.changes if c[0] not in secret]
        changes = [c for name, old, new in open_changes if (c := _change(register, name, old, new, titles, at, names))]
    full = format_datetime(event.at, at.tz, seconds=True)
    typed = {} if first else {x.name: x.label for x in register.lines if not x.readonly}
    effects = tuple(_effects(event.extra, typed))
    return Shown(time, event.user, what(event, register), tuple(changes[:MOST_CHANGES]), full, effects)


def what(event: Event, register: Register) -> Text | str:
    """What was done, with its reason, note or file where there is one."""
    said = action_words(register, event.action)
    more = event.extra
    detail: Text | str = ""
    if (items := folded_words(event)) is not None:
        return N_("{what}: {detail}", what=said, detail=items)
    if event.action == "reveal":
        detail = _revealed(more.get("revealed"), register)
    elif "with" in more:
        detail = str(more["with"].get("title", ""))
    elif "note" in more or "file" in more:
        detail = str(more.get("note") or more.get("file"))
    if detail and event.reason:
        return N_("{what}: {detail} ({reason})", what=said, detail=detail, reason=event.reason)
    if detail or event.reason:
        return N_("{what}: {detail}", what=said, detail=detail or event.reason)
    return said


def _revealed(names: object, register: Register) -> Text | str:
    listed = [str(n) for n in (names if isinstance(names, list) else [names])]
    # What stands in lines is named with them: `lines.extras`.
    own = [register.field(n).label for n in listed if register.has_field(n)]
    within = [
        N_("{what}: {detail}", what=lines.label, detail=f.label)
        for lines in register.lines
        for f in lines.fields
        if f"{lines.name}.{f.name}" in listed
    ]
    return joined([*own, *within])


def _change(
    register: Register, name: str, old: Any, new: Any, titles: Mapping[str, Mapping[int, str]], at: Locale, names: bool
) -> Change | None:
    if name in _HIDDEN or not register.has_field(name):
        return None
    declared = register.field(name)
    if declared.derived:
        return None
    before, after = _say(declared, old, titles, at, names), _say(declared, new, titles, at, names)
    if before == after and isinstance(declared.kind, Further):  # only what the program notes for itself
        return None
    return Change(declared.label, before, after)


def _say(declared: Field, value: Any, titles: Mapping[str, Mapping[int, str]], at: Locale, names: bool) -> str:
    if value is None or value == "":
        return ""
    if isinstance(declared.kind, Ref):
        return titles.get(declared.kind.register, {}).get(value, f"#{value}")
    return declared.kind.say(declared.kind.mask(value) if hides(declared, names) else value, at)


def _effects(extra: Mapping[str, Any], told: Mapping[str, Text]) -> list[Text]:
    """What else was done. Of lines only those that are `told` are counted: others follow from what was done.

    Where a register has several lists of lines, each is called by its label.
    """
    found: list[Text] = []
    effects = extra.get("effects")
    moves = effects.get("stock", []) if isinstance(effects, dict) else []
    for sku, batch, on_hand, reserved, reason in moves[:MOST_MOVES]:
        words = _MOVED.get(reason, N_("{sku} {n}"))
        n = reserved if reason in ("reserve", "release") else on_hand
        name = f"{sku} ({batch})" if batch else sku
        found.append(Text(words.msgid, {"sku": name, "n": f"{n:+d}" if reason in _SIGNED else abs(n)}))
    if len(moves) > MOST_MOVES:
        found.append(Nn_("{n} more stock entry", "{n} more stock entries", len(moves) - MOST_MOVES))
    lines = extra.get("lines")
    for name, rows in ((n, r) for n, r in lines.items() if n in told) if isinstance(lines, dict) else ():
        count = Nn_("now {n} line", "now {n} lines", len(rows))
        found.append(count if len(told) == 1 else N_("{what}: {detail}", what=told[name], detail=count))
    return found


def _day_form(day: date, today: date) -> str:
    return "%m-%d %H:%M" if day.year == today.year else "%Y-%m-%d"
