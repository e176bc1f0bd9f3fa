"""Records that belong together: what one opens from another, and what anyone links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import Invalid, NotAllowed, NotFound, UserError
from app.core.i18n import N_
from app.models.declaration import Opens
from app.models.registry import BadDeclaration, Registry
from app.services.links import Linked, link, linked, open_from, prefilled, unlink
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.services.conftest import Desk

FOUND = Opens(
    "found",
    "suppliers",
    N_("Found a supplier"),
    "truck",
    {"name": "Through {name}, {phone}", "note": "=note"},
    asks=("licence_no",),
)
REGISTRY = Registry(tuple(replace(r, opens=(FOUND,)) if r.name == "customers" else r for r in Registry.load()))


@pytest.fixture
def opener(tmp_path: Path) -> Iterator[Desk]:
    with closing(Shop.create(tmp_path / "shop.db", KEY, OWNER, REGISTRY, name="禾木小铺")) as shop:
        yield Desk(shop)


def customer(desk: Desk) -> int:
    return desk.save("customers", None, {"name": "陈渊", "phone": "13800001234", "note": "老顾客"})


def found(desk: Desk, register: str, record_id: int) -> tuple[Linked, ...]:
    with desk.shop.read() as reader:
        return linked(reader, register, record_id)


def test_a_record_is_opened_prefilled_and_linked_both_ways(opener: Desk) -> None:
    here = customer(opener)
    made = opener.shop.change(lambda uow: open_from(uow, "customers", here, "found", {"licence_no": "SC200"}))
    values = opener.record("suppliers", made)
    assert values["name"] == "Through 陈渊, 138****1234", "a personal field is masked on its way"
    assert (values["note"], values["licence_no"]) == ("老顾客", "SC200")
    assert [(x.register, x.id, x.opened, x.source) for x in found(opener, "customers", here)] == [
        ("suppliers", made, True, False)
    ]
    (back,) = found(opener, "suppliers", made)
    assert (back.register, back.id, back.title, back.opened, back.source) == ("customers", here, "陈渊", True, True)
    with opener.shop.read() as reader:
        assert [e.action for e in reader.timeline("suppliers", made)] == ["linked", "create"]
        assert reader.timeline("customers", here)[0].extra["with"]["id"] == made


def test_what_was_opened_stays_linked(opener: Desk) -> None:
    here = customer(opener)
    made = opener.shop.change(lambda uow: open_from(uow, "customers", here, "found"))
    with pytest.raises(UserError, match="was opened from"):
        opener.shop.change(lambda uow: unlink(uow, ("suppliers", made), ("customers", here)))
    assert len(found(opener, "customers", here)) == 1


def test_anyone_links_two_records_once_and_parts_them(opener: Desk) -> None:
    here, there = customer(opener), opener.supplier()
    for pair in ((("customers", here), ("suppliers", there)), (("suppliers", there), ("customers", here))):
        opener.shop.change(lambda uow, p=pair: link(uow, *p))
    assert len(found(opener, "customers", here)) == len(found(opener, "suppliers", there)) == 1
    opener.shop.change(lambda uow: unlink(uow, ("suppliers", there), ("customers", here)))
    assert found(opener, "customers", here) == found(opener, "suppliers", there) == ()
    with opener.shop.read() as reader:
        assert [e.action for e in reader.timeline("suppliers", there)] == ["unlinked", "linked", "create"]


def test_a_record_is_not_linked_with_itself_or_with_nothing(opener: Desk) -> None:
    here = customer(opener)
    with pytest.raises(UserError, match="itself"):
        opener.shop.change(lambda uow: link(uow, ("customers", here), ("customers", here)))
    with pytest.raises(NotFound):
        opener.shop.change(lambda uow: link(uow, ("customers", here), ("suppliers", 77)))


def test_nothing_is_linked_when_what_was_opened_cannot_be_saved(opener: Desk) -> None:
    here = customer(opener)
    with pytest.raises(Invalid):
        opener.shop.change(lambda uow: open_from(uow, "customers", here, "found", {"name": "长" * 600}))
    assert found(opener, "customers", here) == ()


def test_an_inspector_links_nothing(opener: Desk) -> None:
    here, there = customer(opener), opener.supplier()
    db = opener.shop.db
    opener.shop.close()
    with closing(Shop(db, KEY, Actor("u9", "检查员", "inspector"), REGISTRY)) as shop, pytest.raises(NotAllowed):
        shop.record(lambda uow: link(uow, ("customers", here), ("suppliers", there)))


def test_words_that_are_too_long_are_cut_to_what_fits(opener: Desk) -> None:
    here = opener.save("customers", None, {"name": "陈" * 80, "note": "话" * 3000})
    with opener.shop.read() as reader:
        values = prefilled(reader, "customers", here, "found")
        limit = REGISTRY["suppliers"].field("note").kind.limit
        assert len(values["note"]) == min(3000, limit)


def test_a_slip_in_what_is_opened_is_found() -> None:
    for slip in (
        replace(FOUND, register="nothing"),
        replace(FOUND, fills={"nothing": "x"}),
        replace(FOUND, fills={"name": "{nothing}"}),
        replace(FOUND, fills={"name": "=nothing"}),
        replace(FOUND, asks=("nothing",)),
    ):
        with pytest.raises(BadDeclaration, match="customers: opens found"):
            Registry(tuple(replace(r, opens=(slip,)) if r.name == "customers" else r for r in Registry.load()))
