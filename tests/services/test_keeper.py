"""Backups that make themselves: when one is due, how a failure is kept and cleared, second copies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.i18n import N_
from app.core.progress import Progress
from app.models.registry import Registry
from app.services import people, records
from app.services.keeper import Keeper, State, age_words, copy_to, list_of, reason_words, state_words
from app.services.reopening import prove, put_back, remove_user
from app.services.session import Session, create_shop, sign_in, with_password
from app.store.backup import read_info
from app.store.errors import LastOwner, WrongPassword
from app.store.passwords import Argon2Cost
from app.store.view import View

QUICK = Argon2Cost(time=1, memory=64 * 1024, lanes=1)
PASSWORD, OTHER = "gui-hua-jiang-250", "gan-lan-8812-tea"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path, registry: Registry) -> Iterator[Session]:
    made, _ = create_shop(tmp_path / "shop", registry, name="禾木小铺", owner="林晓", password=PASSWORD, cost=QUICK)
    yield made
    if made.is_open:
        made.close()


def change(session: Session, name: str = "测试") -> None:
    session.shop.change(lambda uow: records.save(uow, "customers", None, {"name": name}))


def customers(session: Session) -> int:
    with session.shop.read() as reader:
        return reader.count(View("customers"))


def full(reason: str) -> None:
    raise UserError(N_("The disk is full."))


def test_a_backup_is_due_only_after_a_change(session: Session) -> None:
    keeper = Keeper(session)
    assert keeper.look() == State(None, behind=True)
    made = keeper.back_up_if_behind("auto")
    assert made is not None
    assert made.verified
    assert not keeper.look().behind
    assert keeper.back_up_if_behind("auto") is None
    change(session)
    assert keeper.state().behind
    later = keeper.back_up_if_behind("auto")
    assert later is not None
    assert later.sequence > made.sequence
    assert list_of(session)[0] == later


def test_a_failure_is_kept_until_one_succeeds(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper(session)
    with monkeypatch.context() as broken:
        broken.setattr(session, "backup", full)
        with pytest.raises(UserError):
            keeper.back_up("auto")
    assert keeper.state().problem is not None
    keeper.back_up("auto")
    assert keeper.state().problem is None


def test_another_keeper_of_the_shop_sees_the_backups_on_the_disk(session: Session) -> None:
    Keeper(session).back_up("manual")
    state = Keeper(session).look()
    assert state.last is not None
    assert not state.behind


def test_a_second_copy_is_whole_and_logged(session: Session, tmp_path: Path) -> None:
    made = Keeper(session).back_up("manual")
    disk = tmp_path / "disk"
    disk.mkdir()
    path = copy_to(session, made, disk, Progress())
    copied = read_info(path)
    assert copied is not None
    assert copied.sha256 == made.sha256
    assert prove(session, path, "林晓", PASSWORD) is None
    with session.shop.read() as reader:
        last = reader.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq DESC LIMIT 1").scalar_one()
    assert last == "backup_copied"


def spoil(session: Session, statement: str) -> None:
    """Past the one door, as no part of the program does it."""
    with session.shop.writer_engine.begin() as connection:
        connection.exec_driver_sql(statement)


def test_a_backup_of_books_that_do_not_agree_is_kept_and_said(session: Session) -> None:
    session.shop.change(lambda uow: uow.create("products", {"sku": "A-1", "name": "甲", "price": 100}))
    keeper = Keeper(session)
    good = keeper.back_up("manual")
    spoil(session, "UPDATE product SET on_hand = 5, available = 5")
    made = keeper.back_up("manual")
    assert (good.verified, made.verified) == (True, False)
    assert session.last_backup() == good
    assert state_words(keeper.state(), NOW)[1] == "red"
    problem = keeper.state().problem
    assert problem is not None and "A-1" in str(problem.what)
    doubt = prove(session, made.path, "林晓", PASSWORD)
    assert doubt is not None and "A-1" in str(doubt)
    after, _ = put_back(session, made.path, lambda vault: vault.unlock("林晓", PASSWORD))
    after.close()


def test_a_backup_reads_the_log_from_the_one_before_and_a_proof_all_of_it(session: Session) -> None:
    keeper = Keeper(session)
    change(session)
    keeper.back_up("manual")
    change(session, "后来")
    guard = "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    for statement in ("DROP TRIGGER audit_no_update", "UPDATE audit SET reason = 'x' WHERE seq = 1", guard):
        spoil(session, statement)
    made = keeper.back_up("manual")
    assert made.verified, "what was read before is not read again"
    doubt = prove(session, made.path, "林晓", PASSWORD)
    assert str(doubt) == "Audit entry 1 is not as it was written."
    session.shop.change(lambda uow: uow.log("import", "orders", 0))
    latest = session.shop.head().seq
    for statement in ("DROP TRIGGER audit_no_update", f"UPDATE audit SET reason = 'x' WHERE seq = {latest}", guard):
        spoil(session, statement)
    assert str(keeper.back_up("manual").doubt) == f"Audit entry {latest} is not as it was written."


def test_a_copy_inside_the_shop_is_none(session: Session) -> None:
    made = Keeper(session).back_up("manual")
    with pytest.raises(UserError, match="inside the shop"):
        copy_to(session, made, session.shop.folder / "backups", Progress())


def test_states_in_words(session: Session) -> None:
    made = Keeper(session).back_up("manual")
    then = made.created
    assert [str(state_words(s, then)[0]) for s in (State(), State(made), State(made, problem=UserError(N_("x"))))] == [
        "Not backed up yet",
        "Backed up just now · verified",
        "The backup failed",
    ]
    assert state_words(State(made, problem=UserError(N_("x"))), then)[1] == "red"
    assert state_words(State(made, behind=True), then + timedelta(days=2))[1] == "amber"
    assert state_words(State(made), then + timedelta(days=2))[1] == "quiet", "nothing changed since"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_how_long_ago(age: timedelta, words: str) -> None:
    assert str(age_words(NOW - age, NOW)) == words


def test_reasons_have_words() -> None:
    assert str(reason_words("import")) == "before an import"
    assert str(reason_words("odd")) == "odd"


def test_someone_removed_cannot_come_back_and_the_shop_goes_on(session: Session) -> None:
    change(session)
    user = people.add(session, "小周", OTHER, "clerk", QUICK)
    epoch = session.unlocked.data_key.epoch
    after = remove_user(session, user.uid)
    try:
        assert after.unlocked.data_key.epoch == epoch + 1
        assert customers(after) == 1
        change(after)
        assert list_of(after)[0].reason == "rekey"
        assert [u.name for u in after.vault.users] == ["林晓"]
    finally:
        after.close()
    session.is_open = False
    with pytest.raises(WrongPassword):
        sign_in(after.shop.folder, after.shop.registry, with_password("小周", OTHER))


def test_the_last_owner_stays_and_the_shop_stays_open(session: Session) -> None:
    with pytest.raises(LastOwner):
        remove_user(session, session.unlocked.uid)
    assert session.is_open
    assert list_of(session) == ()
    change(session)


def test_a_backup_takes_the_shops_place_and_nothing_is_lost(session: Session) -> None:
    change(session, "先来的人")
    made = Keeper(session).back_up("manual")
    change(session, "后来的人")
    with pytest.raises(WrongPassword):
        put_back(session, made.path, lambda vault: vault.unlock("林晓", "not-the-password"))
    assert customers(session) == 2
    after, aside = put_back(session, made.path, lambda vault: vault.unlock("林晓", PASSWORD))
    session.is_open = False
    try:
        assert customers(after) == 1
        assert (aside / "shop.db").is_file()
        assert (aside / "keys.json").is_file()
        change(after)
    finally:
        after.close()


def test_a_clerk_manages_nobody(session: Session, registry: Registry) -> None:
    people.add(session, "小周", OTHER, "clerk", QUICK)
    folder = session.shop.folder
    session.close()
    clerk = sign_in(folder, registry, with_password("小周", OTHER))
    assert clerk is not None
    try:
        for act in (
            lambda: people.add(clerk, "某人", OTHER, "clerk", QUICK),
            lambda: people.rename(clerk, clerk.vault.users[0], "某人"),
            lambda: people.set_role(clerk, clerk.vault.users[1], "owner"),
            lambda: people.reset_password(clerk, clerk.vault.users[0], OTHER, QUICK),
            lambda: people.new_recovery_code(clerk),
        ):
            with pytest.raises(UserError):
                act()
    finally:
        clerk.close()
