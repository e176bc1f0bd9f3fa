"""What can go wrong with a shop's folder and that the person at the desk can mend, each by its own name."""

from __future__ import annotations

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text


class StoreError(UserError):
    """Any of the errors below; catch this one where they need not be told apart."""


class NotAShop(StoreError):
    """The folder holds no shop (no `keys.json`, or no `shop.db`)."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("The folder “{name}” does not hold a complete shop.", name=name),
            todo=N_("Choose the folder that contains shop.db and keys.json, or restore a backup."),
        )


class ShopExists(StoreError):
    """A new shop was asked for in a folder that already holds one, or that is not empty."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("The folder “{name}” is not empty.", name=name),
            N_("Nothing was written to it."),
            N_("Choose an empty folder for the new shop, or open the shop that is there."),
        )


class NoFolder(StoreError):
    """A shop's folder cannot be made at that place."""

    def __init__(self, name: str, why: Text | str) -> None:
        super().__init__(
            N_("The folder “{name}” cannot be made: {why}.", name=name, why=why),
            N_("Nothing was made."),
            N_("Choose another folder."),
        )


class ShopClosed(StoreError):
    """The folder may not be looked into by this person."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("This computer's account may not read the folder “{name}”.", name=name),
            N_("Nothing was changed."),
            N_("Have the right to read and write it given to this account, then try again."),
        )


class PlainDatabase(StoreError):
    """`shop.db` is an ordinary, unencrypted SQLite file."""

    def __init__(self) -> None:
        super().__init__(
            N_("The file shop.db is not encrypted, so this program did not write it."),
            N_("The file was left as it is."),
            N_("Put the shop's own shop.db back, or restore a backup."),
        )


class DatabaseDamaged(StoreError):
    """The database file cannot be read: a damaged page, a truncation, or another shop's file."""

    def __init__(self) -> None:
        super().__init__(
            N_("The shop's file is damaged, or it is not the file that these keys belong to."),
            N_("Nothing was changed; the file was left as it is."),
            N_("Copy the shop's folder somewhere safe first, then restore the last good backup."),
        )


class DiskFull(StoreError):
    """The disk took no more data: it is full, or it reported a failure while writing."""

    def __init__(self, *, full: bool = True) -> None:
        super().__init__(
            N_("The disk is full.")
            if full
            else N_("The disk could not read or write the shop's file: it is full, or it is failing."),
            N_("What was saved before is safe; this last change was not saved."),
            N_("Free some space on that disk, then try again."),
        )


class ShopReadOnly(StoreError):
    """The folder or the file may not be written by this person."""

    def __init__(self) -> None:
        super().__init__(
            N_("The shop's folder is read-only."),
            N_("Nothing was changed."),
            N_("Allow yourself to write to the folder, or copy it to a disk that you can write to."),
        )


class ShopBusy(StoreError):
    """Another program (or another window of this one) has the shop open."""

    def __init__(self, what: Text | None = None) -> None:
        super().__init__(
            what or N_("Another program is using the shop's file at this moment."),
            N_("Nothing was changed."),
            N_("Close the other window or program, then try again."),
        )


class NewerShop(StoreError):
    """The shop was written by a newer version of this program."""

    def __init__(self) -> None:
        super().__init__(
            N_("This shop was written by a newer version of this program."),
            N_("The shop was left as it is."),
            N_("Install the newer version on this computer."),
        )


class OtherSchema(StoreError):
    """The file lacks a table or a column that this program reads, or names its schema otherwise."""

    def __init__(self) -> None:
        super().__init__(
            N_("This shop was made by another version of the program: a part that this version needs is not in it."),
            N_("Nothing was changed; the shop was left as it is."),
            N_("Open it with the version that made it, or restore a backup that this version made."),
        )


class WrongPassword(StoreError):
    """The name or the password is wrong. Which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            N_("The name or the password is wrong."),
            todo=N_("Try again, or use the recovery code."),
        )


class WrongRecoveryCode(StoreError):
    """The recovery code has a typing mistake (`mistyped`), or it is not this shop's present code."""

    def __init__(self, *, mistyped: bool) -> None:
        super().__init__(
            N_("The recovery code has a typing mistake.")
            if mistyped
            else N_("This is not the recovery code of this shop."),
            todo=N_("Type every group as it is printed.")
            if mistyped
            else N_("Use the newest code that was printed; each code works once."),
        )


class TooManyAttempts(StoreError):
    """Wrong passwords came too fast; `seconds` is how long to wait before the next is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("Too many wrong passwords."),
            todo=Nn_("Wait {n} second, then try again.", "Wait {n} seconds, then try again.", seconds),
        )
        self.seconds = seconds


class WeakPassword(StoreError):
    """The new password is too short, or among those that are tried first."""


class UnknownUser(StoreError):
    """No user of that name or id in this shop."""

    def __init__(self) -> None:
        super().__init__(N_("There is no such user in this shop."))


class NameTaken(StoreError):
    """Another user signs in under this name, or the name is empty or too long."""


class LastOwner(StoreError):
    """The change would leave the shop without an owner."""

    def __init__(self) -> None:
        super().__init__(
            N_("This is the shop's only owner."),
            N_("Nothing was changed."),
            N_("Make another user an owner first."),
        )


class KeysDamaged(StoreError):
    """`keys.json` cannot be trusted. `detail` says what is wrong with it, without any secret."""

    def __init__(self, detail: Text) -> None:
        super().__init__(
            N_("The shop's key file keys.json is damaged: {detail}", detail=detail),
            N_("The file was left as it is, and so was the shop's data."),
            N_("Put a copy of keys.json back from a backup of the same shop, or restore that backup."),
        )
        self.detail = detail


class NotEnoughMemory(StoreError):
    """The computer has too little free memory to check a password."""

    def __init__(self) -> None:
        super().__init__(
            N_("There is not enough free memory to check the password."),
            todo=N_("Close other programs, then try again."),
        )


class BackupFailed(StoreError):
    """A backup was written but did not pass its checks; the broken copy was removed."""

    def __init__(self, detail: Text) -> None:
        super().__init__(
            N_("The backup did not pass its checks: {detail}", detail=detail),
            N_("The shop and the earlier backups were left as they are."),
            N_("Check the shop with “verify”, then try again."),
        )
        self.detail = detail


class OldLibrary(StoreError):
    """The SQLite inside the SQLCipher library is older than the first one without the WAL-reset fault."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            N_("The database library is too old: {found}; {wanted} is needed.", found=found, wanted=wanted),
            todo=N_("Install the program again."),
        )


class SessionOver(StoreError):
    """The data key in hand is no longer the shop's: it was replaced since this person signed in."""

    def __init__(self) -> None:
        super().__init__(
            N_("The shop's key was replaced meanwhile."),
            N_("Nothing was changed."),
            N_("Sign in again."),
        )


class RotationPending(StoreError):
    """An earlier removal of a user has not finished replacing the shop's key."""

    def __init__(self) -> None:
        super().__init__(
            N_("Replacing the shop's key, begun when a user was removed, is not finished yet."),
            N_("The shop can be used as usual meanwhile."),
            N_("Make sure that the disk has room for a second copy of shop.db, then sign in again."),
        )


class DeviceUnavailable(StoreError):
    """This computer offers no key store that the program trusts, or it did not take the key."""

    def __init__(self) -> None:
        super().__init__(
            N_("This computer's key store cannot be used for unlocking."),
            N_("The password works as before."),
        )
