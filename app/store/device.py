"""“Unlock on this computer”: a secret kept by the operating system's own key store, and the audit head beside it.

Only the systems' real stores are asked, by name: environment variables and configuration files of the keyring
library could name others. Such a store may prompt the person, hang, be locked or be absent; each of these
means “ask for the password”, and none of them is an error.
"""

from __future__ import annotations

import base64
import importlib
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from keyring.backend import KeyringBackend

SECRET_BYTES = 32
_SERVICE = "Taizhang"
_ANCHOR = ":audit"
_BACKENDS = {
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
    "darwin": ("keyring.backends.macOS.Keyring",),
}
_OTHER_BACKENDS = (
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)

Answer = TypeVar("Answer")


class DeviceKeyring:
    """The system's key store, asked on a thread of its own that is given up after `timeout` seconds.

    Without `backend` the system's own is looked for at the first question.
    """

    def __init__(self, backend: KeyringBackend | None = None, timeout: float = 8.0) -> None:
        self._backend = backend
        self._looked = backend is not None
        self._timeout = timeout

    def available(self) -> bool:
        """Whether this computer has a key store that is trusted (it may still be locked)."""
        return self._store() is not None

    def get(self, shop: str) -> tuple[str, bytes] | None:
        """The slot id and secret kept for `shop`, or `None`: absent, locked, damaged or no answer."""
        store = self._store()
        text = self._ask(lambda: store.get_password(_SERVICE, shop)) if store else None
        try:
            slot, _, secret = (text or "").partition(":")
            plain = base64.b64decode(secret, validate=True)
        except ValueError:
            return None
        return (slot, plain) if slot and len(plain) == SECRET_BYTES else None

    def set(self, shop: str, slot: str, secret: bytes) -> bool:
        """Keep a secret for `shop`; returns whether it can be read back."""
        store = self._store()
        if store is None:
            return False
        text = f"{slot}:{base64.b64encode(secret).decode()}"
        self._ask(lambda: store.set_password(_SERVICE, shop, text))
        return self.get(shop) == (slot, secret)

    def forget(self, shop: str) -> None:
        """Remove what is kept for `shop`, if anything is."""
        store = self._store()
        if store is not None:
            self._ask(lambda: store.delete_password(_SERVICE, shop))

    def keep_anchor(self, shop: str, sequence: int, head: str) -> None:
        """Keep the audit chain's end where whoever copies the shop's folder back cannot reach it."""
        store = self._store()
        if store is not None:
            self._ask(lambda: store.set_password(_SERVICE, shop + _ANCHOR, f"{sequence}:{head}"))

    def anchor(self, shop: str) -> tuple[int, str] | None:
        """The audit chain's end kept for `shop`: number of rows and hash of the last; or `None`."""
        store = self._store()
        text = self._ask(lambda: store.get_password(_SERVICE, shop + _ANCHOR)) if store else None
        sequence, colon, head = (text or "").partition(":")
        return (int(sequence), head) if colon and sequence.isdecimal() else None

    def _store(self) -> KeyringBackend | None:
        if not self._looked:
            self._backend = self._ask(find_backend)
            self._looked = True
        return self._backend

    def _ask(self, question: Callable[[], Answer]) -> Answer | None:
        """The answer, or `None` when the store raised (locked, no such entry, no keyring) or hangs."""
        answers: list[Answer] = []

        def work() -> None:
            try:
                answers.append(question())
            except Exception:
                # Backends raise their own libraries' errors (D-Bus, OSStatus); the password is the way on.
                answers.clear()

        thread = threading.Thread(target=work, name="device keyring", daemon=True)
        thread.start()
        thread.join(self._timeout)
        return answers[0] if answers and not thread.is_alive() else None


def find_backend() -> KeyringBackend | None:
    """The first of the system's own key stores that works here, or `None` (a server, a bare session)."""
    for name in _BACKENDS.get(sys.platform, _OTHER_BACKENDS):
        module, _, cls = name.rpartition(".")
        try:
            backend = getattr(importlib.import_module(module), cls)
            if backend.priority > 0:
                found = backend()
                return found if isinstance(found, KeyringBackend) else None
        except Exception:
            # "Not here" has as many exception types as there are backends.
            continue
    return None
