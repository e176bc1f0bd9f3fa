"""A form as it will be printed, to be looked at first: without a seal, since nothing leaves the shop yet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.reports.forms import form_for
from app.reports.prepare import Context
from app.reports.verbs import write_forms
from app.services.privacy import hides, names_masked
from app.services.users import require
from app.store.shop import Shop
from app.store.uow import UnitOfWork


def preview_records(
    shop: Shop,
    register: str,
    form: str,
    ids: Sequence[int],
    path: Path,
    locale: Locale,
    progress: Progress,
    *,
    reveal: bool = False,
) -> int:
    """Draw records on one of their forms into `path`; returns the number of pages.

    Nothing is logged as printed. What `reveal` shows in full is logged as revealed, as on a screen. Raises as
    `print_records` does.
    """
    if not ids:
        raise UserError(N_("There is nothing to print."), None, N_("Choose one or more records first."))
    if reveal:
        require(shop.actor, "reveal")
        shop.record(lambda uow: _log_reveal(uow, register, ids))
    chosen = form_for(register, form)
    with shop.read(locale.tr) as reader:
        contents = chosen.contents(Context(reader, locale, shop.name, reveal), register, ids)
    return write_forms(chosen, contents, path, locale, progress, None)


def _log_reveal(uow: UnitOfWork, register: str, ids: Sequence[int]) -> None:
    masked = names_masked(uow.reader)
    names = [f.name for f in uow.registry[register].fields if hides(f, masked)]
    titles = uow.reader.titles(register, ids)
    for record_id in ids:
        told = {"revealed": names, "by": "preview"}
        uow.log("reveal", register, record_id, number=titles.get(record_id, ""), after=told)
