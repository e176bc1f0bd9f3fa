"""Calls with their arguments fixed now, for menus and buttons made in a loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

P = ParamSpec("P")


def later(run: Callable[P, object], /, *args: P.args, **kwargs: P.kwargs) -> Callable[[], None]:
    """A call of `run` with these arguments, that takes none itself (Qt would pass "checked" to a partial)."""

    def call() -> None:
        run(*args, **kwargs)

    return call
