"""What stands in for what another file will tell."""

from __future__ import annotations

import json

from app.services import guesses
from app.services.guesses import NONE, Guesses


def test_what_was_guessed_is_read_back() -> None:
    kept = guesses.written({"备注2": "急"}, Guesses(frozenset({"total", "placed_at"}), True))
    assert guesses.read(kept) == Guesses(frozenset({"total", "placed_at"}), True)
    assert json.loads(kept or "")["备注2"] == "急"


def test_an_order_without_guesses_has_none() -> None:
    assert guesses.written({}) is None
    assert guesses.read(None) == guesses.read('{"note": "a ~ b"}') == NONE


def test_what_is_known_now_is_no_guess_any_more() -> None:
    kept = guesses.written({"a": "1"}, Guesses(frozenset({"total", "placed_at"}), True))
    half = guesses.settled(kept, {"total"}, lines=False, more='{"b": "2"}')
    assert guesses.read(half) == Guesses(frozenset({"placed_at"}), True)
    done = guesses.settled(half, {"placed_at"}, lines=True)
    assert json.loads(done or "") == {"a": "1", "b": "2"}
