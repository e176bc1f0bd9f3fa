"""The verb that brings data in: `import`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from app.cli.access import opened, pairs
from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Translator, listed
from app.core.progress import Progress
from app.imports.bring_in import Outcome, Plan, Wish, apply, plan, refusal
from app.services import users
from app.services.keeper import Keeper
from app.services.session import Session


def bring_in(chosen: argparse.Namespace, tr: Translator) -> int:
    """Bring in a file, or say what would happen.

    Status 1, and one line on stderr, when nothing at all could be brought in or a dry run found what would stop it.
    """
    wish = Wish(
        register=chosen.register,
        format=chosen.format,
        columns=pairs(chosen.map),
        date_order=chosen.date_order,
        create_products=not chosen.no_new_products,
        create_suppliers=not chosen.no_new_products,
        create_people=not chosen.no_new_products,
        anyway=chosen.anyway,
    )
    with opened(chosen.folder, chosen.user, tr) as session:
        proposal = plan(session.shop, (chosen.file,), wish, Progress())
        outcome = proposal.outcome if chosen.dry_run else _applied(session, proposal, tr)
    if chosen.json:
        print(json.dumps(_as_json(outcome, tr), ensure_ascii=False))
    else:
        _say(outcome, tr)
    why = _what_stops(proposal, outcome)
    if chosen.json:
        _warn(outcome, why, tr)
    if why is not None:
        print(why.say(tr).replace("\n", " "), file=sys.stderr)
    return 0 if why is None else 1


def _applied(session: Session, proposal: Plan, tr: Translator) -> Outcome:
    """Bring it in between two backups, as the window does: one before the import, one as the shop is closed."""
    users.require(session.shop.actor, "import")
    if (why := _refused(proposal)) is not None:
        raise why
    keeper = Keeper(session)
    if proposal.outcome.new or proposal.outcome.updated:
        _backed_up(keeper, "import", tr, insists=not proposal.wish.anyway)
    outcome = apply(session.shop, proposal, Progress(), tr)
    if outcome.new or outcome.updated:
        _backed_up(keeper, "close", tr, insists=False)
    return outcome


def _backed_up(keeper: Keeper, reason: str, tr: Translator, *, insists: bool) -> None:
    """Make the backup that is due. One that fails keeps the import from happening if `insists`, else it is told."""
    try:
        keeper.back_up_if_behind(reason)
    except UserError as problem:
        if insists:
            todo = N_("Mend that, or import without a backup (--anyway).")
            raise UserError(problem.what, N_("Nothing was imported: the backup before it failed."), todo) from problem
        print(tr(N_("The backup failed: {why}", why=problem.what)), file=sys.stderr)
        return
    doubt = keeper.state().problem
    if doubt is not None:
        print(doubt.say(tr), file=sys.stderr)


def _refused(proposal: Plan) -> UserError | None:
    """Why it waits for an answer, and the option that gives it."""
    why = refusal(proposal)
    if why is None:
        return None
    if proposal.questions:
        asked = proposal.questions[0]
        orders = " / ".join(asked.choices)
        todo = N_("Say how {examples} is to be read: --date-order {orders}.", examples=asked.examples[0], orders=orders)
    elif any(n.code == "unknown" for n in proposal.notices):
        names = listed(c.heading for c in proposal.columns)
        todo = N_("Say with --map FIELD=COLUMN which column is what. The columns are: {names}.", names=names)
    else:
        todo = N_("If it is right all the same, add --anyway.")
    return UserError(why.what, why.kept, todo)


def _what_stops(proposal: Plan, outcome: Outcome) -> UserError | None:
    """What a person has to mend first: a question that waits, or rows none of which is good."""
    if (why := _refused(proposal)) is not None:
        return why
    if outcome.new or outcome.updated or outcome.unchanged or not outcome.rejected:
        return None
    first, n = outcome.rejected[0], len(outcome.rejected)
    what = Nn_(
        "The only row was rejected: {why}", "All {n} rows were rejected, the first because: {why}", n, why=first.reason
    )
    todo = (
        N_("Mend them in {path} and drop that file again.", path=outcome.rejects_file) if outcome.rejects_file else None
    )
    return UserError(what, N_("Nothing was imported."), todo)


def _warn(outcome: Outcome, why: UserError | None, tr: Translator) -> None:
    """The warnings, for those who read the JSON on stdout; what stops the import is said by itself."""
    for warning in dict.fromkeys(map(tr, outcome.warnings)):
        if why is None or warning != tr(why.what):
            print(warning, file=sys.stderr)


def _as_json(outcome: Outcome, tr: Translator) -> dict[str, Any]:
    return {
        "format": outcome.format,
        "rows": outcome.rows,
        "new": outcome.new,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "rejected": [
            {"row": r.row, "column": r.column, "value": r.value, "reason": tr(r.reason)} for r in outcome.rejected
        ],
        "rejects_file": str(outcome.rejects_file) if outcome.rejects_file else None,
    }


def _say(outcome: Outcome, tr: Translator) -> None:
    print(
        tr(
            N_(
                "{format}: {rows} rows; {new} new, {updated} updated, {unchanged} unchanged.",
                format=outcome.format,
                rows=outcome.rows,
                new=outcome.new,
                updated=outcome.updated,
                unchanged=outcome.unchanged,
            )
        )
    )
    for warning in outcome.warnings:
        print(tr(warning))
    if outcome.rejected:
        n = len(outcome.rejected)
        print(tr(Nn_("{n} row was rejected:", "{n} rows were rejected:", n=n)))
        for r in outcome.rejected[:20]:
            where = tr(N_("row {row}, {column}", row=r.row, column=r.column or "-"))
            print(f"  {where}: {r.value[:40]} — {tr(r.reason)}")
    if outcome.rejects_file:
        print(tr(N_("Mend them in {path} and drop that file again.", path=outcome.rejects_file)))
