"""Proves that an installation works: a shop is made, opened, filled, exported, shown and verified."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text, Translator
from app.core.progress import Progress
from app.services.demo import DEMO_OWNER
from app.store.view import View
from app.ui.program import make_app
from app.ui.runtime.immortal import keep_constants
from app.ui.runtime.kit import Kit, make_kit
from app.ui.shell.scenes import scenes
from app.ui.shell.sidebar import SETTINGS
from app.ui.shell.stage import PASSWORD, Stage, demo_session, report
from app.ui.shots import LANGUAGES, THEMES, scene_done

ORDERS = 40
CSV = "商家编码,商品名称,售价,成本价,库存\nSELF-1,自检商品一,12.50,6.00,10\nSELF-2,自检商品二,39.00,20.00,0\n"
IMPORTED = "自检商品一"
NUMBER = "SO-20"
SCENES = ("orders-new", "products-edit", "dialog-ship", "import-look", "export", "print", "sign-in")
"""A new record's form, one in the panel, dialogs that ask, bring in, take out and show paper, and the first window."""
_LOOKED_AT = QSize(96, 60)

Wanted = Callable[[str], bool]
Step = tuple[Text, Callable[[Stage, Path], None]]


class Failed(Exception):
    """A step did not give what it should have."""


def self_test(chosen: argparse.Namespace, tr: Translator) -> int:
    """The verb: one line per step; status 0 if all of them passed, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants()
    return prove(make_kit(make_app(), tr.language, "light"), tr)


def prove(kit: Kit, tr: Translator, *, orders: int = ORDERS, wanted: Wanted = lambda name: True) -> int:
    """Take every step with a shop of so many orders, drawing the pages, forms and dialogs that are `wanted` by name."""
    failed = 0
    with demo_session(orders) as (session, folder):
        print(tr(N_("✓ an encrypted shop was made and filled")))
        stage = Stage(kit, session, folder)
        for words, step in steps(orders, wanted):
            failed += _run(tr, words, step, stage, folder)
        failed += report(stage.problems, lambda text: print(text, file=sys.stderr))
        stage.leave()
    print(tr(N_("Everything works.") if not failed else N_("{n} steps failed.", n=failed)))
    return 1 if failed else 0


def steps(orders: int, wanted: Wanted) -> Iterator[Step]:
    """What is tried, in order."""
    yield N_("a file is brought in"), _import
    yield N_("its file is not readable without the key, and opens with its password alone"), _encrypted
    yield N_("a list is exported to Excel, CSV and PDF"), lambda s, folder: _export(s, folder, orders)
    yield N_("a record is printed"), _print
    yield N_("each page is drawn, in both languages and themes"), lambda s, _: _draw(s, wanted)
    yield N_("forms and dialogs are drawn, in both languages and themes"), lambda s, _: _draw_scenes(s, wanted)
    yield N_("the shop passes every check"), _verify


def _run(tr: Translator, words: Text, step: Callable[[Stage, Path], None], stage: Stage, folder: Path) -> int:
    try:
        step(stage, folder)
    except Exception as problem:
        print(f"✗ {tr(words)}: {type(problem).__name__}: {problem}")
        return 1
    print(f"✓ {tr(words)}")
    return 0


def _import(stage: Stage, folder: Path) -> None:
    from app.imports.bring_in import Wish, apply, plan

    path = folder / "products.csv"
    path.write_text(CSV, encoding="utf-8")
    shop = stage.session.shop
    outcome = apply(shop, plan(shop, (path,), Wish(register="products"), Progress()), Progress())
    if outcome.new != 2 or outcome.rejected:
        raise Failed(f"{outcome.new} new, {len(outcome.rejected)} rejected")
    again = apply(shop, plan(shop, (path,), Wish(register="products"), Progress()), Progress())
    if again.new or again.updated:
        raise Failed("the same file changed something")
    with shop.read() as reader:
        if reader.count(View("products", search=IMPORTED)) != 1:
            raise Failed("what was brought in is not found")


def _encrypted(stage: Stage, folder: Path) -> None:
    from app.store.errors import WrongPassword
    from app.store.vault import Vault

    place = stage.session.shop.folder
    stage.session.keep_head()
    for file in place.glob("shop.db*"):
        held = file.read_bytes()
        if held.startswith(b"SQLite format") or IMPORTED.encode() in held:
            raise Failed(file.name)
    vault = Vault.open(place)
    if vault.unlock(DEMO_OWNER, PASSWORD).data_key != stage.session.unlocked.data_key:
        raise Failed("another key")
    try:
        vault.unlock(DEMO_OWNER, PASSWORD[::-1])
    except WrongPassword:
        return
    raise Failed("another password opened it")


def _export(stage: Stage, folder: Path, orders: int) -> None:
    from app.imports.readers import read_tables
    from app.reports.verbs import export_view

    shop = stage.session.shop
    for suffix in (".xlsx", ".csv", ".pdf"):
        path = folder / f"orders{suffix}"
        made = export_view(shop, View("orders"), path, stage.window.desk.at(), Progress())
        if suffix == ".pdf":
            listed = _words(path).count(NUMBER)
        else:
            (sheet, *_) = read_tables(path).tables
            listed = sum(str(row[0]).startswith(NUMBER) for row in sheet.rows)
        if (made.rows, listed) != (orders, orders):
            raise Failed(f"{path.name}: {listed} of {orders}")


def _words(path: Path) -> str:
    """What a PDF says on all of its pages."""
    from PySide6.QtPdf import QPdfDocument  # a part that a package could lack

    document = QPdfDocument()
    document.load(str(path))
    try:
        return "".join(document.getAllText(page).text() for page in range(document.pageCount()))
    finally:
        document.close()


def _print(stage: Stage, folder: Path) -> None:
    from app.reports.verbs import print_records

    path = folder / "order.pdf"
    print_records(stage.session.shop, "orders", "", [1], path, stage.window.desk.at(), Progress())
    if NUMBER not in _words(path):
        raise Failed(path.name)


def _draw(stage: Stage, wanted: Wanted) -> None:
    window = stage.window
    seen = Seen(stage)
    for _ in _looks(stage):
        for key in (*window.tabs.pages, SETTINGS):
            if wanted(key):
                window.open_page(key)
                stage.settle(40)
                seen.look(key, window)
    seen.judge()


def _draw_scenes(stage: Stage, wanted: Wanted) -> None:
    seen = Seen(stage)
    for _ in _looks(stage):
        for scene in scenes():
            if scene.name in SCENES and wanted(scene.name):
                widget = scene.set(stage)
                stage.settle()
                seen.look(scene.name, widget)
                scene_done(stage, scene.after)
    seen.judge()


def _looks(stage: Stage) -> Iterator[None]:
    """Every language in every theme."""
    for language in LANGUAGES:
        for theme in THEMES:
            stage.kit.language.choose(language)
            stage.kit.theme.choose(theme)
            stage.settle(40)
            yield


class Seen:
    """The pictures of one step: none is empty, none raised an error, and each language and theme gives another one."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._before = len(stage.problems)
        self._pictures: dict[str, list[QImage]] = {}

    def look(self, name: str, widget: QWidget | None) -> None:
        """Take the picture of a page. Raises `Failed` if there is none, or nothing on it."""
        if widget is None:
            raise Failed(f"{name} is empty")
        whole = widget.grab().toImage()
        small = whole.scaled(_LOOKED_AT, mode=Qt.TransformationMode.SmoothTransformation)
        colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
        if len(colours) < 3:
            raise Failed(f"{name} is empty")
        self._pictures.setdefault(name, []).append(small)

    def judge(self) -> None:
        """Raises `Failed` for an error that a page met, and for a page that is the same in two languages or themes."""
        if len(self._stage.problems) > self._before:
            raise Failed(str(self._stage.problems[-1]))
        looks = len(LANGUAGES) * len(THEMES)
        for name, pictures in self._pictures.items():
            different = {bytes(p.constBits()) for p in pictures}
            if len(different) != looks:
                raise Failed(f"{name}: {len(different)} pictures of {looks}")


def _verify(stage: Stage, folder: Path) -> None:
    from app.services.verify import verify

    wrong = [c.name for c in verify(stage.session) if not c.ok]
    if wrong:
        raise Failed(", ".join(wrong))
