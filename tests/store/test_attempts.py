import pytest

from app.store.attempts import Attempts
from app.store.errors import TooManyAttempts


def test_three_are_free_then_each_doubles_the_wait():
    now = [100.0]
    attempts = Attempts(lambda: now[0])
    waits = []
    for _ in range(10):
        attempts.check()
        attempts.failed()
        try:
            attempts.check()
            waits.append(0)
        except TooManyAttempts as slow:
            waits.append(slow.seconds)
            now[0] += slow.seconds
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 60, 60]


def test_the_right_password_starts_again():
    attempts = Attempts(lambda: 0.0)
    for _ in range(5):
        attempts.failed()
    with pytest.raises(TooManyAttempts):
        attempts.check()
    attempts.succeeded()
    attempts.check()
    attempts.failed()
    attempts.check()
