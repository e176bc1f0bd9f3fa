"""Evaluations of effect: planned weeks after a session, level two and four filled from the shop's own records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_, Text
from app.services.effect import Done
from app.services.tables import Values
from app.services.training import livefigures
from app.services.training.livefigures import Share
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "reaction": ("reaction", "reaction_note"),
        "learning_note": ("learning", "learning_note"),
        "behaviour": ("behaviour", "behaviour_note"),
        "figure": ("figure", "results_note"),
    }
)
"""The field that asks for each of the four levels, and the fields of which one answers it."""


def plan(uow: UnitOfWork, session: Values, due_on: date) -> int | None:
    """Plan the evaluation of a session, unless there is one; returns its id."""
    if uow.reader.exists("training_evaluations", {"session_id": session["id"]}) is not None:
        return None
    values = {
        "session_id": session["id"],
        "due_on": due_on,
        "owner_id": session["owner_id"],
        "window_days": 28,
        "trend": "unknown",
    }
    return uow.create("training_evaluations", {**values, "status": "planned", **_from_session(uow.reader, session)})


def prepare(uow: UnitOfWork, record_id: int | None, values: Values) -> Values:
    """Complete a typed evaluation from its session. A figure or a window that changed is to be counted anew."""
    old = uow.reader.record("training_evaluations", record_id) if record_id is not None else {}
    session = uow.reader.record("training_sessions", {**old, **values}["session_id"])
    done = {**values, **_from_session(uow.reader, session)}
    if old and any(n in values and values[n] != old[n] for n in ("figure", "window_days", "session_id")):
        done |= _blank()
    return done


def closed(evaluation: Values) -> bool:
    """Whether an evaluation is finished."""
    return str(evaluation["status"]) != "planned"


def measure(uow: UnitOfWork, evaluation: Values, asked: Values) -> Done:
    """Count the chosen figure for equal times before and after; what was counted, and how, is stored as it is now.

    Raises `Invalid` where no day has passed since, or the shop has no such records.
    """
    return Done(counted(uow.reader, evaluation))


def complete(uow: UnitOfWork, evaluation: Values, asked: Values) -> Done:
    """Finish: a figure that was chosen and not counted yet is counted now.

    Raises `Invalid` for a level about which nothing is said, or before the day that was set without a reason.
    """
    label = uow.registry["training_evaluations"].field
    problems = [
        FieldError(field, N_("“{level}”: fill it in, or note why nothing can be said.", level=label(field).label))
        for field, names in _LEVELS.items()
        if not any(evaluation[n] for n in names)
    ]
    if uow.today < evaluation["due_on"] and not evaluation["early_reason"]:
        day = evaluation["due_on"].isoformat()
        problems.append(FieldError("early_reason", N_("It is to be judged on {day}: say why earlier.", day=day)))
    if problems:
        raise Invalid(tuple(problems))
    if evaluation["figure"] and evaluation["after_of"] is None:
        return Done(counted(uow.reader, evaluation))
    return Done()


def counted(reader: Reader, evaluation: Values) -> Values:
    """The figure before and after, with its definition in words. The day of the training belongs to neither side.

    Only whole days are counted: today is not over.
    """
    today, trained = reader.locale.today, evaluation["trained_on"]
    days = min(evaluation["window_days"], (today - trained).days - 1)
    if days < 1:
        why = N_("Nothing can be compared yet: no whole day has passed since the training.")
        raise Invalid((FieldError("figure", why),))
    figure = livefigures.figure(reader, evaluation["figure"])
    if figure is None:
        raise Invalid((FieldError("figure", N_("This shop keeps no records for this figure.")),))
    before = figure.count(reader, trained - timedelta(days=days), trained - timedelta(days=1))
    after = figure.count(reader, trained + timedelta(days=1), trained + timedelta(days=days))
    tr, day = reader.locale.tr, trained.isoformat()
    words = figure.definition
    definition = N_("{words} {days} days before and {days} days after {day}.", words=words, days=days, day=day)
    return {
        "before_hits": before.hits,
        "before_of": before.of,
        "after_hits": after.hits,
        "after_of": after.of,
        "before_words": tr(share_words(before)),
        "after_words": tr(share_words(after)),
        "before_from": trained - timedelta(days=days),
        "after_to": trained + timedelta(days=days),
        "trend": trend(before, after),
        "definition": tr(definition),
    }


def trend(before: Share, after: Share) -> str:
    """Whether a share that should be small became smaller: `better`, `same`, `worse`; `unknown` where a side is empty.

    Compared as fractions, so that no rounding decides.
    """
    if not before.of or not after.of:
        return "unknown"
    left, right = after.hits * before.of, before.hits * after.of
    return "same" if left == right else "better" if left < right else "worse"


def share_words(share: Share) -> Text:
    """`1.85% (5 of 270)`."""
    if not share.of:
        return N_("nothing to count")
    hundredths = (20_000 * share.hits + share.of) // (2 * share.of)
    return N_("{share}% ({hits} of {of})", share=f"{hundredths / 100:.2f}", hits=share.hits, of=share.of)


def _from_session(reader: Reader, session: Values) -> Values:
    return {
        "title": session["title"],
        "trained_on": session["held_on"],
        "learning": reader.locale.tr(learning_words(session)),
    }


def learning_words(session: Values) -> Text:
    """Level two in words: how many passed, and the average score where there was a test."""
    passed, present, average = session["passed"], session["present"], session["average_score"]
    if average is None:
        return N_("{passed} of {present} passed", passed=passed, present=present)
    return N_("{passed} of {present} passed, average {average}", passed=passed, present=present, average=average)


def _blank() -> Values:
    names = (
        "before_hits",
        "before_of",
        "after_hits",
        "after_of",
        "before_words",
        "after_words",
        "before_from",
        "after_to",
        "definition",
    )
    return {**dict.fromkeys(names), "trend": "unknown"}
