"""Proves that an installation works: a shop is made, filled, exported, shown and verified in a temporary folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from app.core.i18n import N_, Text, Translator
from app.core.progress import Progress
from app.store.view import View
from app.ui.program import make_app
from app.ui.runtime.immortal import keep_constants
from app.ui.runtime.kit import make_kit
from app.ui.shell.stage import Stage, demo_session, report

ORDERS = 40
CSV = "商家编码,商品名称,售价,成本价,库存\nSELF-1,自检商品一,12.50,6.00,10\nSELF-2,自检商品二,39.00,20.00,0\n"

Step = tuple[Text, Callable[[Stage, Path], None]]


class Failed(Exception):
    """A step did not give what it should have."""


def self_test(chosen: argparse.Namespace, tr: Translator) -> int:
    """The verb: one line per step; status 0 if all of them passed, else 1."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants()
    app = make_app()
    failed = 0
    with demo_session(ORDERS) as (session, folder):
        print(tr(N_("✓ an encrypted shop was made and filled")))
        stage = Stage(make_kit(app, tr.language, "light"), session, folder)
        for words, step in steps():
            failed += _run(tr, words, step, stage, folder)
        failed += report(stage.problems, lambda text: print(text, file=sys.stderr))
        stage.leave()
    print(tr(N_("Everything works.") if not failed else N_("{n} steps failed.", n=failed)))
    return 1 if failed else 0


def steps() -> Iterator[Step]:
    """What is tried, in order."""
    yield N_("a file is brought in"), _import
    yield N_("a list is exported to Excel, CSV and PDF"), _export
    yield N_("a record is printed"), _print
    yield N_("each page is drawn, in both languages and themes"), _draw
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


def _export(stage: Stage, folder: Path) -> None:
    from app.reports.verbs import export_view

    shop = stage.session.shop
    for suffix, start in ((".xlsx", b"PK"), (".csv", b"\xef\xbb\xbf"), (".pdf", b"%PDF")):
        path = folder / f"orders{suffix}"
        made = export_view(shop, View("orders"), path, stage.window.desk.at(), Progress())
        if made.rows != ORDERS or not path.read_bytes().startswith(start):
            raise Failed(path.name)


def _print(stage: Stage, folder: Path) -> None:
    from app.reports.verbs import print_records

    path = folder / "order.pdf"
    print_records(stage.session.shop, "orders", "", [1], path, stage.window.desk.at(), Progress())
    if not path.read_bytes().startswith(b"%PDF"):
        raise Failed(path.name)


def _draw(stage: Stage, folder: Path) -> None:
    window = stage.window
    before = len(stage.problems)
    for language, theme in (("zh", "light"), ("en", "dark")):
        stage.kit.language.choose(language)
        stage.kit.theme.choose(theme)  # type: ignore[arg-type]
        for key in window.tabs.pages:
            window.open_page(key)
            stage.settle(40)
            if window.grab().isNull():
                raise Failed(key)
    if len(stage.problems) > before:
        raise Failed(str(stage.problems[-1]))


def _verify(stage: Stage, folder: Path) -> None:
    from app.services.verify import verify

    wrong = [c.name for c in verify(stage.session) if not c.ok]
    if wrong:
        raise Failed(", ".join(wrong))
