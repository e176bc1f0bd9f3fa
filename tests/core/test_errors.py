"""What a refusal says by itself, where no form shows its reasons beside fields."""

from __future__ import annotations

from app.core.errors import FieldError, Invalid, NotAllowed, together
from app.core.i18n import N_, Translator

FIRST, SECOND = FieldError("a", N_("Please fill this in.")), FieldError("b", N_("This time is yet to come."))


def test_several_problems_are_all_told() -> None:
    said = Invalid((FIRST, SECOND)).say(Translator("en"))
    assert said.startswith("Several fields need attention.")
    assert said.endswith("Please fill this in. This time is yet to come.")


def test_one_problem_is_told_once() -> None:
    assert Invalid((FIRST,)).say(Translator("en")).count("Please fill this in.") == 1
    assert Invalid((FIRST, FIRST)).say(Translator("en")).count("Please fill this in.") == 1


def test_in_a_list_the_reason_stands_alone() -> None:
    assert str(Invalid((FIRST, SECOND)).reason()) == "Please fill this in. This time is yet to come."
    assert str(NotAllowed(N_("This drill is closed."), N_("Nothing was changed.")).reason()) == "This drill is closed."


def test_what_is_wrong_with_several_rows_is_said_once_with_their_numbers() -> None:
    why = N_("Please fill this in.")
    rows = [FieldError(f"lines.{row}.reason", why) for row in (2, 3, 8)]
    assert str(together(rows)) == "Rows 2, 3, 8: Please fill this in."
    assert str(together([*rows[:1], SECOND])) == "Row 2: Please fill this in. This time is yet to come."
