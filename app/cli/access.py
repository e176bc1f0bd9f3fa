"""Opening a shop for a verb: whose seat, and where the password comes from."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.models.registry import Registry
from app.services.session import Session, sign_in, with_password
from app.store.vault import Vault

PASSWORD = "TAIZHANG_PASSWORD"


def password(tr: Translator, *, twice: bool = False) -> str:
    """The password from the environment or a prompt. Raises `UserError` where there is neither."""
    found = os.environ.get(PASSWORD)
    if found is not None:
        return found
    if not sys.stdin.isatty():
        raise UserError(
            N_("No password was given."), None, N_("Put it into the environment variable TAIZHANG_PASSWORD.")
        )
    typed = getpass.getpass(tr(N_("Password: ")))
    if twice and getpass.getpass(tr(N_("Once more: "))) != typed:
        raise UserError(N_("The two passwords differ."), N_("Nothing was made."), N_("Try again."))
    return typed


@contextmanager
def opened(folder: Path, user: str, tr: Translator) -> Iterator[Session]:
    """The shop in `folder`, signed in as `user` (the first owner if empty); closed again at the end."""
    vault = Vault.open(folder)
    name = user or next((u.name for u in vault.users if u.role == "owner"), "")
    session = sign_in(folder, Registry.load(), with_password(name, password(tr)))
    assert session is not None
    for warning in session.warnings:
        print(tr(warning), file=sys.stderr)
    try:
        yield session
    finally:
        session.close()


def pairs(given: Sequence[str]) -> dict[str, str]:
    """`NAME=VALUE` of repeated options. Raises `UserError` for what is not of that form, and for a name given twice."""
    found: dict[str, str] = {}
    for name, values in gathered(given).items():
        if len(values) > 1:
            raise UserError(N_("“{name}” is given more than once.", name=name), None, N_("Give it once."))
        found[name] = values[0]
    return found


def gathered(given: Sequence[str]) -> dict[str, list[str]]:
    """`NAME=VALUE` of repeated options, all values of a name together. Raises `UserError` for another form."""
    found: dict[str, list[str]] = {}
    for item in given:
        name, equals, value = item.partition("=")
        if not equals or not name.strip():
            raise UserError(N_("“{item}” is not NAME=VALUE.", item=item), None, N_("Write it as name=value."))
        found.setdefault(name.strip(), []).append(value)
    return found
