import threading

from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from app.store.device import DeviceKeyring, find_backend

SECRET = bytes(range(32))


class Memory(KeyringBackend):
    """A key store that keeps its entries in memory, as a system's would on its disk."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class Locked(Memory):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked


class Hanging(Memory):
    """A store whose prompt nobody answers until the test ends."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(10)
        return "late:"


def test_a_secret_is_kept_per_shop():
    keyring = DeviceKeyring(Memory())
    assert keyring.available()
    assert keyring.get("shop") is None
    assert keyring.set("shop", "slot", SECRET)
    assert keyring.get("shop") == ("slot", SECRET)
    assert keyring.get("other") is None
    keyring.forget("shop")
    keyring.forget("shop")
    assert keyring.get("shop") is None


def test_a_locked_store_is_not_an_error():
    keyring = DeviceKeyring(Locked())
    assert keyring.get("shop") is None
    assert not keyring.set("shop", "slot", SECRET)


def test_no_store_is_not_an_error():
    keyring = DeviceKeyring(NoKeyring())
    assert keyring.get("shop") is None
    assert not keyring.set("shop", "slot", SECRET)
    keyring.forget("shop")


def test_a_prompt_that_hangs_is_given_up():
    store = Hanging()
    keyring = DeviceKeyring(store, timeout=0.05)
    assert keyring.get("shop") is None
    store.answered.set()


def test_a_foreign_entry_is_not_taken_for_a_secret():
    store = Memory()
    for text in ("", "x", "slot:", "slot:!!", "slot:AAAA", ":" + "A" * 44):
        store.set_password("Taizhang", "shop", text)
        assert DeviceKeyring(store).get("shop") is None


def test_the_environment_cannot_name_a_store(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    found = find_backend()
    assert found is None or type(found).__module__ in (
        "keyring.backends.Windows",
        "keyring.backends.macOS",
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
    )


def test_the_audit_head_is_kept_beside_it():
    keyring = DeviceKeyring(Memory())
    assert keyring.anchor("shop") is None
    keyring.keep_anchor("shop", 12, "beef")
    assert keyring.anchor("shop") == (12, "beef")
    assert keyring.anchor("other") is None
    assert DeviceKeyring(NoKeyring()).anchor("shop") is None
