"""The library of typical risks, as a tool of the risk register."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.kinds import Choice
from app.services import risk_library
from app.ui.pages.desk import Desk
from app.ui.pages.special.library_dialog import LibraryDialog, Offered


def start_risk_library(desk: Desk, parent: QWidget) -> None:
    """Offer the library, by category; what the shop has already is marked."""
    language = desk.kit.language.code
    offered = risk_library.library(language)
    kind = desk.registry["risks"].field("category").kind
    at = desk.at()

    def show(have: frozenset[str]) -> None:
        assert isinstance(kind, Choice)
        rows = [
            Offered(e.key, e["title"], kind.say(e["category"], at), e["consequence"], e.key in have) for e in offered
        ]
        dialog = LibraryDialog(
            desk,
            parent,
            N_("Typical risks of an online shop"),
            N_("Tick those that your shop has. They come in as risks to be assessed; change the words as you like."),
            rows,
            lambda uow, keys: risk_library.take(uow, language, keys),
        )
        dialog.open()

    desk.read(lambda reader: risk_library.there(reader, offered), show, parent)
