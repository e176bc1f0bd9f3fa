"""员工培训: the record 培训记录, the sheet to sign 签到表, a person's training file, and question papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.core.i18n import N_, Text
from app.models.declaration import Where
from app.models.registers.training_sessions import Attendee
from app.reports.content import Head, LineTable
from app.reports.papers.blocks import (
    Block,
    Box,
    Boxes,
    PaperPage,
    Pictures,
    Signature,
    Signatures,
    SignRow,
    SignSheet,
    Words,
)
from app.reports.papers.build import Paper
from app.reports.papers.photos import photos
from app.reports.prepare import Context
from app.services.training import scoring
from app.store.view import View

SESSIONS = "training_sessions"
_ATTENDEES = ("name", "post", "phone", "attendance", "signed", "minutes", "score", "outcome", "note")
TO_SIGN = "____________"
"""Stands in a table's cell where somebody signs: it keeps the room for it."""
SPARE_ROWS = 6
"""Empty rows at the end of a sign-in sheet, for those who come without being asked."""


def records(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The training record of each session."""
    return [_record(Paper(ctx, SESSIONS, i)) for i in ids]


def sign_in_sheets(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The sheet to sign of each session; its code leads a scan back to the session."""
    return [_sign_in(Paper(ctx, SESSIONS, i)) for i in ids]


def personal_files(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The training file of each person."""
    return [_personal(Paper(ctx, "staff", i)) for i in ids]


def _head(p: Paper) -> Boxes:
    return Boxes(
        (
            (p.box("title", N_("Subject of the training"), span=2), p.box("number")),
            (p.box("starts_at", N_("Date and time")), p.box("ends_at"), p.box("minutes")),
            (p.box("place"), p.box("trainer"), p.box("method")),
            p.wide("content", N_("What was taught")),
        )
    )


def _record(p: Paper) -> PaperPage:
    people = _signed(p, p.table("attendees", *_ATTENDEES))
    blocks: list[Block] = [
        _head(p),
        Boxes((p.row("invited", "present", "passed"), p.row("pass_mark", "average_score", "sheet_attached"))),
        people,
        Boxes((p.wide("result", N_("Result and assessment")),)),
        Signatures(
            (
                Signature(p.say(N_("Trainer")), p.said("trainer")),
                Signature(p.say(N_("Recorder")), p.said("recorder"), p.day("held_at")),
            )
        ),
        Pictures(p.say(N_("Photos")), tuple(x for x in photos(p.ctx, SESSIONS, p.id) if x.data)),
    ]
    name = p.said("number")
    return PaperPage(p.ctx.shop, p.say(N_("Training record")), name, tuple(blocks), code=name, masked=p.masked_labels())


def _signed(p: Paper, people: LineTable) -> LineTable:
    """The people with a column to sign in: whoever has not signed the sheet yet signs here."""
    at = _ATTENDEES.index("signed")
    heads = (*people.heads[:at], Head(p.say(N_("Signature"))), *people.heads[at + 1 :])
    on_sheet = p.say(N_("on the sheet"))
    cells = tuple(
        (*row[:at], _mark(line, on_sheet), *row[at + 1 :])
        for row, line in zip(people.rows, p.lines("attendees"), strict=True)
    )
    return replace(people, heads=heads, rows=cells)


def _mark(line: dict[str, Any], on_sheet: str) -> str:
    """What stands where a person signs; who stayed away does not."""
    if line["signed"]:
        return on_sheet
    return TO_SIGN if line["attendance"] in ("invited", "present") else ""


def _sign_in(p: Paper) -> PaperPage:
    words = (N_("No."), N_("Person's name"), N_("Post"), N_("Phone"), N_("Signature"), N_("Mark"))
    shares = (6, 16, 18, 18, 28, 10)
    phone = next(f for x in p.register.lines for f in x.fields if f.name == "phone").kind
    rows: list[SignRow] = []
    for n, person in enumerate(p.lines("attendees"), 1):
        number = person.get("phone")
        shown = str(phone.mask(number) if not p.ctx.reveal else number or "") if number else ""
        if number and not p.ctx.reveal:
            p.masks(N_("Phone"))
        rows.append(SignRow((str(n), person["name"], person["post"] or "", shown, "", "")))
    rows += [SignRow((str(len(rows) + n), "", "", "", "", "")) for n in range(1, SPARE_ROWS + 1)]
    sheet = SignSheet(tuple((p.say(w), s) for w, s in zip(words, shares, strict=True)), tuple(rows))
    blocks: list[Block] = [
        Boxes(
            (
                (p.box("title", N_("Subject of the training"), span=2), p.box("minutes")),
                (p.box("starts_at", N_("Date and time")), p.box("place"), p.box("trainer")),
            )
        ),
        sheet,
        Signatures((Signature(p.say(N_("Trainer"))), Signature(p.say(N_("Recorder"))))),
    ]
    name = p.said("number")
    return PaperPage(p.ctx.shop, p.say(N_("Sign-in sheet")), name, tuple(blocks), code=name, masked=p.masked_labels())


def _personal(p: Paper) -> PaperPage:
    blocks: list[Block] = [
        Boxes((p.row("name", "number", "post"), p.row("joined_on", "contract_end", "status"))),
        _listed(
            p, "certificates", "staff_id", ("number", "title", "issuer", "issued_on", "expires_on", "grade", "state")
        ),
        _attended(p),
        _listed(p, "assignments", "staff_id", ("title", "due_on", "why", "status", "done_on")),
        _listed(p, "quiz_results", "staff_id", ("taken_on", "title", "score", "pass_mark", "verdict")),
        Signatures((Signature(p.say(N_("The person")), p.said("name")), Signature(p.say(N_("Person in charge"))))),
    ]
    title = p.say(N_("Personal training file"))
    name = p.said("number")
    return PaperPage(p.ctx.shop, title, name, tuple(blocks), code=name, masked=p.masked_labels())


def _listed(p: Paper, register: str, by: str, names: Sequence[str]) -> LineTable:
    """The records of another register that point at this person."""
    declared = p.ctx.registry[register]
    ids = p.ctx.reader.ids(View(register, (Where(by, "eq", p.id),), sort=declared.sort))
    found = p.ctx.reader.records(register, ids)
    fields = [declared.field(n) for n in names]
    rows = tuple(tuple(f.kind.say(found[i][f.name], p.ctx.locale) for f in fields) for i in ids if i in found)
    heads = tuple(Head(p.say(f.label), f.kind.align) for f in fields)
    return LineTable(p.say(declared.label), heads, rows)


def _attended(p: Paper) -> LineTable:
    """The sessions in which the person is listed, with hours, presence and score."""
    declared = next(x for x in p.ctx.registry[SESSIONS].lines if x.name == "attendees")
    names = ("attendance", "minutes", "score", "outcome")
    fields = {f.name: f for f in declared.fields}
    rows: list[tuple[str, ...]] = []
    for session, line in _sessions_of(p):
        head = tuple(
            p.ctx.registry[SESSIONS].field(n).kind.say(session[n], p.ctx.locale) for n in ("held_on", "number", "title")
        )
        hours = (
            line["minutes"] if line["minutes"] is not None or line["attendance"] != "present" else session["minutes"]
        )
        line = {**line, "minutes": hours}
        rows.append(head + tuple(fields[n].kind.say(line[n], p.ctx.locale) for n in names))
    words = [p.ctx.registry[SESSIONS].field(n).label for n in ("held_on", "number", "title")]
    words += [fields[n].label for n in names]
    return LineTable(p.say(N_("Training attended")), tuple(Head(p.say(w)) for w in words), tuple(rows))


def _sessions_of(p: Paper) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    lines = p.ctx.reader.rows(select(Attendee.__table__).where(Attendee.staff_id == p.id))
    sessions = p.ctx.reader.records(SESSIONS, [x["session_id"] for x in lines])
    found = [(sessions[x["session_id"]], x) for x in lines if x["session_id"] in sessions]
    return sorted((f for f in found if f[0]["status"] != "cancelled"), key=lambda f: f[0]["held_on"])


def question_papers(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The paper to fill in of each quiz, without the answers."""
    return [_paper(Paper(ctx, "quizzes", i), answers=False) for i in ids]


def answer_keys(ctx: Context, register: str, ids: Sequence[int]) -> list[PaperPage]:
    """The key of each quiz: right answers with their explanation."""
    return [_paper(Paper(ctx, "quizzes", i), answers=True) for i in ids]


def _paper(p: Paper, *, answers: bool) -> PaperPage:
    questions = p.ctx.reader.records("questions", [x["question_id"] for x in p.lines("lines")])
    declared = p.ctx.registry["questions"]
    options = p.ctx.reader.lines_for(declared.lines[0], list(questions))
    kinds = declared.field("kind").kind
    blocks: list[Block] = []
    if not answers:
        blocks.append(
            Boxes(
                ((_empty(p, N_("Person's name")), _empty(p, N_("Post")), _empty(p, N_("Date")), _empty(p, N_("Mark"))),)
            )
        )
    for n, line in enumerate(p.lines("lines"), 1):
        q = questions.get(line["question_id"])
        if q is None:
            continue
        points = line["points"] or q["points"]
        head = N_(
            "{n}. ({kind}, {points} points) {text}",
            n=n,
            kind=kinds.say(q["kind"], p.ctx.locale),
            points=points,
            text=q["text"],
        )
        blocks.append(Words(p.say(head), strong=True))
        rows = options.get(q["id"], [])
        if rows:
            blocks.append(Words("\n".join(f"    {chr(65 + i)}. {o['text']}" for i, o in enumerate(rows))))
        elif not answers:
            blocks.append(Words("    ______________________________"))
        if answers:
            key = N_("Answer: {answer}", answer=q["answer"])
            blocks.append(Words(p.say(key) + (f"    {q['explanation']}" if q["explanation"] else "")))
    title = p.say(N_("Answer key")) if answers else p.say(N_("Question paper"))
    total = p.values["total_points"]
    sub = N_("{points} points in all, {mark} to pass", points=total, mark=scoring.least(total, p.values["pass_mark"]))
    return PaperPage(p.ctx.shop, title, p.said("title"), tuple(blocks), subtitle=p.say(sub))


def _empty(p: Paper, label: Text) -> Box:
    return Box(p.say(label))
