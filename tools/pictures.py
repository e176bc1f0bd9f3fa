"""The guide's pictures: the same demonstration shop, the same hour, both languages, few colours.

python3 dev.py pictures [NAME ...]    draws docs/pictures/zh/*.png and docs/pictures/en/*.png, or those named

A picture that no page of the docs shows is not drawn, and `tests/test_docs.py` finds one that is missing.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image  # reportlab brings it along
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QWidget

from app.core.i18n import N_, Text
from app.core.progress import Progress
from app.models.declaration import Where
from app.reports.verbs import export_view, print_records
from app.services import people
from app.store.view import View
from app.ui.dialogs.importing.dialog import ImportDialog
from app.ui.pages.register_page import RegisterPage
from app.ui.program import make_app
from app.ui.runtime.gate import Entered
from app.ui.runtime.immortal import keep_constants
from app.ui.runtime.kit import make_kit
from app.ui.shell.scene import Scene
from app.ui.shell.scenes import scenes
from app.ui.shell.sidebar import SETTINGS
from app.ui.shell.stage import PASSWORD, Stage, demo_session, grab
from app.ui.shots import scene_done
from app.ui.windows.entry import EntryWindow

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
LANGUAGES = ("zh", "en")
ORDERS = 260
WINDOW = (1280, 800)
COLOURS = 224
"""More cost bytes and show nothing more: the window has two dozen colours and their soft edges."""
PAGE_WIDTH = 860

HOME = "/home/shop"
"""Where dialogs offer to put files: no picture shows whose machine drew it."""

CODE = "TZ7QK-2M4XD-9RWHB-5C8JN-V3PYA-6EFGS"
"""Of the form of a recovery code, and of no shop."""

_HEADER = (
    "订单号,订单状态,商品,商品规格,商品数量(件),商家编码-规格维度,用户实付金额(元),商家实收金额(元),"
    "收货人,手机,详细地址,下单时间,快递单号,快递公司"
)
_ROWS = (
    "261122-100000000000001,待发货,手工桂花酱,250g,2,HM-GHJ-250,78.00,78.00,"
    "测试甲,13800000001,浙江省杭州市西湖区测试路1号,2026-11-22 09:12:40,,",
    "261122-100000000000002,待发货,竹节杯,原色,1,ZJ-01,39.00,39.00,"
    "测试乙,13800000002,江苏省苏州市姑苏区测试路2号,2026-11-22 10:03:11,,",
    '261122-100000000000003,"已发货,待签收",手工桂花酱,250g,1,HM-GHJ-250,39.00,39.00,'
    "测试丙,13800000003,上海市徐汇区测试路3号,2026-11-22 10:47:55,73100000000001,中通快递",
    "2.61122E+20,待发货,竹节杯,原色,1,ZJ-01,39.00,39.00,"
    "测试丁,13800000004,广东省广州市天河区测试路4号,2026-11-22 11:20:09,,",
    "261122-100000000000005,待发货,竹节杯,原色,一只,ZJ-01,39.00,39.00,"
    "测试戊,13800000005,四川省成都市锦江区测试路5号,2026-11-22 12:31:26,,",
)
EXPORT_FILE = "\n".join((_HEADER, *_ROWS, ""))
"""Five rows as a platform exports them after a spreadsheet program spoiled one number and a person one quantity."""

PAPERS = ("paper-list", "paper-pick-list", "paper-packing-slip", "paper-action-card")

# What the guide calls a picture, and the scene of `dev.py shots` that draws it.
FROM_SHOTS = {
    "welcome": "welcome",
    "create-shop": "create-shop",
    "today": "today",
    "today-dark": "today",
    "orders": "orders-record",
    "new-order": "orders-new-lines",
    "ship": "dialog-ship",
    "waybills": "dialog-waybills",
    "product": "products-record",
    "goods-in": "receipts-record",
    "batch": "batches-record",
    "count": "stock_counts-record",
    "customer": "customers-record",
    "reveal": "dialog-reveal",
    "complaint": "complaints-record",
    "risk-matrix": "risk_matrix",
    "training-matrix": "training_matrix",
    "month": "today-month",
    "response": "response",
    "check": "checks-record",
    "find": "dialog-find",
}


def main(names: Sequence[str], folder: Path = FOLDER) -> int:
    """Draw the pictures of these names (all, if none are given) in both languages. Status 1 if a page raised."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["HOME"] = HOME
    keep_constants()
    app = make_app()
    total, failed = 0, 0
    for language in LANGUAGES:  # a shop for each: what one picture brings in would be known to the other's
        with demo_session(ORDERS) as (session, place):
            stage = Stage(make_kit(app, language, "light"), session, place, WINDOW)
            total += _draw_all(stage, folder / language, names)
            for problem in stage.problems:
                print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
            failed += len(stage.problems)
            stage.leave()
    print(f"{total / 1e6:.2f} MB in {folder}")
    return int(failed > 0)


def _draw_all(stage: Stage, folder: Path, names: Sequence[str]) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    total = papers(stage, folder, names)
    for name, scene in wanted(names).items():
        stage.kit.theme.choose("dark" if name.endswith("-dark") else "light")
        total += draw(stage, scene, folder / f"{name}.png")
    return total


def wanted(names: Sequence[str]) -> dict[str, Scene]:
    """The scenes of the guide by the names of their pictures."""
    known = {scene.name: scene for scene in scenes()}
    found = {name: known[scene] for name, scene in FROM_SHOTS.items()}
    found["recovery-code"] = Scene("recovery-code", _code, _close_entry)
    found["import"] = Scene("import", _import)
    found["import-done"] = Scene("import-done", _imported)
    found["export"] = Scene("export", _export)
    found["people"] = Scene("people", _people)
    found["backups"] = Scene("backups", _backups)
    found["plan"] = Scene("plan", _plan)
    return {name: scene for name, scene in found.items() if not names or name in names}


def draw(stage: Stage, scene: Scene, path: Path) -> int:
    """Set a scene, draw it in few colours, put it away; returns the file's size in bytes."""
    target = scene.set(stage)
    stage.settle()
    if target is None:
        raise RuntimeError(f"the scene {scene.name} drew nothing")
    grab(target, path)
    scene_done(stage, scene.after)
    return shrink(path)


def shrink(path: Path) -> int:
    """Write a PNG again with a palette of its own; returns its size in bytes."""
    with Image.open(path) as full:
        few = full.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path.stat().st_size


def papers(stage: Stage, folder: Path, names: Sequence[str]) -> int:
    """The papers: a list as PDF, the pick list, a packing slip. Returns their size in bytes."""
    shop, at = stage.session.shop, stage.window.desk.at()
    listed, to_ship = View("orders"), View("orders", chip="to_ship", columns=("id",))
    with shop.read(at.tr) as reader:
        ids = [int(row[0]) for row in reader.page(to_ship, 0, 8)]
        plans = reader.ids(View("plans", chip="in_force"), 1)

    def form(name: str, ids: Sequence[int], register: str = "orders") -> Callable[[Path], object]:
        return lambda path: print_records(shop, register, name, ids, path, at, Progress(), reveal=True)

    made: tuple[Callable[[Path], object], ...] = (
        lambda path: export_view(shop, listed, path, at, Progress()),
        form("pick-list", ids),
        form("packing-slip", ids[:1]),
        form("action-card", plans, "plans"),
    )
    total = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name, make in zip(PAPERS, made, strict=True):
            if not names or name in names:
                page = Path(scratch) / f"{name}.pdf"
                make(page)
                total += picture_of_page(page, folder / f"{name}.png")
    return total


def picture_of_page(pdf: Path, path: Path) -> int:
    """Draw the first page of a PDF; returns the picture's size in bytes."""
    document = QPdfDocument()
    document.load(str(pdf))
    points = document.pagePointSize(0)
    drawn = document.render(0, QSize(PAGE_WIDTH, round(PAGE_WIDTH * points.height() / points.width())))
    page = QImage(drawn.size(), QImage.Format.Format_RGB32)
    page.fill(QColor("white"))  # a PDF's paper is transparent
    painter = QPainter(page)
    painter.drawImage(0, 0, drawn)
    painter.end()
    page.save(str(path))
    document.close()
    return shrink(path)


def _code(stage: Stage) -> QWidget:
    made = EntryWindow(stage.kit, stage.worker, stage.gate, None)
    made.setParent(stage.window, made.windowFlags())
    made.show()
    made.show_code(Entered(stage.window.seat, CODE))
    return made


def _close_entry(stage: Stage) -> None:
    for made in stage.window.findChildren(EntryWindow):
        made.hide()
        made.deleteLater()


def _orders(stage: Stage) -> RegisterPage:
    stage.window.open_page("orders", View("orders"))
    stage.settle()
    page = stage.window.page("orders")
    assert isinstance(page, RegisterPage)
    return page


def _card(stage: Stage, title: Text) -> QWidget | None:
    stage.window.open_page(SETTINGS)
    stage.settle()
    page = stage.window.page(SETTINGS)
    said = stage.kit.tr(title)
    return next(q for q in page.findChildren(QLabel) if q.text() == said).parentWidget()


def _people(stage: Stage) -> QWidget | None:
    for name, role in (("周宁", "clerk"), ("沈嘉树", "clerk"), ("检查人员", "inspector")):
        people.add(stage.session, name, f"{PASSWORD}-{role}", role)
    return _card(stage, N_("People"))


def _backups(stage: Stage) -> QWidget | None:
    for reason in ("import", "auto", "manual"):
        stage.window.keeper.back_up(reason, lambda _made: None)
        stage.settle()
    return _card(stage, N_("Backups and checks"))


def _plan(stage: Stage) -> QWidget:
    """A version in force that some have not read."""
    view = View("plans", chip="unread")
    stage.window.open_page("plans", view)
    stage.settle()
    page = stage.window.page("plans")
    assert isinstance(page, RegisterPage)
    with stage.session.shop.read() as reader:
        page.open_record(reader.ids(view, 1)[0])
    stage.settle()
    return stage.window


def _dialog(stage: Stage) -> ImportDialog:
    _orders(stage)
    path = stage.session.shop.folder.parent / "orders_export.csv"
    path.write_text(EXPORT_FILE, encoding="utf-8-sig")
    stage.window.open_import([path])
    stage.settle()
    found = stage.dialogs()[-1]
    assert isinstance(found, ImportDialog)
    return found


def _import(stage: Stage) -> QWidget:
    return _dialog(stage)


def _imported(stage: Stage) -> QWidget:
    dialog = _dialog(stage)
    dialog.submit()
    return dialog


def _export(stage: Stage) -> QWidget:
    page = _orders(stage)
    stage.window.open_page("orders", View("orders", where=(Where("platform", "eq", "taobao"),)))
    stage.settle()
    stage.window.open_export(page.list.view())
    return stage.dialogs()[-1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
