"""The ready-made checklists, as a tool of the templates."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Nn_
from app.services.checklists import library
from app.ui.pages.desk import Desk
from app.ui.pages.special.library_dialog import LibraryDialog, Offered


def start_library(desk: Desk, parent: QWidget) -> None:
    """Offer them by area; what the shop has already is marked."""
    language = desk.kit.language.code
    offered = library.library(language)
    register = desk.registry["check_templates"]
    at = desk.at()

    def show(have: frozenset[str]) -> None:
        rows = [
            Offered(
                e.key,
                e["name"],
                register.field("area").kind.say(e["area"], at),
                " · ".join(
                    (
                        register.field("rhythm").kind.say(e["rhythm"], at),
                        at.tr(Nn_("{n} item", "{n} items", len(e["items"]))),
                        e["basis"],
                    )
                ),
                e.key in have,
            )
            for e in offered
        ]
        LibraryDialog(
            desk,
            parent,
            N_("Ready-made checklists"),
            N_("Tick those that fit your shop. They come in with their items and a rhythm; change both as you like."),
            rows,
            lambda uow, keys: library.take(uow, language, keys),
        ).open()

    desk.read(lambda reader: library.there(reader, offered), show, parent)
