"""Whether the scan of a signed sheet, or of a certificate, is attached."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option
from app.store.reader import Attached
from app.store.uow import UnitOfWork

SHEET = "sheet"
SESSION_FILES = (
    Option(SHEET, N_("Signed sign-in sheet")),
    Option("photo", N_("Photo of the training")),
    Option("material", N_("Handout or other material")),
)
"""What a file of a session can be: a photo of the group is no proof that each of them signed."""


def of_session(uow: UnitOfWork, session_id: int) -> None:
    """A scan that was said to be the signed sheet is it, once the session's day has come."""
    session = uow.reader.record("training_sessions", session_id)
    files = uow.reader.attachments("training_sessions", session_id)
    there = session["held_on"] <= uow.today and any(f.kind == SHEET and _scan(f) for f in files)
    uow.update("training_sessions", session_id, {"sheet_attached": there}, action="sheet")


def of_certificate(uow: UnitOfWork, certificate_id: int) -> None:
    """A picture or a PDF on a certificate is its scan."""
    there = any(_scan(f) for f in uow.reader.attachments("certificates", certificate_id))
    uow.update("certificates", certificate_id, {"scan_attached": there}, action="sheet")


def _scan(file: Attached) -> bool:
    return file.media_type.startswith("image/") or file.media_type == "application/pdf"
