"""What is hidden while the theme changes takes no part in it, and wears it from the first moment that it is seen."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.runtime.kit import Kit
from app.ui.runtime.theme import Choice, load_tokens
from app.ui.runtime.unseen import AT_ONCE, DRESSED, OWN_STYLE, Unseen
from app.ui.widgets.build import set_tone

LIGHT, DARK = load_tokens("light"), load_tokens("dark")


class Word(QLabel):
    """A red word that counts how often it is told of another style, and keeps the colours that it was painted in."""

    def __init__(self, text: str = "late") -> None:
        super().__init__(text)
        self.setProperty("tone", "red")
        self.told = 0
        self.painted: list[str] = []

    @property
    def colour(self) -> str:
        return self.palette().windowText().color().name().upper()

    def changeEvent(self, event: QEvent) -> None:
        self.told += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.append(self.colour)
        super().paintEvent(event)


class Pages(QStackedWidget):
    """Pages of one word each, and of one that a page keeps hidden; each was looked at once, the first one is shown."""

    def __init__(self, qtbot: QtBot, count: int = 3) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.words = [Word() for _ in range(count)]
        self.later = [Word() for _ in range(count)]
        for word, later in zip(self.words, self.later, strict=True):
            page = QWidget()
            box = QVBoxLayout(page)
            box.addWidget(word)
            box.addWidget(later)
            later.hide()
            self.addWidget(page)
        self.show()
        for at in (*range(count), 0):
            self.look(qtbot, at)
        self.forget()

    def look(self, qtbot: QtBot, at: int) -> None:
        """Go to a page, and wait until it was painted."""
        self.words[at].painted.clear()
        self.setCurrentIndex(at)
        self.words[at].update()
        qtbot.waitUntil(lambda: bool(self.words[at].painted))

    def forget(self) -> None:
        """Count anew."""
        for word in (*self.words, *self.later):
            word.told = 0
            word.painted.clear()


def wear(kit: Kit, qtbot: QtBot, name: Choice) -> None:
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose(name)


def test_only_what_is_seen_is_dressed_anew(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    wear(kit, qtbot, "dark")
    wear(kit, qtbot, "light")
    assert pages.words[0].told >= 2
    assert [w.told for w in (*pages.words[1:], *pages.later)] == [0] * 5
    assert pages.words[0].colour == LIGHT.red


def test_a_page_is_dressed_before_it_is_painted_for_the_first_time(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    wear(kit, qtbot, "dark")
    pages.look(qtbot, 1)
    assert set(pages.words[1].painted) == {DARK.red}
    assert (pages.words[1].told, pages.later[1].told, pages.words[2].told) == (1, 0, 0)
    pages.look(qtbot, 0)
    pages.look(qtbot, 1)
    assert pages.words[1].told == 1


def test_what_a_page_kept_hidden_is_dressed_when_it_comes_out(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    wear(kit, qtbot, "dark")
    pages.look(qtbot, 1)
    pages.later[1].show()
    qtbot.waitUntil(lambda: bool(pages.later[1].painted))
    assert set(pages.later[1].painted) == {DARK.red}
    pages.later[2].show()  # on a page that is hidden itself
    pages.look(qtbot, 2)
    qtbot.waitUntil(lambda: bool(pages.later[2].painted))
    assert set(pages.later[2].painted) == {DARK.red}


def test_a_page_that_is_opened_in_the_middle_of_a_change_wears_what_the_others_wear(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("dark")
        pages.setCurrentIndex(1)
    pages.look(qtbot, 1)
    assert set(pages.words[1].painted) == {DARK.red}
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("light")
        qtbot.waitUntil(lambda: not pages.words[2].testAttribute(DRESSED))  # its old dress is off already
        pages.setCurrentIndex(2)
    pages.look(qtbot, 2)
    assert set(pages.words[2].painted) == {LIGHT.red}
    wear(kit, qtbot, "dark")
    assert pages.words[2].colour == DARK.red


def test_a_tone_that_was_taken_away_while_nobody_looked_leaves_no_old_colour(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    set_tone(pages.words[1], "amber")
    wear(kit, qtbot, "dark")
    set_tone(pages.words[1], "red")
    wear(kit, qtbot, "light")
    set_tone(pages.words[1], "")
    wear(kit, qtbot, "dark")
    pages.look(qtbot, 1)
    assert set(pages.words[1].painted) == {DARK.ink}


def crowd(qtbot: QtBot) -> tuple[QWidget, QWidget, list[QLabel]]:
    """A window with a part that was hidden, and the many words in there."""
    window, hidden = QWidget(), QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    box.addWidget(hidden)
    words = [QLabel("0", hidden) for _ in range(2 * AT_ONCE)]
    window.show()
    hidden.hide()
    return window, hidden, words


def test_little_is_undressed_at_once_and_nothing_is_marked_in_the_end(kit: Kit, qtbot: QtBot) -> None:
    window, hidden, words = crowd(qtbot)
    unseen = Unseen(kit.theme)
    unseen.find([window])
    bare = []
    more = True
    while more:
        more = unseen.undress()
        bare.append(sum(not w.testAttribute(DRESSED) for w in (hidden, *words)))
    assert bare == [AT_ONCE, 2 * AT_ONCE, 2 * AT_ONCE + 1]
    with unseen.passed_over():
        assert all(w.testAttribute(OWN_STYLE) for w in words)
    hidden.show()
    assert all(w.testAttribute(DRESSED) and not w.testAttribute(OWN_STYLE) for w in (hidden, *words))


def test_what_is_deleted_in_the_middle_of_a_change_is_let_go(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("dark")
        qtbot.waitUntil(lambda: not pages.words[1].testAttribute(DRESSED))
        pages.words[1].deleteLater()
    pages.look(qtbot, 2)
    assert pages.words[2].colour == DARK.red


def test_what_is_shown_or_deleted_before_its_turn_came_is_left_alone(kit: Kit, qtbot: QtBot) -> None:
    window, hidden, words = crowd(qtbot)
    unseen = Unseen(kit.theme)
    unseen.find([window])
    unseen.undress()
    hidden.show()
    hidden.hide()
    assert not unseen.undress()
    assert all(w.testAttribute(DRESSED) for w in (hidden, *words))
    unseen.find([window])
    shiboken6.delete(words.pop())
    while unseen.undress():
        pass
    assert not any(w.testAttribute(DRESSED) for w in (hidden, *words))


def test_a_part_that_was_deleted_does_not_keep_the_next_page_from_being_dressed(kit: Kit, qtbot: QtBot) -> None:
    pages = Pages(qtbot)
    unseen = Unseen(kit.theme)
    unseen.find([pages])
    shiboken6.delete(pages.later[2])
    pages.look(qtbot, 1)
    assert pages.words[1].testAttribute(DRESSED)
    assert unseen.undress() is False
