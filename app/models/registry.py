"""The registry: finds every register's declaration and checks it, so that a slip fails a test and not a user."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from sqlalchemy import Table

from app.models import registers as shipped
from app.models import system
from app.models.checks import problems
from app.models.declaration import Register
from app.models.due_indexes import add_due_indexes


class BadDeclaration(Exception):
    """One or more declarations contradict themselves or their tables."""


class Registry:
    """The registers of a program, by name, in the order of their sections."""

    def __init__(self, registers: tuple[Register, ...]) -> None:
        """Check all declarations together. Raises `BadDeclaration` naming every problem found."""
        found = problems(registers)
        if found:
            raise BadDeclaration("\n".join(found))
        self._by_name = {r.name: r for r in registers}
        self._by_code = {r.code: r for r in registers}

    @classmethod
    def load(cls, *more: ModuleType) -> Registry:
        """The registers that ship with the program, and those of further packages (tests use this)."""
        for module in pkgutil.iter_modules(system.__path__, f"{system.__name__}."):
            importlib.import_module(module.name)
        found: list[Register] = []
        for package in (shipped, *more):
            for info in sorted(pkgutil.iter_modules(package.__path__, f"{package.__name__}."), key=lambda m: m.name):
                module_found = importlib.import_module(info.name)
                found.extend(v for v in vars(module_found).values() if isinstance(v, Register))
        made = cls(tuple(found))
        for register in made:
            add_due_indexes(register)
        return made

    def __iter__(self) -> Iterator[Register]:
        return iter(self._by_name.values())

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Register:
        """The register of that name. Raises `KeyError`."""
        return self._by_name[name]

    def by_code(self, code: int) -> Register:
        """The register of a code found in a search id. Raises `KeyError`."""
        return self._by_code[code]


def table_of(register: Register) -> Table:
    """The mapped table of a register."""
    table = register.model.__table__
    assert isinstance(table, Table)
    return table
