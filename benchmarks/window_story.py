"""The longest that the window keeps its events waiting: `python -m benchmarks.window_story FOLDER PASSWORD [few]`.

Prints `{step: milliseconds}`: for each step of a day's work the most computing that the window's thread did in one
turn of its event loop; `few` looks at two pages instead of all. Computing is counted and not the clock,
since another program's work is not the window's.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractEventDispatcher, QTimer

from app.models.registry import Registry
from app.services.session import sign_in, with_password
from app.ui.pages.register_page import RegisterPage
from app.ui.program import make_app
from app.ui.runtime.kit import make_kit
from app.ui.shell.stage import Stage

STOPS = 100


class Watch:
    """`longest`: seconds of the longest turn since the last `begin`."""

    def __init__(self) -> None:
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.awake.connect(self.turn)
        self.begin()

    def begin(self) -> None:
        self.longest, self._last = 0.0, time.thread_time()

    def turn(self) -> None:
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def story(stage: Stage, few: bool) -> Iterator[tuple[str, Callable[[], Any]]]:
    """What a person does, one step after the other."""
    window, kit = stage.window, stage.kit
    for key in ("today", "orders") if few else (*window.tabs.pages, "settings"):
        yield f"first look at {key}", lambda key=key: window.open_page(key)  # type: ignore[misc]
    yield "back to the orders", lambda: window.open_page("orders")
    page = window.pages["orders"]
    assert isinstance(page, RegisterPage)
    table = page.list.table
    yield "End", lambda: table.go_to(table.rows.rowCount() - 1)
    yield "Home, first record", lambda: table.go_to(0)
    for column in table.rows.columns[: 2 if few else None]:
        if column.sortable and not column.hidden:
            yield f"sort by {column.key}", lambda key=column.key: table.sort_asked.emit(key, True)  # type: ignore[misc]
    for chip in ("", *(c.name for c in page.register.chips[: 1 if few else None]), ""):
        yield f"chip {chip}", lambda chip=chip: page.list.tools.chip_chosen.emit(chip)  # type: ignore[misc]
    yield "search", lambda: page.list.tools.sought.emit("桂花")
    yield "all again", lambda: page.list.tools.sought.emit("")
    yield "scroll through", lambda: _scroll(page, 0)
    yield "scroll and find", lambda: _scroll_and_find(stage, page)
    stage.close_dialogs()
    yield "first form", page.new
    yield "leave the form", lambda: _leave_form(page)
    yield "new form", page.new
    for code in ("en", "zh"):
        yield f"language {code}", lambda code=code: kit.language.choose(code)  # type: ignore[misc]
    for theme in ("dark", "light"):
        yield f"theme {theme}", lambda theme=theme: kit.theme.choose(theme)  # type: ignore[misc]
    yield "narrow window", lambda: window.resize(900, 700)


def _scroll_and_find(stage: Stage, page: RegisterPage) -> None:
    _scroll(page, 0)
    stage.window.open_palette()


def _leave_form(page: RegisterPage) -> None:
    if page.form is not None:
        page.form.leave()


def _scroll(page: RegisterPage, stop: int) -> None:
    """To the next of many places between the first and the last row, as a hand on the bar does."""
    bar = page.list.table.verticalScrollBar()
    bar.setValue(bar.maximum() * stop // STOPS)
    if stop < STOPS:
        QTimer.singleShot(8, page, lambda: _scroll(page, stop + 1))


def main(folder: Path, password: str, few: bool = False) -> int:
    """Play the story and print the longest turn of each step."""
    app = make_app()
    session = sign_in(folder, Registry.load(), with_password("林晓", password))
    assert session is not None
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        stage = Stage(make_kit(app, "zh", "light"), session, Path(scratch))
        watch = Watch()
        for name, step in story(stage, few):
            watch.begin()
            QTimer.singleShot(0, stage.window, step)
            stage.settle()
            found[name] = max(found.get(name, 0.0), round(watch.longest * 1000, 1))
        if stage.problems:
            raise stage.problems[0]
        stage.leave()
    print(json.dumps(found, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:] == ["few"]))
