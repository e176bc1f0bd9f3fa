"""Whether the scan of a signed sheet, or of a certificate, is attached."""

from __future__ import annotations

from app.store.uow import UnitOfWork


def of_session(uow: UnitOfWork, session_id: int) -> None:
    """A picture or a PDF on a session whose day has come is its signed sheet; before that it may be a handout."""
    session = uow.reader.record("training_sessions", session_id)
    there = session["held_on"] <= uow.today and _scanned(uow, "training_sessions", session_id)
    uow.update("training_sessions", session_id, {"sheet_attached": there}, action="sheet")


def of_certificate(uow: UnitOfWork, certificate_id: int) -> None:
    """A picture or a PDF on a certificate is its scan."""
    there = _scanned(uow, "certificates", certificate_id)
    uow.update("certificates", certificate_id, {"scan_attached": there}, action="sheet")


def _scanned(uow: UnitOfWork, register: str, record_id: int) -> bool:
    files = uow.reader.attachments(register, record_id)
    return any(f.media_type.startswith("image/") or f.media_type == "application/pdf" for f in files)
