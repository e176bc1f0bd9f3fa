"""A demonstration shop in its real window, for pictures and for the self-test: opened, driven, and put away."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.core.clock import Clock, fixed
from app.core.progress import Progress
from app.models.registry import Registry
from app.services.demo import DEMO_NAME, DEMO_OWNER, make_demo
from app.services.session import Session, create_shop, sign_in, with_password
from app.store.passwords import Argon2Cost
from app.ui.pages.opened import OpenedFiles
from app.ui.runtime.gate import Seat
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.runtime.shop_gate import SessionGate
from app.ui.runtime.worker import Worker
from app.ui.window import MainWindow

PASSWORD = "hemu-1123-1004-0600-7788"
NOW = datetime(2026, 11, 23, 2, 4, tzinfo=UTC)
"""10:04 on the shop's clock, a Monday."""
QUICK = Argon2Cost(time=1, memory=64 * 1024, lanes=1)
"""The least that the vault takes: this shop is thrown away."""
SETTLE_MS = 120
AFTER_MS = 60
MOMENT_MS = 250
"""The longest that a page waits before it reads what was asked for; drafts and messages wait longer."""
LONGEST_MS = 30_000


class Stage:
    """One window over one shop. `problems` collects every error that reached it."""

    def __init__(self, kit: Kit, session: Session, folder: Path, size: tuple[int, int] = (1440, 900)) -> None:
        self.kit = kit
        self.session = session
        self.worker = Worker()
        self.problems: list[BaseException] = []
        self.worker.unhandled.connect(self.problems.append)
        shop = session.shop
        seat = Seat(session, shop.folder, shop.name, DEMO_OWNER, "owner", shop.language, shop.currency)
        self.gate = SessionGate(lambda: shop.registry, cost=QUICK)
        opened = OpenedFiles(folder / "opened")
        preferences = Preferences(lock_minutes=0)
        self.window = MainWindow(kit, self.worker, self.gate, seat, preferences, self.problems.append, opened)
        self.window.resize(*size)
        self.window.show()
        self.settle()

    def settle(self, ms: int = SETTLE_MS) -> None:
        """Let the window come to rest: until no job runs and nothing was painted for a moment."""
        settle(self.worker, ms)

    def dialogs(self) -> list[QDialog]:
        """The dialogs that are open."""
        return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]

    def close_dialogs(self) -> None:
        """Put every dialog and menu away."""
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            popup = QApplication.activePopupWidget()
        for dialog in self.dialogs():
            dialog.done(QDialog.DialogCode.Rejected)
        self.settle(20)

    def leave(self) -> None:
        """Let the shop go and end the threads."""
        self.window.leaving.start(quits=True)
        settle(self.worker, 20)
        self.worker.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(worker: Worker, ms: int = SETTLE_MS) -> None:
    """Run the event loop until the worker rests, nothing is put off for a moment and `ms` have passed quietly.

    A busy machine takes longer, and changes nothing else: what a short timer will read is waited for, however late it
    fires. At most half a minute.
    """
    loop = QEventLoop()
    quiet, limit = QTimer(), QTimer()
    quiet.setSingleShot(True)
    limit.setSingleShot(True)
    working = [False]

    def look() -> None:
        if worker.busy or put_off():
            working[0] = True
            quiet.start(15)
        elif working[0]:  # what the last job brought has to be laid out and painted first
            working[0] = False
            quiet.start(min(ms, AFTER_MS))
        else:
            loop.quit()

    quiet.timeout.connect(look)
    limit.timeout.connect(loop.quit)
    limit.start(LONGEST_MS)
    quiet.start(ms)
    loop.exec()
    quiet.stop()
    limit.stop()


def put_off() -> bool:
    """Whether a timer of a window is about to do something once: read anew, search, follow the selection.

    Or one of the program's own, as for the next step of a change of theme.
    """
    app = QCoreApplication.instance()
    owners: list[QObject] = [*QApplication.topLevelWidgets(), *([app] if app is not None else [])]
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= MOMENT_MS
        for owner in owners
        for timer in owner.findChildren(QTimer)
    )


@contextmanager
def demo_session(orders: int, clock: Clock | None = None) -> Iterator[tuple[Session, Path]]:
    """A demonstration shop in a folder that is removed afterwards, with a clock that stands still.

    It is made, closed, and opened again with its password, as a person finds it.
    """
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        make_shop(folder / "shop", orders, clock or fixed(NOW))
        session = open_shop(folder / "shop", clock or fixed(NOW))
        try:
            yield session, folder
        finally:
            session.close()


def make_shop(folder: Path, orders: int, clock: Clock) -> None:
    """Make the demonstration shop in an empty folder, and let it go."""
    session, _ = create_shop(
        folder, Registry.load(), name=DEMO_NAME, owner=DEMO_OWNER, password=PASSWORD, cost=QUICK, clock=clock
    )
    try:
        make_demo(session.shop, orders=orders, today=date(2026, 11, 23), progress=Progress())
    finally:
        session.close()


def open_shop(folder: Path, clock: Clock, password: str = PASSWORD) -> Session:
    """Sign its owner in. Raises what `sign_in` raises, as for a wrong password."""
    session = sign_in(folder, Registry.load(), with_password(DEMO_OWNER, password), clock=clock)
    if session is None:  # a password always gives a key or raises
        raise AssertionError
    return session


def report(problems: list[BaseException], say: Callable[[str], object]) -> int:
    """Print every problem with its place; returns how many there were."""
    for problem in problems:
        say("".join(traceback.format_exception(problem)))
    return len(problems)


def grab(widget: QWidget, path: Path) -> None:
    """Write a widget's picture."""
    widget.grab().save(str(path))
