"""What needs the shop's file closed: replacing its key after someone left, and putting a backup in its place.

Both end with the shop open again, as another `Session`; the one that was given is used up.
"""

from __future__ import annotations

from pathlib import Path

from app.core.i18n import Text
from app.services.books import doubt_of
from app.services.session import Session
from app.store.restore import Proof, Restored, drill, restore
from app.store.shopfolder import ShopFolder


def remove_user(session: Session, uid: str) -> Session:
    """Remove a user and give the shop a new data key, after a backup.

    Raises `LastOwner`, `NotAllowed`, the errors of a backup: then nothing was changed and `session` is still open.
    What fails after the file was closed leaves the shop closed; signing in again finishes or undoes it.
    """
    name = next((u.name for u in session.vault.users if u.uid == uid), "")
    session.vault.check_removal(session.unlocked, uid)
    session.backup("rekey")
    session.shop.record(lambda uow: uow.log("user_removed", "shop", after={"name": name}))
    session.keep_head()
    session.shop.close()
    try:
        unlocked = session.vault.remove_user(session.unlocked, uid)
        return session.reopened(session.vault, unlocked)
    except BaseException:
        session.let_go()
        raise


def prove(session: Session, backup: Path, name: str, password: str) -> Text | None:
    """Open a backup with a password of its time and check it, without restoring it: pages, links, log and balances.

    Returns what its books say that does not agree: such a backup can be restored and may be all there is. Raises
    `WrongPassword`, `BackupFailed`.
    """
    unlocked, _ = drill(backup, lambda vault: vault.unlock(name, password))
    shop = session.shop
    return doubt_of(ShopFolder(backup).database, unlocked.data_key, shop.registry, shop.locale())


def put_back(session: Session, backup: Path, proof: Proof) -> tuple[Session, Path]:
    """Put a backup in the shop's place; the present files are moved aside. Returns the shop and where they went.

    `proof` opens the backup with a password of its time. It is tried, and the backup checked, before anything is
    closed: what is raised until then (`WrongPassword`, `BackupFailed`) leaves `session` open.
    """
    drill(backup, proof)
    folder = session.shop.folder
    session.keep_head()
    session.shop.close()
    try:
        done: Restored = restore(folder, backup, proof)
        session = session.reopened(done.vault, done.unlocked)
    except BaseException:
        session.let_go()
        raise
    session.shop.record(
        lambda uow: uow.log("restored", "shop", after={"backup": backup.name, "aside": done.aside.name})
    )
    return session, done.aside
