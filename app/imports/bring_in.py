"""Bringing files in: `plan` reads and compares and writes nothing; `apply` writes all good rows in one transaction.

proposal = plan(shop, [path], Wish())
outcome = apply(shop, proposal)
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from app.core.collecting import no_collecting
from app.core.errors import UserError
from app.core.i18n import N_, Text, Translator, listed
from app.core.progress import Progress
from app.imports import choosing, lists_reading, proposing, rejects_out
from app.imports.bills import refuse_bills
from app.imports.job import Matched
from app.imports.readers.model import Source
from app.imports.readers.open import read_tables
from app.imports.reading import Reading, read_as
from app.imports.report import Reject
from app.imports.wish import Choosable, ColumnUse, Effect, Outcome, Plan, PreviewRow, Wish, Work
from app.services import privacy, users
from app.store.shop import Shop
from app.store.uow import UnitOfWork

__all__ = ["Choosable", "ColumnUse", "Effect", "Outcome", "Plan", "PreviewRow", "Wish", "apply", "plan", "refusal"]


def plan(shop: Shop, files: Sequence[Path], wish: Wish | None = None, progress: Progress | None = None) -> Plan:
    """What is in the files and what bringing them in would do. Writes nothing.

    Raises `UserError` for files that cannot be read, a bill, a register, format or mapping that does not fit, and
    `Cancelled`.
    """
    wish, progress = wish or Wish(), progress or Progress()
    paths = tuple(Path(f) for f in files)
    digests = tuple(_digest(path) for path in paths)
    sources = [read_tables(path, progress=progress) for path in paths]
    refuse_bills(sources)
    with shop.read() as reader:
        sheets = choosing.sheets_of(sources, shop.registry)
        if not sheets:
            raise UserError(
                N_("No table was found in the file."),
                N_("Nothing was imported."),
                N_("Check that it is the export you meant, and that its columns have headers."),
            )
        reading = lists_reading.find(sheets, wish, reader) or read_as(
            sources, sheets, choosing.choose(sheets, wish, reader), wish, reader, progress
        )
        with no_collecting():
            matched = reading.job.match(reader, progress)
        seq, masked = reader.audit_head().seq, privacy.names_masked(reader)
    names, rows = proposing.preview(reading.job, matched)
    rejected = _sorted([*reading.rejects, *matched.rejects], paths)
    told = {r.source for r in rejected}
    kept = tuple(s for s in sources if s.path.name in told)
    return Plan(
        files=paths,
        wish=wish,
        register=reading.job.register,
        format=reading.format,
        label=reading.label,
        outcome=_outcome(reading.format, reading.rows, reading.job.register, matched, rejected, _words(reading)),
        columns=proposing.masked(reading.columns, shop.registry[reading.job.register], masked),
        choosable=reading.choosable,
        mapping=reading.mapping,
        confirmed=reading.confirmed,
        questions=reading.questions,
        notices=reading.notices,
        preview_fields=names,
        preview=rows,
        unknown_skus=matched.unknown_skus,
        work=Work(reading.job, matched, seq, digests, reading.remember, reading.rejects, kept),
        tables=proposing.tables_read(sheets, reading.columns),
        names_masked=masked,
        platform=reading.platform,
    )


def apply(shop: Shop, proposal: Plan, progress: Progress | None = None, tr: Translator | None = None) -> Outcome:
    """Bring in what was planned: all good rows in one transaction, or none. Writes the rejected rows to a file.

    If the shop has changed since the plan, it is compared again. Raises `UserError` while the plan is blocked,
    `NotAllowed`, and `Cancelled`, after which the shop is as it was. `tr` is for the words in the file of rejects.
    """
    progress = progress or Progress()
    users.require(shop.actor, "import")
    if (why := refusal(proposal)) is not None:
        raise why
    work = proposal.work
    matched = _unchanged_since(shop, work)
    if matched is None or matched.anything:
        matched = shop.change(lambda uow: _write(uow, proposal, progress))
    rejected = _sorted([*work.parse_rejects, *matched.rejects], proposal.files)
    planned = proposal.outcome
    outcome = _outcome(planned.format, planned.rows, proposal.register, matched, rejected, _kept_words(proposal))
    if not rejected:
        return outcome
    made, failed = rejects_out.write_all(_sources(proposal, rejected), rejected, tr or Translator(shop.language))
    said = [N_("The rejected rows of {name} could not be written to a file.", name=name) for name in failed]
    return replace(
        outcome,
        rejects_file=made[0] if made else None,
        rejects_files=tuple(made),
        warnings=(*outcome.warnings, *said),
    )


def refusal(proposal: Plan) -> UserError | None:
    """Why a plan cannot be applied until somebody answered or decided something; None if it can."""
    if not proposal.blocked:
        return None
    said: list[Text] = [q.text for q in proposal.questions] + [n.text for n in proposal.notices if n.blocking]
    todo = N_("Answer it, or choose to import anyway.")
    if proposal.questions:
        question = proposal.questions[0]
        todo = N_(
            "Say whether {examples} is {choices}.",
            examples=listed(question.examples[:2]),
            choices=" / ".join(question.choices),
        )
    return UserError(said[0], N_("Nothing was imported."), todo)


def _sources(proposal: Plan, rejected: Sequence[Reject]) -> list[Source]:
    """The files that have rejects. The plan kept those of which it knew; another is read again."""
    known = {s.path.name: s for s in proposal.work.sources}
    told = {r.source for r in rejected}
    return [known.get(path.name) or read_tables(path) for path in proposal.files if path.name in told]


def _unchanged_since(shop: Shop, work: Work) -> Matched | None:
    """What the plan found, if the shop is still as it was and nothing of it was used up."""
    with shop.read() as reader:
        return work.matched if reader.audit_head().seq == work.seq else None


def _write(uow: UnitOfWork, proposal: Plan, progress: Progress) -> Matched:
    work = proposal.work
    matched = work.matched if uow.reader.audit_head().seq == work.seq else None
    work.matched = None  # what is written is completed in place: a second try compares again
    if matched is None:
        matched = work.job.match(uow.reader, progress)
    if not matched.anything:
        return matched
    with no_collecting():
        work.job.write(uow, matched, progress)
    for register, signature, mapping in work.remember:
        if uow.reader.import_mapping(register, signature) != mapping:
            uow.remember_mapping(register, signature, mapping)
    files = [{"file": path.name, "sha256": digest} for path, digest in zip(proposal.files, work.digests, strict=True)]
    counts = {"rows": proposal.outcome.rows, "new": matched.new, "updated": matched.updated}
    after = {"files": files, "format": proposal.format, **counts, "unchanged": matched.unchanged}
    uow.log("import", proposal.register, number=", ".join(p.name for p in proposal.files)[:200], after=after)
    progress.step(1, 1)
    return matched


def _outcome(
    format_name: str, rows: int, register: str, matched: Matched, rejected: tuple[Reject, ...], words: Iterable[Text]
) -> Outcome:
    return Outcome(
        format_name, rows, matched.new, matched.updated, matched.unchanged, rejected,
        warnings=(*words, *matched.warnings), register=register, unlinked=matched.unlinked,
        new_products=matched.new_products,
    )  # fmt: skip


def _words(reading: Reading) -> tuple[Text, ...]:
    return (*(n.text for n in reading.notices), *(q.text for q in reading.questions))


def _kept_words(proposal: Plan) -> tuple[Text, ...]:
    return tuple(n.text for n in proposal.notices)


def _sorted(rejects: Iterable[Reject], files: Sequence[Path]) -> tuple[Reject, ...]:
    order = {path.name: at for at, path in enumerate(files)}
    return tuple(sorted(rejects, key=lambda r: (order.get(r.source, 0), r.sheet, r.row)))


def _digest(path: Path) -> str:
    """SHA-256 of the file as it is; empty where it cannot be read, which reading it says better."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
