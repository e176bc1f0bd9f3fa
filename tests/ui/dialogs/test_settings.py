"""The settings of a shop through the window: people, recovery code, backups, checks, a restore, a replaced key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from app.core.errors import UserError
from app.core.i18n import N_
from app.services import records, settings
from app.services.keeper import list_of
from app.services.session import Session, sign_in, with_password
from app.store.errors import WrongPassword
from app.store.recovery import RecoveryCode
from app.store.vault import Vault
from app.store.view import View
from app.ui.dialogs.people import AddPerson, ChangeRole, NewCode, RenamePerson, ResetPassword
from app.ui.dialogs.restoring import RestoreDialog
from app.ui.dialogs.verifying import VerifyDialog
from app.ui.pages.backups_card import BackupsCard
from app.ui.pages.people_card import PeopleCard
from app.ui.pages.shop_cards import ShopSettings
from app.ui.shell.stage import PASSWORD, Stage
from tests.ui.dialogs.conftest import Desk

T = TypeVar("T")
OTHER = "gan-lan-8812-tea"


def part(desk: Desk, kind: type[T]) -> T:
    desk.window.open_page("settings")
    desk.settle()
    return next(p for p in desk.window.page("settings").parts if isinstance(p, kind))


def dialog(desk: Desk, kind: type[T]) -> T:
    found = desk.dialog()
    assert isinstance(found, kind)
    return found


def type_twice(shown: AddPerson | ResetPassword, password: str) -> None:
    shown.new.line.setText(password)
    shown.again.line.setText(password)


def add(desk: Desk, name: str) -> None:
    desk.press(part(desk, PeopleCard).card, "Add a person…")
    shown = dialog(desk, AddPerson)
    shown.name.setText(name)
    type_twice(shown, OTHER)
    desk.key(shown.again.line, Qt.Key.Key_Return)


def person(desk: Desk, name: str) -> Any:
    return next(u for u in desk.stage.session.vault.users if u.name == name)


def logged(desk: Desk) -> list[str]:
    with desk.shop.read() as reader:
        return [row[0] for row in reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq")]


@pytest.fixture
def reseated(desk: Desk, tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """What takes the window's place once the file was closed and opened again."""
    sessions: list[Session] = []
    stages: list[Stage] = []
    desk.window.reseated.connect(sessions.append)

    def take() -> Desk:
        for _ in range(100):
            if sessions:
                break
            desk.settle(40)
        stages.append(Stage(desk.stage.kit, sessions[-1], tmp_path))
        return Desk(stages[-1])

    yield take
    for stage in stages:
        stage.leave()
    if stages:
        desk.window.close()
        desk.stage.worker.close()


def test_a_person_is_added_and_can_sign_in(desk: Desk, folder: Path) -> None:
    add(desk, "小周")
    assert not desk.stage.dialogs()
    assert person(desk, "小周").role == "clerk"
    assert Vault.open(folder).unlock("小周", OTHER).role == "clerk"
    assert logged(desk)[-1] == "user_added"


def test_two_passwords_that_differ_and_a_weak_one_are_refused(desk: Desk) -> None:
    desk.press(part(desk, PeopleCard).card, "Add a person…")
    shown = dialog(desk, AddPerson)
    shown.name.setText("小周")
    shown.new.line.setText(OTHER)
    shown.again.line.setText("another-one-9911")
    shown.submit()
    assert "differ" in shown.step.banner.text
    type_twice(shown, "12345678")
    shown.submit()
    desk.settle()
    assert shown.step.banner.text
    assert len(desk.stage.session.vault.users) == 1


def test_a_name_a_role_and_a_password_are_changed(desk: Desk, folder: Path) -> None:
    add(desk, "小周")
    crew = part(desk, PeopleCard)
    session, done = desk.stage.session, crew.show_people
    renamed = RenamePerson(desk.window.desk, crew.card, session, person(desk, "小周"), done)
    renamed.name.setText("周师傅")
    renamed.submit()
    desk.settle()
    role = ChangeRole(desk.window.desk, crew.card, session, person(desk, "周师傅"), done)
    role.role.setCurrentIndex(2)
    role.submit()
    desk.settle()
    word = ResetPassword(desk.window.desk, crew.card, session, person(desk, "周师傅"), done)
    type_twice(word, "huan-mi-ma-7719")
    word.submit()
    desk.settle()
    assert Vault.open(folder).unlock("周师傅", "huan-mi-ma-7719").role == "inspector"
    assert logged(desk)[-3:] == ["user_renamed", "user_role", "user_password"]


def test_nobody_removes_themselves(desk: Desk) -> None:
    crew = part(desk, PeopleCard)
    assert [str(words) for _, words, _ in crew.actions(person(desk, "林晓"))] == ["Rename…"]


def test_removing_a_person_gives_the_shop_another_key(desk: Desk, folder: Path, reseated: Callable[[], Desk]) -> None:
    add(desk, "小周")
    before = desk.stage.session.unlocked.data_key
    crew = part(desk, PeopleCard)
    crew.ask_remove(person(desk, "小周"))
    desk.settle()
    desk.press(desk.dialog(), "Remove")
    after = reseated()
    assert after.stage.session.unlocked.data_key.epoch == before.epoch + 1
    assert list_of(after.stage.session)[0].reason == "rekey"
    with pytest.raises(WrongPassword):
        Vault.open(folder).unlock("小周", OTHER)
    assert after.open("orders").list.table.rows.rowCount() == 12
    assert "user_removed" in logged(after)


def test_a_failed_backup_keeps_the_person_and_the_window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    add(desk, "小周")
    monkeypatch.setattr(desk.stage.session, "backup", _full)
    part(desk, PeopleCard)._remove(person(desk, "小周"))
    desk.settle(150)
    assert [type(p) for p in desk.stage.problems] == [UserError]
    desk.stage.problems.clear()
    assert desk.window.isEnabled()
    assert person(desk, "小周")
    monkeypatch.undo()


def _full(reason: str) -> None:
    raise UserError(N_("The disk is full."))


def test_a_new_recovery_code_has_to_be_typed(desk: Desk, folder: Path) -> None:
    desk.press(part(desk, PeopleCard).card, "New recovery code…")
    desk.press(desk.dialog(), "Make it")
    shown = dialog(desk, NewCode)
    code = shown.step.code.text().replace("\n", "-")
    desk.key(shown, Qt.Key.Key_Escape)
    assert desk.stage.dialogs(), "the earlier code is gone: this one must be kept"
    shown.step.typed.setText("AAAAA")
    shown.step.submit()
    assert shown.step.banner.text
    shown.step.typed.setText(code.lower())
    desk.key(shown.step.typed, Qt.Key.Key_Return)
    assert not desk.stage.dialogs()
    assert RecoveryCode.parse(code)
    assert Vault.open(folder).unlock_recovery(code).role == "owner"


def test_settings_of_the_shop_are_saved(desk: Desk) -> None:
    shop = part(desk, ShopSettings)
    shop.form.editors["orders.ship_promise_hours"].set_value(24)
    desk.press(shop.card, "Save")
    with desk.shop.read() as reader:
        assert settings.get(reader, settings.SHIP_PROMISE) == 24


def test_a_backup_is_made_listed_and_said(desk: Desk) -> None:
    card = part(desk, BackupsCard)
    desk.press(card.card, "Back up now")
    desk.settle()
    assert [b.reason for b in card.backups] == ["manual"]
    assert "verified" in card.state.text()
    assert "Backed up just now · verified" in desk.window.status._pieces["backup"].text()


def test_a_second_copy_is_read_back_and_not_put_into_the_shop(desk: Desk, folder: Path, tmp_path: Path) -> None:
    card = part(desk, BackupsCard)
    desk.press(card.card, "Back up now")
    desk.settle()
    disk = tmp_path / "usb"
    disk.mkdir()
    card.copy_to(card.backups[0], disk)
    desk.settle()
    copied = next(disk.iterdir())
    assert (copied / "shop.db").read_bytes() == (card.backups[0].path / "shop.db").read_bytes()
    card.copy_to(card.backups[0], folder)
    desk.settle()
    assert len(desk.stage.problems) == 1
    desk.stage.problems.clear()


def test_a_failed_backup_is_said_in_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.stage.session, "backup", _full)
    desk.shop.change(lambda uow: records.save(uow, "customers", None, {"name": "测试"}))
    desk.window.keeper.keep()
    desk.settle()
    assert "The disk is full." in desk.window.toast.text
    assert desk.window.status._pieces["backup"].text() == "The backup failed"
    monkeypatch.undo()
    desk.window.keeper.keep()
    desk.settle()
    assert "verified" in desk.window.status._pieces["backup"].text()


def test_closing_without_a_backup_is_asked_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.shop.change(lambda uow: records.save(uow, "customers", None, {"name": "测试"}))
    monkeypatch.setattr(desk.stage.session, "backup", _full)
    desk.window.close()
    desk.settle()
    assert isinstance(desk.dialog(), QDialog)
    assert not desk.window.leaving.done
    desk.press(desk.dialog(), "Stay and mend it")
    assert desk.window.isEnabled()
    assert desk.window.isVisible()
    monkeypatch.undo()


def test_every_check_is_listed(desk: Desk) -> None:
    desk.press(part(desk, BackupsCard).card, "Verify the shop…")
    desk.settle()
    shown = dialog(desk, VerifyDialog)
    # The made-up register's tables are none of the program's: the check that says so has failed, the others not.
    assert [c.name for c in shown.checks if not c.ok] == ["schema"]
    assert "1 check failed." in shown.banner.text


def test_a_backup_is_put_in_the_shops_place(desk: Desk, folder: Path, reseated: Callable[[], Desk]) -> None:
    card = part(desk, BackupsCard)
    desk.press(card.card, "Back up now")
    desk.settle()
    desk.shop.change(lambda uow: records.save(uow, "customers", None, {"name": "后来的人"}))
    with desk.shop.read() as reader:
        assert reader.count(View("customers", search="后来的人")) == 1
    card._restore(card.backups[0])
    shown = dialog(desk, RestoreDialog)
    shown.password.line.setText("not-the-password")
    shown.submit()
    desk.settle()
    assert shown.step.banner.text
    assert desk.stage.session.is_open, "a wrong password changes nothing"
    shown.password.line.setText(PASSWORD)
    desk.key(shown.password.line, Qt.Key.Key_Return)
    after = reseated()
    with after.shop.read() as reader:
        assert reader.count(View("customers", search="后来的人")) == 0
    assert list(folder.glob("replaced-*/shop.db"))
    assert "restored" in logged(after)


def test_a_clerk_sees_no_people_and_a_restore_is_not_theirs(desk: Desk, folder: Path, every_register: Any) -> None:
    add(desk, "小周")
    crew = part(desk, PeopleCard)
    assert crew.card.isVisibleTo(desk.window)
    desk.stage.leave()
    session = sign_in(folder, every_register, with_password("小周", OTHER))
    assert session is not None
    stage = Stage(desk.stage.kit, session, folder.parent / "clerk")
    try:
        stage.window.open_page("settings")
        stage.settle()
        parts = [type(p) for p in stage.window.page("settings").parts]
        assert PeopleCard not in parts
    finally:
        stage.leave()


def test_the_shops_setting_is_the_longest_that_the_window_stays_open(desk: Desk) -> None:
    desk.window.open_page("settings")
    desk.settle()
    page = desk.window.page("settings")
    said = [page.lock.itemText(i) for i in range(page.lock.count())]
    assert said == ["after 15 minutes, as the shop says", "after 5 minutes", "after 10 minutes"]
    assert desk.window.locking.minutes == 15
    page.lock.setCurrentIndex(1)
    page.lock.activated.emit(1)
    assert desk.window.locking.minutes == 5
    shop = next(p for p in page.parts if isinstance(p, ShopSettings))
    shop.form.editors[settings.LOCK_MINUTES.key].restore("3")
    shop.keep()
    desk.settle()
    assert desk.window.locking.minutes == 3, "the shop allows less than the person chose"
    assert [page.lock.itemText(i) for i in range(page.lock.count())] == ["after 3 minutes, as the shop says"]
    assert desk.window.desk.preferences.lock_minutes == 5, "their choice stays for when the shop allows it again"
