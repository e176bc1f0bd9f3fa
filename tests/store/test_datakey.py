import pytest

from app.store.datakey import DataKey


def test_pragma_is_a_raw_key_with_its_salt():
    key = DataKey(bytes(range(32)), bytes(range(16)), 3)
    assert key.pragma() == f"x'{bytes(range(32)).hex()}{bytes(range(16)).hex()}'"
    assert len(key.pragma()) == 96 + 3


@pytest.mark.parametrize(("key", "salt", "epoch"), [(31, 16, 1), (32, 15, 1), (33, 16, 1), (32, 16, 0)])
def test_other_lengths_are_refused(key: int, salt: int, epoch: int):
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(bytes(key), bytes(salt), epoch)


def test_repr_hides_the_key():
    key = DataKey.new()
    assert repr(key) == "DataKey(epoch=1)"
    assert key.key.hex() not in f"{key!r}{key}"


def test_subkeys_differ_by_purpose_key_and_salt():
    one = DataKey.new()
    subkeys = {
        one.subkey("a"),
        one.subkey("b"),
        DataKey.new(1, one.salt).subkey("a"),
        DataKey(one.key, bytes(16)).subkey("a"),
        one.key,
    }
    assert len(subkeys) == 5
    assert one.subkey("a") == DataKey(one.key, one.salt, 9).subkey("a")
