"""The verbs that make and check a shop: `demo`, `new`, `verify`."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys

from app.cli.access import PASSWORD, opened, password
from app.core.errors import UserError
from app.core.i18n import N_, Text, Translator, listed
from app.core.money import currency
from app.core.progress import Progress, Report
from app.models.registry import Registry
from app.services.demo import DEMO_OWNER
from app.services.demo.shop import make_demo_shop
from app.services.session import create_shop
from app.services.verify import verify

_SYLLABLES = (
    "ba",
    "bei",
    "cha",
    "da",
    "fei",
    "gan",
    "he",
    "jia",
    "ke",
    "lan",
    "mei",
    "nan",
    "pin",
    "qiu",
    "shu",
    "tian",
)


def new(chosen: argparse.Namespace, tr: Translator) -> int:
    """Make a new shop and print its recovery code, once."""
    code = currency(chosen.currency).code
    owner = chosen.owner or ("店主" if chosen.language == "zh" else "owner")
    session, recovery = create_shop(
        chosen.folder,
        Registry.load(),
        name=chosen.name,
        owner=owner,
        password=password(tr, twice=True),
        currency=code,
        language=chosen.language,
    )
    session.close()
    print(tr(N_("The shop is ready in {folder}. Sign in as {owner}.", folder=chosen.folder, owner=owner)))
    print(tr(N_("Recovery code, shown this once (write it down; without it and the password all is lost):")))
    print(recovery.text)
    return 0


def demo(chosen: argparse.Namespace, tr: Translator) -> int:
    """Make a demonstration shop and print its password."""
    secret = os.environ.get(PASSWORD) or "-".join(secrets.choice(_SYLLABLES) for _ in range(5))
    make_demo_shop(chosen.folder, secret, orders=chosen.orders, seed=chosen.seed, progress=Progress(_shown(tr)))
    print(tr(N_("The demonstration shop is ready in {folder}.", folder=chosen.folder)))
    print(tr(N_("Sign in as {owner} with the password {password}", owner=DEMO_OWNER, password=secret)))
    return 0


def verify_shop(chosen: argparse.Namespace, tr: Translator) -> int:
    """Check everything about a shop and print each check's result. Status 1 when one failed.

    With `--json` a shop that cannot even be opened is said as a failed check of that name, beside the line on stderr.
    """
    try:
        with opened(chosen.folder, chosen.user, tr) as session:
            checks = verify(session)
    except UserError as problem:
        if chosen.json:
            unopened = {"name": "open", "ok": False, "detail": problem.say(tr)}
            print(json.dumps({"ok": False, "checks": [unopened]}, ensure_ascii=False))
        raise
    ok = all(c.ok for c in checks)
    if chosen.json:
        found = [{"name": c.name, "ok": c.ok, "detail": tr(c.detail)} for c in checks]
        print(json.dumps({"ok": ok, "checks": found}, ensure_ascii=False))
    else:
        for c in checks:
            print(f"{'✓' if c.ok else '✗'} {c.name}: {tr(c.detail)}")
    if not ok:
        failed = listed(c.name for c in checks if not c.ok)
        print(
            tr(N_("The shop failed: {names}. Keep this folder as it is and restore a backup elsewhere.", names=failed)),
            file=sys.stderr,
        )
    return 0 if ok else 1


def _shown(tr: Translator) -> Report:
    def show(done: int, total: int, what: Text | None) -> None:
        if sys.stderr.isatty() and total:
            print(f"\r{tr(what) if what else ''} {done * 100 // total}% ", end="", file=sys.stderr, flush=True)

    return show
