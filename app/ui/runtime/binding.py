"""Setters to call again when the language or the theme changes, without keeping their widgets alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QObject

T = TypeVar("T")
Setter = Callable[..., object]


class Bindings(Generic[T]):
    """What was last given to each bound setter (`label.setText`), held weakly by its object."""

    def __init__(self) -> None:
        self._held: WeakKeyDictionary[QObject, dict[str, T]] = WeakKeyDictionary()

    def put(self, setter: Setter, value: T) -> None:
        """Remember `value` for `setter`, a bound method of a `QObject`; replaces the one before."""
        owner = getattr(setter, "__self__", None)
        if not isinstance(owner, QObject):
            raise TypeError("a bound method of a QObject is needed")
        self._held.setdefault(owner, {})[setter.__name__] = value

    def drop(self, setter: Setter) -> None:
        """Forget what was given to `setter`, if anything was."""
        owner = getattr(setter, "__self__", None)
        if isinstance(owner, QObject):
            self._held.get(owner, {}).pop(setter.__name__, None)

    def each(self) -> Iterator[tuple[Setter, T]]:
        """Every setter whose object still lives, with its value."""
        for owner, values in list(self._held.items()):
            if not shiboken6.isValid(owner):
                continue
            for name, value in list(values.items()):
                yield getattr(owner, name), value
