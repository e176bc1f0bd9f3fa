"""Photos of a check's items: attached to the check, each bound to its item, shown where they belong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.services.checklists import running
from app.store.reader import Attached
from app.store.uow import UnitOfWork
from app.ui.pages.attachments import media_type, read_file
from app.ui.pages.checklists.fill_data import photos_of
from app.ui.pages.checklists.item_row import ItemRow
from app.ui.pages.desk import Desk
from app.ui.pages.work_page import WorkPage

Given = Sequence[Path | tuple[str, bytes]]
"""Files of this machine, or a name with the bytes of what was pasted."""


class FillPhotos:
    """Adds and takes off for the rows of one page, and calls `told` when they show what is stored."""

    def __init__(self, desk: Desk, page: WorkPage, rows: list[ItemRow], told: Callable[[], object]) -> None:
        self._desk, self._page, self._rows, self._told = desk, page, rows, told

    def attach(self, row: ItemRow, given: Given) -> None:
        """Attach these to an item."""
        check_id, answer_id = self._page.record_id, row.id

        def work(uow: UnitOfWork) -> None:
            for one in given:
                name, data = (one.name, read_file(one)) if isinstance(one, Path) else one
                running.add_photo(uow, check_id, answer_id, name, media_type(Path(name)), data)

        self._desk.change(work, lambda _: self.show(), self._page)

    def take_off(self, row: ItemRow, photo: int) -> None:
        """Take one off its item."""
        check_id = self._page.record_id
        self._desk.change(lambda uow: running.drop_photo(uow, check_id, photo), lambda _: self.show(), self._page)

    def show(self) -> None:
        """Show what is stored."""
        self._desk.read(lambda reader: photos_of(reader, self._page.record_id), self._found, self._page)

    def _found(self, found: dict[int, tuple[Attached, ...]]) -> None:
        for row in self._rows:
            photos = found.get(row.id, ())
            row.show_photos(photos)
            row.show_row({**row.row, "photos": len(photos)})
        self._told()
