"""Pictures of every page and dialog: both languages, both themes, and one set at 200 %."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.core.i18n import Nn_, Translator
from app.ui.pages.register_page import RegisterPage
from app.ui.program import make_app
from app.ui.runtime.immortal import keep_constants
from app.ui.runtime.kit import Kit, make_kit
from app.ui.runtime.theme import Choice
from app.ui.shell.scene import Scene
from app.ui.shell.scenes import scenes
from app.ui.shell.stage import Stage, demo_session, grab

LANGUAGES = ("zh", "en")
THEMES: tuple[Choice, ...] = ("light", "dark")
Look = tuple[str, Choice]
"""A language and a theme."""
ORDERS = 260
SCALED = "TAIZHANG_SHOTS_SCALED"
"""Set in the second run, which draws one set at 200 %: Qt takes its scale once, at the start."""


def shots(chosen: argparse.Namespace, tr: Translator) -> int:
    """The verb: draw everything into the folder that was named. Status 1 if a page raised an error."""
    return take(chosen.folder, tr)


def take(folder: Path, tr: Translator, only: str = "") -> int:
    """Draw every scene (or those whose name begins with `only`) into `folder` as `page-language-theme.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    scaled = os.environ.get(SCALED) == "1"
    keep_constants()
    kit = make_kit(make_app(), "zh", "light")
    looks: Sequence[Look] = [("zh", "light")] if scaled else [(a, b) for a in LANGUAGES for b in THEMES]
    drawn, failed = draw_all(kit, folder, list(wanted(only)), looks, "-200" if scaled else "")
    print(tr(Nn_("{n} picture in {folder}", "{n} pictures in {folder}", drawn, folder=folder)))
    if not scaled:
        failed += _again_at_200(folder, only)
    return 1 if failed else 0


def draw_all(
    kit: Kit, folder: Path, chosen: Sequence[Scene], looks: Sequence[Look], ending: str = "", orders: int = ORDERS
) -> tuple[int, int]:
    """Draw scenes of a shop of so many orders in each look; how many pictures there are, and how many errors."""
    drawn = 0
    with demo_session(orders) as (session, place):
        stage = Stage(kit, session, place)
        for language, theme in looks:
            kit.language.choose(language)
            kit.theme.choose(theme)
            for scene in chosen:
                drawn += draw(stage, scene, folder / f"{scene.name}-{language}-{theme}{ending}.png")
        for problem in stage.problems:
            print(f"{type(problem).__name__}: {problem}", file=sys.stderr)
        failed = len(stage.problems)
        stage.leave()
    return drawn, failed


def wanted(only: str) -> Iterator[Scene]:
    """The scenes to draw."""
    return (s for s in scenes() if s.name.startswith(only))


def draw(stage: Stage, scene: Scene, path: Path) -> int:
    """Set a scene, draw it, put it away. Dialogs are drawn over the window that they belong to."""
    target = scene.set(stage)
    stage.settle()
    if target is not None:
        grab(target, path)
    scene_done(stage, scene.after)
    return int(target is not None)


def scene_done(stage: Stage, after: Callable[[Stage], object] | None) -> None:
    """Put dialogs and forms away."""
    if after is not None:
        after(stage)
    stage.close_dialogs()
    stage.window.toast.hide()
    page = stage.window.current_page()
    if isinstance(page, RegisterPage):
        if page.form is not None:
            page.form.form.forget()
            page.form.left.emit()
        if page.editing:
            page.edit_panel.leave()
        page.close_panel()
        page.list.table.clearSelection()
    stage.window.toast.hide()
    stage.settle(10)


def _again_at_200(folder: Path, only: str) -> int:
    variables = {**os.environ, SCALED: "1", "QT_SCALE_FACTOR": "2"}
    words = [] if getattr(sys, "frozen", False) else ["-m", "app"]
    command = [sys.executable, *words, "shots", str(folder)]
    if only:
        return 0
    return subprocess.run(command, env=variables, check=False).returncode
