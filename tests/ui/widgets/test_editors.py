from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import FieldError, Invalid, UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Choice, Day, Integer, Kind, LineText, Moment, Money, Option, Percent, Ref, Tags, YesNo
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.calendar import make_calendar
from app.ui.widgets.combo import best_match
from app.ui.widgets.combo_list import ComboList
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.choice import ChoiceEditor
from app.ui.widgets.editors.dates import DateEditor
from app.ui.widgets.editors.make import make_editor
from app.ui.widgets.editors.masked import MaskedEditor
from app.ui.widgets.editors.reference import ReferenceEditor
from app.ui.widgets.form import Form
from tests.ui.gallery import FIELDS, FULFIL, GROUPS, Products

Make = Callable[..., Editor]


@pytest.fixture
def make(kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot) -> Make:
    def editor(kind: Kind, **more: object) -> Editor:
        field = replace(Field("x", N_("Find"), kind), **more)  # type: ignore[arg-type]
        made = make_editor(kit, field, at, worker, {"products": Products()})
        host = QWidget()
        qtbot.addWidget(host)
        made.setParent(host)
        made.host = host  # type: ignore[attr-defined]
        host.show()
        qtbot.waitExposed(host)
        made.setFocus()
        return made

    return editor


def typed(qtbot: QtBot, editor: Editor, keys: str) -> Editor:
    box = editor.focusProxy()
    qtbot.keyClicks(box, keys)
    editor.on_leave()
    return editor


@pytest.mark.parametrize(
    ("kind", "keys", "value", "shown"),
    [
        (Money(), "12.5*3", 3750, "37.50"),
        (Money(), "1,099.14", 109914, "1,099.14"),
        (Integer(), "12000", 12000, "12,000"),
        (Percent(), "85", 85, "85%"),
        (LineText(), "  tea ", "tea", "tea"),
        (Tags(), "a,b a", "a b", "a b"),
        (Day(), "0517", date(2026, 5, 17), "2026-05-17"),
        (Day(), "t", date(2026, 11, 23), "2026-11-23"),
        (Day(), "+", date(2026, 11, 24), "2026-11-24"),
        (Day(), "-3", date(2026, 11, 20), "2026-11-20"),
        (Moment(), "0517 14:30", "2026-05-17 14:30", "2026-05-17 14:30"),
    ],
)
def test_what_is_typed_becomes_a_value(
    make: Make, qtbot: QtBot, at: Callable[[], Locale], kind: Kind, keys: str, value: object, shown: str
) -> None:
    editor = typed(qtbot, make(kind), keys)
    got = editor.value()
    assert (kind.say(got, at()) if isinstance(got, datetime) else got) == value
    assert editor.draft() == shown


@pytest.mark.parametrize("kind", [Money(), Integer(), Day(), LineText(), Tags(), Moment()])
def test_nothing_typed_is_nothing(make: Make, kind: Kind) -> None:
    assert make(kind).value() is None


def test_nonsense_stays_and_says_why(make: Make, qtbot: QtBot) -> None:
    editor = typed(qtbot, make(Money()), "abc")
    assert editor.draft() == "abc"
    assert "not an amount" in str(editor.problem())


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (Qt.Key.Key_Up, date(2026, 5, 18)),
        (Qt.Key.Key_Down, date(2026, 5, 16)),
        (Qt.Key.Key_PageUp, date(2026, 5, 24)),
        (Qt.Key.Key_Plus, date(2026, 5, 18)),
        (Qt.Key.Key_Minus, date(2026, 5, 16)),
    ],
)
def test_keys_step_a_date(make: Make, qtbot: QtBot, key: Qt.Key, expected: date) -> None:
    editor = make(Day())
    editor.set_value(date(2026, 5, 17))
    qtbot.keyClick(editor.focusProxy(), key)
    assert editor.value() == expected


def test_an_empty_date_steps_from_today(make: Make, qtbot: QtBot) -> None:
    editor = make(Day())
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Up)
    assert editor.value() == date(2026, 11, 23)


def test_a_minus_inside_a_date_belongs_to_it(make: Make, qtbot: QtBot) -> None:
    editor = typed(qtbot, make(Day()), "2026-5-7")
    assert editor.value() == date(2026, 5, 7)


def test_the_calendar_gives_a_date(make: Make, qtbot: QtBot) -> None:
    editor = make(Day())
    assert isinstance(editor, DateEditor)
    calendar: QCalendarWidget = editor.pick()
    calendar.clicked.emit(QDate(2026, 12, 24))
    assert editor.value() == date(2026, 12, 24)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)


def test_the_calendar_keeps_the_time_of_an_instant(make: Make, at: Callable[[], Locale], qtbot: QtBot) -> None:
    editor = typed(qtbot, make(Moment()), "0517 14:30")
    assert isinstance(editor, DateEditor)
    editor.pick().activated.emit(QDate(2026, 12, 24))
    assert Moment().say(editor.value(), at()) == "2026-12-24 14:30"


def test_a_choice_is_typed(make: Make, qtbot: QtBot, kit: Kit) -> None:
    editor = make(FULFIL)
    assert isinstance(editor, ChoiceEditor)
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.combo, "com")
    assert editor.value() == "done"


def test_typing_in_the_opened_list_goes_where_it_goes_in_the_closed_box(make: Make, qtbot: QtBot) -> None:
    editor = make(FULFIL)
    assert isinstance(editor, ChoiceEditor)
    qtbot.addWidget(editor)
    editor.show()
    editor.combo.showPopup()
    opened = editor.combo.view()
    assert isinstance(opened, ComboList)
    opened.keyboardSearch("com")
    assert editor.combo.itemText(opened.currentIndex().row()) == "Completed"
    editor.combo.hidePopup()
    editor.combo.showPopup()
    assert editor.combo.view() is opened
    editor.combo.hidePopup()


def test_a_choice_that_is_not_required_can_be_emptied(make: Make) -> None:
    editor = make(FULFIL)
    editor.set_value("done")
    editor.restore("")
    assert editor.value() is None


@pytest.mark.parametrize(("words", "at"), [("dfh", 0), ("y", 1), ("完成", 2), ("ywc", 2), ("zz", -1), ("发货", 0)])
def test_matching_by_letters_pinyin_and_inside(words: str, at: int) -> None:
    assert best_match(["待发货", "已发货", "已完成"], words) == at


def test_scrolling_a_form_changes_no_choice(make: Make, qtbot: QtBot) -> None:
    editor = make(FULFIL)
    assert isinstance(editor, ChoiceEditor)
    editor.set_value("shipped")
    other = QLineEdit(editor.parentWidget())
    other.show()
    other.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.combo, wheel)
    assert editor.value() == "shipped"


def test_yes_and_no(make: Make, qtbot: QtBot) -> None:
    editor = make(YesNo())
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Space)
    assert editor.value() is True
    editor.restore(editor.draft())
    assert editor.value() is True


def test_a_long_answer_leaves_a_narrow_form_its_width(make: Make) -> None:
    long = Choice(
        options=(Option("a", N_("Goods that were made to measure or bear a name, and are excepted for that")),)
    )
    assert make(long).minimumSizeHint().width() <= 120
    assert make(YesNo(follows=True)).minimumSizeHint().width() <= 120


def test_an_answer_can_be_left_to_what_follows(make: Make, qtbot: QtBot) -> None:
    editor = make(YesNo(follows=True))
    assert editor.value() is None and editor.draft() == ""
    for key, answer in (("1", True), ("0", False), ("", None)):
        editor.restore(key)
        assert editor.value() is answer
        editor.set_value(answer)
        assert editor.draft() == key
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Down)
    assert editor.value() is True


def test_a_reference_is_looked_up_and_chosen(make: Make, qtbot: QtBot, worker: Worker) -> None:
    editor = make(Ref(register="products"))
    assert isinstance(editor, ReferenceEditor)
    qtbot.keyClicks(editor.line, "XM-")
    with pytest.raises(UserError):
        editor.value()
    popup = editor.matches.completer.popup()
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.value() == 2
    assert editor.line.text() == "玄米茶 100g"


def test_a_reference_shows_its_title(make: Make, qtbot: QtBot) -> None:
    editor = make(Ref(register="products"))
    editor.set_value(1)
    assert editor.value() == 1
    qtbot.waitUntil(lambda: editor.draft() == "1\t手工桂花酱 250g")
    assert editor.value() == 1
    editor.focusProxy().clear()  # type: ignore[attr-defined]
    assert editor.value() is None


def test_a_masked_value_is_left_out_until_it_is_revealed(make: Make, qtbot: QtBot) -> None:
    editor = make(LineText(), sensitive=True)
    assert isinstance(editor, MaskedEditor)
    editor.set_masked("138****0000")
    assert editor.hidden_value
    assert editor.draft() == ""
    with qtbot.waitSignal(editor.reveal_asked):
        editor.button.click()
    editor.reveal("13800000000")
    assert editor.value() == "13800000000"
    assert not editor.button.isVisible()


# ---- the form


def test_an_instant_left_as_it_is_shown_keeps_its_seconds(make: Make, qtbot: QtBot) -> None:
    editor = make(Moment())
    given = datetime(2026, 5, 17, 6, 30, 45, tzinfo=UTC)
    editor.set_value(given)
    assert editor.draft() == "2026-05-17 14:30" and editor.value() == given
    editor.on_leave()
    assert editor.value() == given
    editor.focusProxy().clear()  # type: ignore[attr-defined]
    typed(qtbot, editor, "0517 14:31")
    assert editor.value() == datetime(2026, 5, 17, 6, 31, tzinfo=UTC)


@pytest.fixture
def form(kit: Kit, worker: Worker, at: Callable[[], Locale], qtbot: QtBot) -> Iterator[Form]:
    made = Form(kit, worker, at, FIELDS, GROUPS, {"products": Products()})
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made


RECORD = {"buyer": "陈予安", "fulfilment": "to_ship", "price": 3900, "gift": False, "number": "SO-1"}


def test_a_form_tells_what_changed(form: Form, qtbot: QtBot) -> None:
    form.set_values(RECORD, {"phone": "138****0000"})
    assert not form.dirty
    line = form.editors["buyer"].focusProxy()
    line.selectAll()  # type: ignore[attr-defined]
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(line, "Lin")
    assert form.dirty
    assert form.changes() == {"buyer": "Lin"}


def test_masked_fields_are_not_among_the_values(form: Form) -> None:
    form.set_values(RECORD, {"phone": "138****0000"})
    assert "phone" not in form.values()
    form.reveal("phone", "13800000000")
    assert form.values()["phone"] == "13800000000"
    assert not form.dirty


def test_problems_stand_beside_their_fields_and_the_first_is_focused(form: Form, qtbot: QtBot) -> None:
    form.set_values({"quantity": 3})
    with pytest.raises(Invalid) as refused:
        form.values()
    assert [p.field for p in refused.value.problems] == ["buyer", "fulfilment", "price"]
    assert form.problem("buyer") == "Please fill this in."
    assert form.problem("quantity") == ""
    qtbot.waitUntil(lambda: form.editors["buyer"].focusProxy().hasFocus())
    qtbot.keyClicks(form.editors["buyer"].focusProxy(), "x")
    assert form.problem("buyer") == ""


def test_problems_of_the_store_are_shown_the_same_way(form: Form) -> None:
    form.set_values(RECORD)
    form.show_problems([FieldError("price", N_("The disk is full."))])
    assert form.problem("price") == "The disk is full."


def test_leaving_a_field_checks_it(form: Form, qtbot: QtBot) -> None:
    form.set_values(RECORD)
    box = form.editors["quantity"].focusProxy()
    box.setFocus()
    qtbot.keyClicks(box, "0")
    qtbot.keyClick(box, Qt.Key.Key_Tab)
    assert form.problem("quantity") == "At least 1, please."


def test_tab_goes_in_the_order_of_work(form: Form, qtbot: QtBot) -> None:
    form.set_values(RECORD)
    form.focus_first()
    seen = []
    for _ in range(8):
        here = QApplication.focusWidget()
        seen += [n for n, e in form.editors.items() if here is not None and e.isAncestorOf(here)]
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert list(dict.fromkeys(seen)) == ["buyer", "phone", "fulfilment", "due", "placed", "price", "quantity", "share"]


def test_a_draft_holds_what_cannot_be_saved_yet(form: Form, qtbot: QtBot) -> None:
    form.set_values(RECORD)
    box = form.editors["price"].focusProxy()
    box.selectAll()  # type: ignore[attr-defined]
    qtbot.keyClicks(box, "abc")
    draft = form.draft()
    assert draft == {"price": "abc"}
    form.set_values(RECORD)
    form.restore_draft(draft)
    assert form.editors["price"].draft() == "abc"
    assert form.dirty


def test_a_read_only_form_takes_no_typing(form: Form, qtbot: QtBot) -> None:
    form.set_values(RECORD)
    box = form.editors["number"].focusProxy()
    qtbot.keyClicks(box, "9")
    assert form.editors["number"].draft() == "SO-1"


def test_labels_follow_the_language_and_name_the_boxes(form: Form, kit: Kit) -> None:
    assert form.editors["buyer"].focusProxy().accessibleName() == "Buyer"
    kit.language.choose("zh")
    assert isinstance(form.editors["buyer"], MaskedEditor), "a shop may choose that names are masked"
    assert form.editors["buyer"].focusProxy().accessibleName() == kit.tr(FIELDS[1].label)


def test_choices_say_their_words_in_the_new_language(form: Form, kit: Kit) -> None:
    form.set_values(RECORD)
    kit.language.choose("zh")
    assert form.editors["fulfilment"].value() == "to_ship"
    assert isinstance(FULFIL, Choice)


def test_the_calendars_weekends_are_not_red(kit: Kit) -> None:
    made = make_calendar(kit)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert made.weekdayTextFormat(day).foreground().color().name().upper().endswith(kit.tokens.ink2[-6:].upper())
    assert not made.isDateEditEnabled()
    made.deleteLater()


def test_an_answer_that_only_a_step_gives_is_not_offered_but_shows_where_it_was_given(make: Make) -> None:
    editor = make(FULFIL, moved=(FULFIL.options[1].key,))
    assert isinstance(editor, ChoiceEditor)
    offered = [editor.combo.itemText(i) for i in range(editor.combo.count())]
    assert len(offered) == len(FULFIL.options) and str(FULFIL.options[1].label) not in offered
    editor.set_value(FULFIL.options[1].key)
    assert editor.value() == FULFIL.options[1].key and editor.combo.currentText() == str(FULFIL.options[1].label)
