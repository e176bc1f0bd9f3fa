"""From nothing to an open shop and back, over real files, by keys and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.models.registry import Registry
from app.services.session import Session
from app.store.passwords import Argon2Cost
from app.ui.runtime.gate import Entered, Seat
from app.ui.runtime.kit import Kit
from app.ui.runtime.shop_gate import SessionGate
from app.ui.runtime.worker import Worker
from app.ui.windows.create_shop import CreateShop
from app.ui.windows.entry import EntryWindow
from app.ui.windows.lock import LockCover
from app.ui.windows.recover import Recover
from app.ui.windows.recovery_code import ShowCode
from app.ui.windows.sign_in import SignIn
from app.ui.windows.welcome import Welcome

PASSWORD = "correct horse battery"
FRESH = "another horse entirely"


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture
def gate(registry: Registry) -> SessionGate:
    return SessionGate(lambda: registry, cost=Argon2Cost.smallest())


@pytest.fixture
def seats() -> Iterator[list[Seat]]:
    taken: list[Seat] = []
    yield taken
    for seat in taken:
        if isinstance(seat.session, Session):
            seat.session.close()


@pytest.fixture
def window(kit: Kit, worker: Worker, gate: SessionGate, seats: list[Seat], qtbot: QtBot) -> Iterator[EntryWindow]:
    made = EntryWindow(kit, worker, gate)
    made.entered.connect(seats.append)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made


def click(qtbot: QtBot, page: QWidget, words: str) -> None:
    button = next(b for b in page.findChildren(QPushButton) if b.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def make_shop(window: EntryWindow, qtbot: QtBot, folder: Path) -> ShowCode:
    """Fill in the wizard's page and press its button."""
    assert isinstance(window.step, Welcome)
    qtbot.mouseClick(window.step.new_shop, Qt.MouseButton.LeftButton)
    page = window.step
    assert isinstance(page, CreateShop)
    qtbot.keyClicks(page.name, "Hemu Goods")
    page.folder.selectAll()
    qtbot.keyClicks(page.folder, str(folder))
    qtbot.keyClicks(page.owner, "Lin Xiao")
    qtbot.keyClicks(page.password.line, PASSWORD)
    qtbot.keyClicks(page.again.line, PASSWORD)
    qtbot.keyClick(page.again.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.step, ShowCode), timeout=20_000)
    assert isinstance(window.step, ShowCode)
    return window.step


def code_of(page: ShowCode) -> str:
    return page.code.text().replace("\n", "-")


def test_a_shop_is_made_and_entered_and_entered_again(
    window: EntryWindow, qtbot: QtBot, seats: list[Seat], gate: SessionGate, tmp_path: Path
) -> None:
    page = make_shop(window, qtbot, tmp_path / "shop")
    code = code_of(page)
    qtbot.keyClicks(page.typed, "not the code")
    qtbot.keyClick(page.typed, Qt.Key.Key_Return)
    assert "not the code" in page.banner.text
    assert seats == []
    page.typed.clear()
    qtbot.keyClicks(page.typed, code.lower().replace("-", " "))
    with qtbot.waitSignal(window.entered):
        qtbot.keyClick(page.typed, Qt.Key.Key_Return)
    assert (seats[0].shop, seats[0].user, seats[0].role) == ("Hemu Goods", "Lin Xiao", "owner")
    gate.close(seats.pop())

    window.show_sign_in(tmp_path / "shop")
    sign_in = window.step
    assert isinstance(sign_in, SignIn)
    qtbot.waitUntil(lambda: sign_in.user.currentText() == "Lin Xiao")
    assert sign_in.title.text() == "Hemu Goods"
    qtbot.keyClicks(sign_in.password.line, "wrong wrong")
    qtbot.keyClick(sign_in.password.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sign_in.banner.text != "")
    assert sign_in.password.isEnabled()
    assert sign_in.password.line.selectedText() != ""
    qtbot.keyClicks(sign_in.password.line, PASSWORD)
    with qtbot.waitSignal(window.entered, timeout=20_000):
        qtbot.keyClick(sign_in.password.line, Qt.Key.Key_Return)
    assert sign_in.password.text() == ""
    assert seats[0].shop == "Hemu Goods"


def test_the_recovery_code_opens_and_is_replaced(
    window: EntryWindow, qtbot: QtBot, seats: list[Seat], gate: SessionGate, tmp_path: Path
) -> None:
    page = make_shop(window, qtbot, tmp_path / "shop")
    old = code_of(page)
    entered: Entered = page._entered
    gate.close(entered.seat)
    window.show_sign_in(tmp_path / "shop")
    click(qtbot, window, "Use the recovery code")
    recover = window.step
    assert isinstance(recover, Recover)
    qtbot.keyClicks(recover.code, old)
    qtbot.keyClicks(recover.password.line, FRESH)
    qtbot.keyClicks(recover.again.line, "different")
    click(qtbot, recover, "Open the shop")
    assert "differ" in recover.banner.text
    recover.again.line.clear()
    qtbot.keyClicks(recover.again.line, FRESH)
    click(qtbot, recover, "Open the shop")
    qtbot.waitUntil(lambda: isinstance(window.step, ShowCode), timeout=20_000)
    assert isinstance(window.step, ShowCode)
    new = window.step
    assert code_of(new) != old
    gate.close(new._entered.seat)
    seats.append(gate.open(tmp_path / "shop", "Lin Xiao", FRESH).seat)


def test_what_is_missing_is_said_and_gone_to(window: EntryWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    click(qtbot, page, "Create the shop")
    assert "The shop's name" in page.banner.text
    qtbot.waitUntil(page.name.hasFocus)
    for box, words in ((page.name, "Hemu"), (page.owner, "Lin"), (page.password.line, "12345678")):
        qtbot.keyClicks(box, words)
    click(qtbot, page, "Create the shop")
    assert "first that anybody would try" in page.banner.text
    qtbot.waitUntil(page.password.line.hasFocus)
    page.folder.setText("relative")
    click(qtbot, page, "Create the shop")
    assert "whole path" in page.banner.text


def test_the_folder_follows_the_name_until_it_is_chosen(window: EntryWindow, qtbot: QtBot) -> None:
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    qtbot.keyClicks(page.name, 'Tea/Jam: "A".')
    assert Path(page.folder.text()).name == "TeaJam A"
    qtbot.keyClicks(page.folder, "x")
    chosen = page.folder.text()
    qtbot.keyClicks(page.name, "y")
    assert page.folder.text() == chosen


def test_a_folder_that_is_not_empty_is_refused(window: EntryWindow, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    for box, words in (
        (page.name, "Hemu"),
        (page.owner, "Lin"),
        (page.password.line, PASSWORD),
        (page.again.line, PASSWORD),
    ):
        qtbot.keyClicks(box, words)
    page.folder.setText(str(tmp_path))
    click(qtbot, page, "Create the shop")
    qtbot.waitUntil(lambda: "not empty" in page.banner.text, timeout=20_000)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_page_stays_where_it_is_while_it_works(window: EntryWindow, qtbot: QtBot) -> None:
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    window.show()
    qtbot.waitExposed(window)

    def places() -> list[object]:
        return [w.mapTo(window, w.rect().topLeft()) for w in (page.title, page.name, page.primary) if w is not None]

    def laid_out() -> bool:
        before = places()
        QApplication.processEvents()
        return places() == before

    qtbot.waitUntil(laid_out)
    before = places()
    page._set_busy(N_("Creating the shop…"))
    qtbot.waitUntil(lambda: page._spinner.isVisible() and page._busy_words.text() != "")
    qtbot.waitUntil(laid_out)
    assert places() == before
    page._set_busy(None)


def test_a_folder_without_a_shop_is_refused(window: EntryWindow, tmp_path: Path) -> None:
    window.open_folder(str(tmp_path))
    assert window.step is not None
    assert "no shop" in window.step.banner.text


def test_the_language_is_switched_at_the_foot(window: EntryWindow, kit: Kit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.language_chosen):
        kit.language.choose("zh")
        window.language_chosen.emit("zh")
    assert isinstance(window.step, Welcome)
    assert window.step.new_shop.text() == "新建店铺"
    assert window.step.title.text() == "欢迎使用台账"


def test_the_demo_is_made_by_whoever_can(
    kit: Kit, worker: Worker, registry: Registry, seats: list[Seat], qtbot: QtBot, tmp_path: Path
) -> None:
    def maker(folder: Path, language: str, progress: Progress) -> tuple[str, str]:
        progress.step(1, 2)
        gate = SessionGate(lambda: registry, cost=Argon2Cost.smallest())
        from app.ui.runtime.gate import NewShop

        entered = gate.create(NewShop(folder, "Demo", "CNY", language, "demo", PASSWORD))
        gate.close(entered.seat)
        return "demo", PASSWORD

    window = EntryWindow(kit, worker, SessionGate(lambda: registry, maker, Argon2Cost.smallest()))
    window.entered.connect(seats.append)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.entered, timeout=20_000):
        window.make_demo(tmp_path / "demo")
    assert seats[0].shop == "Demo"


def test_a_program_without_a_demo_says_so(window: EntryWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.make_demo(tmp_path / "demo")
    step = window.step
    assert step is not None
    qtbot.waitUntil(lambda: "without the demo" in step.banner.text)


def test_caps_lock_is_noticed(window: EntryWindow, qtbot: QtBot) -> None:
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    qtbot.keyClick(page.password.line, "A")
    assert page.password.hint.isVisible()
    qtbot.keyClick(page.password.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not page.password.hint.isVisible()


def test_a_password_is_shown_on_request(window: EntryWindow, qtbot: QtBot) -> None:
    window.show_create()
    page = window.step
    assert isinstance(page, CreateShop)
    page.password.eye.click()
    assert page.password.line.echoMode() == QLineEdit.EchoMode.Normal
    page.password.eye.click()
    assert page.password.line.echoMode() == QLineEdit.EchoMode.Password


# ---- the lock


@pytest.fixture
def seat(gate: SessionGate, seats: list[Seat], tmp_path: Path) -> Seat:
    from app.ui.runtime.gate import NewShop

    entered = gate.create(NewShop(tmp_path / "locked", "Hemu", "CNY", "en", "Lin", PASSWORD))
    seats.append(entered.seat)
    return entered.seat


def test_a_locked_window_hides_its_content_until_the_password(
    kit: Kit, worker: Worker, gate: SessionGate, seat: Seat, qtbot: QtBot
) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(800, 600)
    secret = QLineEdit("138", host)
    host.show()
    qtbot.waitExposed(host)
    cover = LockCover(kit, worker, gate, seat, host)
    cover.lock()
    assert not secret.isVisible()
    assert cover.geometry() == host.rect()
    box = cover.step.password.line
    qtbot.keyClicks(box, "wrong wrong")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cover.step.banner.text != "", timeout=20_000)
    assert cover.locked
    box.clear()
    qtbot.keyClicks(box, PASSWORD)
    with qtbot.waitSignal(cover.unlocked, timeout=20_000):
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert secret.isVisible()
    assert secret.text() == "138"
    assert box.text() == ""


def test_the_password_is_changed(gate: SessionGate, seat: Seat) -> None:
    with pytest.raises(UserError):
        gate.change_password(seat, "wrong wrong", FRESH)
    gate.change_password(seat, PASSWORD, FRESH)
    gate.unlock(seat, FRESH)


def test_a_seat_of_another_gate_is_refused(gate: SessionGate) -> None:
    with pytest.raises(TypeError):
        gate.unlock(Seat(object(), Path("x"), "s", "u", "owner", "zh", "CNY"), "x")
