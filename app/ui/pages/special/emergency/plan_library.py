"""The templates of plans, as a tool of the plans' list."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.services.emergency import library
from app.ui.pages.desk import Desk
from app.ui.pages.special.library_dialog import LibraryDialog, Offered


def start_plan_library(desk: Desk, parent: QWidget) -> None:
    """Offer the templates in the shop's language, by kind of plan; those whose plan the shop has are marked."""
    language, at = desk.shop.language, desk.at()
    kind = desk.registry["plans"].field("kind").kind

    def show(have: frozenset[str]) -> None:
        rows = [
            Offered(t.key, t.name, kind.say(t.kind, at), t.texts["purpose"], t.key in have)
            for t in library.templates(language)
        ]
        dialog = LibraryDialog(
            desk,
            parent,
            N_("Templates of emergency plans"),
            N_("Tick what your shop needs. Each comes in as a draft with its steps, whom to call and supplies; fill in "
               "names and telephones, change what is different in your shop, then approve it."),
            rows,
            lambda uow, keys: len(library.make_drafts(uow, keys, language)),
            icon="siren",
        )  # fmt: skip
        dialog.open()

    desk.read(lambda reader: library.taken(reader, language), show, parent)
