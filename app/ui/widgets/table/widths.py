"""Column widths: enough for what is shown, spare room to the columns that can use it."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_FLEXIBLE = 96


def share(wanted: Sequence[int], flexible: Sequence[bool], room: int, least: Sequence[int] | None = None) -> list[int]:
    """Fit `wanted` widths into `room` pixels by stretching or narrowing only the flexible columns.

    Where there is no flexible column, the last one takes the spare room. Where room is short, fixed columns give
    what they have above their `least` width before flexible ones are cut, each by its share of what they have above
    their own; below that the table scrolls instead.
    """
    widths = list(wanted)
    if not widths:
        return widths
    spare = room - sum(widths)
    movable = [i for i, f in enumerate(flexible) if f] or ([len(widths) - 1] if spare > 0 else [])
    if spare > 0:
        base = sum(widths[i] for i in movable)
        given = [spare * widths[i] // base for i in movable]
        given[-1] += spare - sum(given)
        for i, extra in zip(movable, given, strict=True):
            widths[i] += extra
    elif spare < 0:
        for i, low in enumerate(least or ()):
            if not flexible[i]:
                given_up = min(-spare, max(widths[i] - low, 0))
                widths[i] -= given_up
                spare += given_up
        room_in = {i: max(widths[i] - (least[i] if least else LEAST_FLEXIBLE), 0) for i in movable}
        whole = sum(room_in.values())
        short = min(-spare, whole)
        for i in sorted(movable, key=lambda at: room_in[at]):  # the widest takes what the others' shares leave over
            cut = short * room_in[i] // whole if whole else 0
            widths[i] -= cut
            short -= cut
            whole -= room_in[i]
    return widths
