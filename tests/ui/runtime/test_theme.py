from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Choice, Theme, Tokens, load_tokens, stylesheet

GROUNDS = ("paper", "surface", "raised", "sunk", "hover", "accent_tint")
READ = ("ink", "ink2")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2, from 1 to 21."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=["light", "dark"])
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return load_tokens(request.param)


def pairs(tokens: Tokens) -> list[tuple[str, str]]:
    """Every pair of text and ground that the window uses for text that is needed."""
    found = [(ink, ground) for ink in READ for ground in GROUNDS]
    found += [("accent", ground) for ground in ("paper", "surface", "sunk", "accent_tint")]
    found += [("red", ground) for ground in ("paper", "surface", "red_tint")]
    found += [("amber", "surface"), ("amber", "paper"), ("amber", "amber_tint"), ("blue", "blue_tint")]
    found += [("on_accent", g) for g in ("accent", "accent_hover", "accent_press")]
    found += [("ink", g) for g in ("red_tint", "amber_tint", "blue_tint")] + [("paper", "ink")]
    return found


def test_all_needed_text_can_be_read(tokens: Tokens) -> None:
    named = tokens.as_dict()
    poor = {p: round(contrast(named[p[0]], named[p[1]]), 2) for p in pairs(tokens)}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


def test_contrast_of_black_on_white_is_the_greatest() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)


def test_the_stylesheet_leaves_no_placeholder(tokens: Tokens) -> None:
    assert "$" not in stylesheet("light", tokens)


def test_choosing_dark_dresses_the_application(kit: Kit, dressed: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("dark")
    assert kit.theme.name == "dark"
    assert dressed.palette().window().color().name().upper() == kit.tokens.paper


@pytest.mark.parametrize(("choice", "worn"), [("system", ["dark", "light"]), ("light", ["light", "light"])])
def test_system_follows_the_desktop(dressed: QApplication, choice: Choice, worn: list[str]) -> None:
    schemes = [Qt.ColorScheme.Light]
    theme = Theme(dressed, choice, lambda: schemes[0])
    seen = []
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        schemes[0] = scheme
        dressed.styleHints().colorSchemeChanged.emit(scheme)
        seen.append(theme.name)
    dressed.styleHints().colorSchemeChanged.disconnect(theme._wear)
    theme.deleteLater()
    assert seen == worn


def test_bound_icons_are_drawn_again(kit: Kit, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    kit.icon(button.setIcon, "plus", "ink")
    before = button.icon().pixmap(16, 16).toImage()
    kit.theme.choose("dark")
    assert button.icon().pixmap(16, 16).toImage() != before


def test_icons_are_kept_by_colour_size_and_density(kit: Kit) -> None:
    one = kit.icons.pixmap("plus", "ink", 16, 2.0)
    assert kit.icons.pixmap("plus", "ink", 16, 2.0).cacheKey() == one.cacheKey()
    assert (one.width(), one.devicePixelRatio()) == (32, 2.0)
    with pytest.raises(FileNotFoundError):
        kit.icons.pixmap("no-such-icon")


def test_every_choice_is_a_theme(dressed: QApplication, kit: Kit) -> None:
    assert isinstance(kit.theme, Theme)
    assert set(load_tokens("light").as_dict()) == set(load_tokens("dark").as_dict())


def test_with_a_window_on_the_screen_the_theme_changes_in_steps(kit: Kit, dressed: QApplication, qtbot: QtBot) -> None:
    window = QPushButton()
    qtbot.addWidget(window)
    window.show()
    before = kit.tokens
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("dark")
        assert not window.updatesEnabled()
        assert kit.tokens == before
        assert load_tokens("dark").accent not in dressed.styleSheet()
    assert window.updatesEnabled()
    assert kit.tokens == load_tokens("dark")
    assert load_tokens("dark").accent in dressed.styleSheet()


def test_a_theme_chosen_in_the_middle_of_a_change_is_the_one_that_stays(kit: Kit, qtbot: QtBot) -> None:
    window = QPushButton()
    qtbot.addWidget(window)
    window.show()
    told: list[str] = []
    kit.theme.changed.connect(lambda: told.append(kit.theme.name))
    kit.theme.choose("dark")
    kit.theme.choose("light")
    qtbot.waitUntil(lambda: told == ["light"])
    assert kit.tokens == load_tokens("light")
    assert window.updatesEnabled()


class Painted(QWidget):
    """Counts its paintings."""

    times = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.times += 1


def test_a_painting_that_was_due_when_the_change_began_does_not_stop_all_others(kit: Kit, qtbot: QtBot) -> None:
    window = Painted()
    qtbot.addWidget(window)
    part = Painted(window)
    window.show()
    qtbot.waitUntil(lambda: part.times > 0)
    for ask in (part.update, window.update):  # as the button does that was clicked to choose the theme
        with qtbot.waitSignal(kit.theme.changed):
            ask()
            kit.theme.choose("dark" if kit.theme.name == "light" else "light")
        for painted in (window, part):
            painted.times = 0
            painted.update()
            qtbot.waitUntil(lambda p=painted: p.times > 0)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_boxes_of_a_tree_are_seen_on_its_ground(kit: Kit, qtbot: QtBot, name: Choice) -> None:
    kit.theme.choose(name)
    tree = QTreeWidget()
    qtbot.addWidget(tree)
    tree.setRootIsDecorated(False)
    tree.setHeaderHidden(True)
    item = QTreeWidgetItem(tree, [""])
    item.setCheckState(0, Qt.CheckState.Unchecked)
    tree.show()
    image = tree.viewport().grab().toImage()
    row = tree.visualItemRect(item)
    ground = image.pixelColor(row.right() - 2, row.center().y()).name()
    seen = {image.pixelColor(x, row.center().y()).name() for x in range(row.left(), row.left() + 30)}
    assert max(contrast(colour, ground) for colour in seen) > 3, seen
