"""Errors: those that the person at the desk can mend, told apart from bugs.

A `UserError` says what happened, what was kept and what to do; the window shows it as a plain message, the
command line as one line on stderr with exit status 1. Any other exception is a bug: crash report, status 2.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.core.i18n import N_, Text, Translator, listed


class UserError(Exception):
    """Something the user can mend. `what` happened; what was `kept`; what to do (`todo`)."""

    def __init__(self, what: Text, kept: Text | None = None, todo: Text | None = None) -> None:
        super().__init__(what, kept, todo)
        self.what = what
        self.kept = kept
        self.todo = todo

    def parts(self) -> tuple[Text, ...]:
        """The sentences that there are, in the order in which they are read."""
        return tuple(part for part in (self.what, self.kept, self.todo) if part is not None)

    def reason(self) -> Text:
        """What happened and nothing else, for a list in which many records stand."""
        return self.what

    def say(self, tr: Translator) -> str:
        """The whole message on one line in the language of `tr`."""
        between = "" if tr.language == "zh" else " "  # a Chinese full stop brings its own room
        return between.join(tr(part) for part in self.parts())

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.parts())


class FieldError(UserError):
    """A value that a field cannot take. `field` is the field's name in its register, `what` says why."""

    def __init__(self, field: str, what: Text) -> None:
        super().__init__(what)
        self.field = field


class Invalid(UserError):
    """A record that cannot be saved: one or more `FieldError`s, each shown beside its field."""

    def __init__(self, problems: tuple[FieldError, ...]) -> None:
        super().__init__(
            problems[0].what if len(problems) == 1 else N_("Several fields need attention."),
            N_("Nothing was changed; what you typed is still here."),
            # Where no field stands on the screen, this message is all that the person sees.
            together(problems) if len(problems) > 1 else None,
        )
        self.problems = problems

    def reason(self) -> Text:
        """What is wrong with each field."""
        return together(self.problems)


def together(problems: Sequence[FieldError]) -> Text:
    """What is wrong, one reason after the other, four at most; what is wrong with several rows is said once for all."""
    rows: dict[Text, list[str]] = {}
    for problem in problems:
        _, _, rest = problem.field.partition(".")
        row, _, _ = rest.partition(".")
        rows.setdefault(problem.what, []).extend([row] if row.isdigit() else [])
    reasons = [_of_rows(reason, list(dict.fromkeys(at))) for reason, at in rows.items()]
    said = reasons[0]
    for reason in reasons[1:4]:
        said = N_("{one} {two}", one=said, two=reason)
    return said


def _of_rows(reason: Text, rows: Sequence[str]) -> Text:
    if not rows:
        return reason
    if len(rows) == 1:
        return N_("Row {row}: {reason}", row=rows[0], reason=reason)
    return N_("Rows {rows}: {reason}", rows=listed(rows), reason=reason)


class NotAllowed(UserError):
    """The signed-in person's role, or the record's state, does not allow this."""


class Stale(UserError):
    """The record was changed by someone else since it was read."""

    def __init__(self) -> None:
        super().__init__(
            N_("Someone else changed this record while it was open."),
            N_("What you typed is still here; nothing was overwritten."),
            N_("Reload the record, look at the change, then save again."),
        )


class NotFound(UserError):
    """No record of that number or id in the register."""


class Cancelled(Exception):
    """Raised inside long work after the person asked to stop; the transaction around it rolls back."""
