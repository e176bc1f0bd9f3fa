"""What the files of a rectification show: the finding, or what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.dates import business_date
from app.core.i18n import N_
from app.models.kinds import Option
from app.store.reader import Attached, Reader

BEFORE, AFTER = "before", "after"
RECTIFICATION_FILES = (
    Option(AFTER, N_("Photo after rectification")),
    Option(BEFORE, N_("Photo before rectification")),
    Option("paper", N_("Invoice or other paper")),
)
"""What a file of a rectification can be. Whoever attaches one says it."""


def stages(reader: Reader, record: Mapping[str, Any]) -> dict[str, list[Attached]]:
    """The photos of a rectification by what they show; where nobody said it, their date tells.

    Evidence of a day on which it was rectified already shows what was done; so does, of the very day, a file that
    was added after the record was.
    """
    found: dict[str, list[Attached]] = {BEFORE: [], AFTER: []}
    for file in reader.attachments("rectifications", record["id"]):
        stage = file.kind or _told(reader, record, file)
        if stage in found:
            found[stage].append(file)
    return found


def _told(reader: Reader, record: Mapping[str, Any], file: Attached) -> str:
    done = record["done_on"]
    day = file.evidence_date or business_date(file.added_at, reader.locale.tz)
    if done is None or day < done:
        return BEFORE
    return AFTER if day > record["found_on"] or file.added_at > record["created_at"] else BEFORE
