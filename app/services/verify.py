"""Everything that can be checked about a shop, in one list: the file, the log, and the figures that must balance."""

from __future__ import annotations

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
    found.append(_head(session))
    if all(c.ok for c in found[:2]):
        with shop.read() as reader:
            wrong = check_balances(reader)
        found.append(
            Check("balances", not wrong, wrong[0] if wrong else N_("Every balance equals the sum of its ledger."))
        )
    return found


def _head(session: Session) -> Check:
    anchor = session.vault.newest_anchor()
    if anchor is None:
        return Check("freshness", True, N_("No earlier head is kept to compare with."))
    if session.shop.check_anchor(anchor.sequence, bytes.fromhex(anchor.head)):
        return Check("freshness", True, N_("The file holds the log up to the head kept beside it."))
    return Check("freshness", False, N_("The file is older than the audit head kept beside it."))
