"""What a list of an old register leaves out that the shop still has to enter, said before it is brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.core.i18n import Nn_, Text, listed
from app.services.tables import Values


def _plans(fresh: Sequence[Values]) -> list[Text]:
    names = [str(v.get("name") or "") for v in fresh if v.get("status") == "in_force"]
    if not names:
        return []
    return [
        Nn_(
            "{n} plan in effect comes in without its steps; open it and enter them as they stand on paper: {names}",
            "{n} plans in effect come in without their steps; open each and enter them as they stand on paper: {names}",
            len(names),
            names=listed(names[:8]),
        )
    ]  # fmt: skip


STILL_TO_ENTER: Mapping[str, Callable[[Sequence[Values]], list[Text]]] = MappingProxyType({"plans": _plans})
"""Register → what is to be said of its new records, from their values."""
