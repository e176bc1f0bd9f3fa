"""Finishing a check: what still lacks is named, each failed item opens its rectification, the expected date is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_, Text
from app.models.checklists import FAIL, NUMBER, SKIP
from app.models.reading import said
from app.models.registers.rectifications import RECTIFICATIONS
from app.services import duties, links
from app.services.checklists import rectifying, running, scoring, showing
from app.services.checklists.templates import DUTY
from app.services.effect import Done
from app.services.tables import Values
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

LACKS: Mapping[str, tuple[str, Text]] = {
    "answer": ("result", N_("Not answered yet.")),
    "photo": ("photos", N_("A photo is needed here.")),
    "reason": ("note", N_("Say why it does not apply.")),
    "owner": ("owner_id", N_("Say who rectifies it.")),
}
"""What an item lacks → the field that is to be filled, and the words that say so."""


def finish(uow: UnitOfWork, check: Values, asked: Values) -> Done:
    """Close a check for good. Raises `Invalid` naming each item that lacks something,
    `NotAllowed` where no item was looked at.
    """
    rows = uow.reader.lines("checks", check["id"], "answers")
    shown = running.photos(uow.reader, check["id"])
    for row in rows:
        row["photos"] = len(shown.get(row["id"], []))
    problems = [
        FieldError(line_field("answers", row["position"], field), why)
        for row in rows
        for field, why in [LACKS.get(scoring.lacking(row), ("", N_("")))]
        if field
    ]
    if problems:
        raise Invalid(tuple(problems))
    if all(row["result"] == SKIP for row in rows):
        raise NotAllowed(
            N_("Nothing was looked at: every item is answered as not applicable."),
            N_("The check stays under way, and its date stays open."),
            N_("Answer what does apply, or cancel the check and say why."),
        )
    for row in rows:
        if row["result"] == FAIL:
            row["rectification_id"] = _open(uow, check, row, shown.get(row["id"], []))
    changes = scoring.figures(rows)

    def then() -> None:
        tell_template(uow, check, changes["score"])
        duties.fulfil(uow, "check_templates", check["template_id"], DUTY, check["checked_on"], "checks", check["id"])

    return Done(changes, then=then, lines={"answers": rows})


def item_key(template_id: int, item_id: int) -> str:
    """What names an item of a template for as long as it stands in it, whatever its wording becomes."""
    return f"{template_id}.{item_id}"


def _open(uow: UnitOfWork, check: Values, row: Values, photos: Sequence[int]) -> int:
    """Open the rectification of a failed item, with its photos; returns its id."""
    template = uow.reader.record("check_templates", check["template_id"])
    tr = uow.reader.locale.tr
    values = rectifying.complete(
        uow,
        {
            "title": tr(N_("Not passed: {item}", item=row["text"]))[: RECTIFICATIONS.field("title").kind.limit],
            "finding": finding_words(uow.reader, row),
            "level": row["level"] or "general",
            "found_on": check["checked_on"],
            "found_by": check["checker_id"],
            "unit_checked": check["party"],
            "place": check["place"],
            "clause": row["clause"],
            "source": tr(N_("Check {number} {name}, item {n}", number=check["number"], name=check["name"],
                            n=row["position"])),
            "check_id": check["id"],
            "item_key": item_key(check["template_id"], row["item_id"]),
            "requirement": required_words(uow.reader, row),
            "standard": standard_words(row) or None,
            "measure": row["measure"],
            "cost": row["cost"],
            "owner_id": row["owner_id"],
            "deadline": row["deadline"],
            "verifier_id": template["verifier_id"],
        },
    )  # fmt: skip
    made = uow.create("rectifications", values)
    links.link(uow, ("checks", check["id"]), ("rectifications", made), opened=True)
    files = {a.id: a for a in uow.reader.attachments("checks", check["id"])}
    for photo in photos:
        file = files[photo]
        data = uow.reader.attachment_data(photo)
        uow.attach("rectifications", made, file.name, file.media_type, data, file.evidence_date, showing.BEFORE)
    return made


def finding_words(reader: Reader, row: Mapping[str, Any]) -> str | None:
    """What was found at an item: the reading beside its limits, what was written down, the note."""
    tr = reader.locale.tr
    parts: list[str] = []
    if row["kind"] == NUMBER and row["reading"] is not None:
        read = f"{said(row['reading'])} {row['unit'] or ''}".strip()
        parts.append(tr(N_("Read: {reading} (allowed: {limits})", reading=read, limits=limit_words(row))))
    parts += [row[n].strip() for n in ("said", "note") if row[n] and row[n].strip()]
    return "\n".join(parts) or None


def standard_words(item: Mapping[str, Any]) -> str:
    """What an item must meet: its standard in words, then the limits of its number."""
    return "\n".join(part for part in (item["standard"] or "", limit_words(item)) if part)


def required_words(reader: Reader, item: Mapping[str, Any]) -> str:
    """What the notice requires of a failed item: that it meets its standard, else that it is put in order for good."""
    tr = reader.locale.tr
    standard = standard_words(item).replace("\n", " ")
    if standard:
        return tr(N_("Rectify it until it meets the standard: {standard}", standard=standard))
    return tr(N_("Put it in order, and keep it so: {item}", item=item["text"]))


def limit_words(item: Mapping[str, Any]) -> str:
    """The limits of a number in figures: `2–8 ℃`, `≤ 8 ℃`; empty without any."""
    low, high, unit = item["low"], item["high"], f" {item['unit']}" if item["unit"] else ""
    if low is not None and high is not None:
        between = "–" if low >= 0 else " … "
        return f"{said(low)}{between}{said(high)}{unit}"
    if low is None and high is None:
        return ""
    return f"≥ {said(low)}{unit}" if low is not None else f"≤ {said(high)}{unit}"


def tell_template(uow: UnitOfWork, check: Values, score: int | None) -> None:
    """Count a finished check in its template; the latest day's score is the one that stands there."""
    template = uow.reader.record("check_templates", check["template_id"])
    changes: Values = {"runs": template["runs"] + 1}
    if template["last_on"] is None or check["checked_on"] >= template["last_on"]:
        changes |= {"last_on": check["checked_on"], "last_score": score}
    uow.update("check_templates", check["template_id"], changes, action="checked", reason=check["number"])
