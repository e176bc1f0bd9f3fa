"""The self-test: a small one passes, and it fails where something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Translator
from app.ui import selftest
from app.ui.runtime.kit import Kit
from app.ui.selftest import Failed, Seen, prove
from app.ui.shell.stage import Stage

FEW = {"today", "orders", "products-edit", "export", "print"}


def test_a_small_one_passes_and_says_each_step(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    assert prove(kit, Translator("en"), orders=6, wanted=FEW.__contains__) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line[0] for line in said] == ["✓"] * 8 + ["E"], "eight steps, and that everything works"


class Held:
    """As much of a stage as pictures are judged by."""

    def __init__(self) -> None:
        self.problems: list[BaseException] = []


def painted(*colours: str) -> QWidget:
    host = QWidget()
    host.resize(60, 60)
    for at, colour in enumerate(colours):
        part = QWidget(host)
        part.setAutoFillBackground(True)
        shade = part.palette()
        shade.setColor(part.backgroundRole(), QColor(colour))
        part.setPalette(shade)
        part.setGeometry(at * 20, 0, 20, 60)
    return host


def test_an_empty_picture_and_a_page_that_never_changes_are_failures() -> None:
    seen = Seen(Held())  # type: ignore[arg-type]
    with pytest.raises(Failed, match="blank is empty"):
        seen.look("blank", painted("white", "white", "white"))
    with pytest.raises(Failed, match="none is empty"):
        seen.look("none", None)
    for _ in range(4):
        seen.look("same", painted("red", "green", "blue"))
    with pytest.raises(Failed, match="same: 1 pictures of 4"):
        seen.judge()


def test_an_error_of_a_page_is_a_failure() -> None:
    held = Held()
    seen = Seen(held)  # type: ignore[arg-type]
    held.problems = [ValueError("a page broke")]
    with pytest.raises(Failed, match="a page broke"):
        seen.judge()


def test_a_step_that_fails_is_told_by_its_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(stage: Stage, folder: Path) -> None:
        raise Failed("it broke")

    held: Stage = Held()  # type: ignore[assignment]
    assert selftest._run(Translator("zh"), N_("a file is brought in"), broken, held, tmp_path) == 1
    assert capsys.readouterr().out.endswith(": Failed: it broke\n")
