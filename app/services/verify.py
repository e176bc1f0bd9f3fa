"""Everything that can be checked about a shop, in one list: the file, the log, and the figures that must balance."""

from __future__ import annotations

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.services.balances import check_balances
from app.services.session import Session
from app.store.verify import Check, file_checks


def verify(session: Session, progress: Progress | None = None) -> list[Check]:
    """Run every check; a check that fails does not keep the others from running."""
    progress = progress or Progress()
    shop = session.shop
    found = file_checks(shop.db, session.unlocked.data_key, shop.reader_engine, shop.registry, progress)
    for name, check in (("freshness", _head), ("balances", _balances)):
        try:
            found.append(check(session))
        except UserError as problem:  # the page that it needs cannot be read
            found.append(Check(name, False, problem.what))
    return found


def _balances(session: Session) -> Check:
    with session.shop.read() as reader:
        wrong = check_balances(reader)
    return Check("balances", not wrong, wrong[0] if wrong else N_("Every balance equals the sum of its ledger."))


def _head(session: Session) -> Check:
    """Whether the file reaches the furthest head kept outside it, and what the log proves with it and what not."""
    anchor = session.vault.newest_anchor()
    if anchor is None:
        said = N_("No head is kept outside the file yet, so an older copy of the whole file could not be told from it.")
        return Check("freshness", True, said)
    if session.shop.check_anchor(anchor.sequence, bytes.fromhex(anchor.head)):
        said = N_(
            "Up to entry {seq}, whose head is kept outside the file, nothing was edited, removed or moved; the same "
            "holds up to any head on a printed page. No check can prove what came after the last such head, nor find "
            "an entry that was false when it was made.",
            seq=anchor.sequence,
        )
        return Check("freshness", True, said)
    return Check(
        "freshness",
        False,
        N_("The file does not hold entry {seq} as it was kept outside: it is an older copy, or another.",
           seq=anchor.sequence),
    )  # fmt: skip
