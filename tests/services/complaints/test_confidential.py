"""Who made a confidential complaint is shown to nobody; the owner may ask."""

from __future__ import annotations

import pytest

from app.core.errors import NotAllowed, UserError
from app.services import complaints
from app.store.view import View
from tests.services.complaints.front import Front


def test_a_confidential_complaint_shows_nobody_who_made_it(front: Front) -> None:
    order = front.order((front.product("A", 5), 1), buyer_name="陈渊", phone="13800001234", buyer_nick="cy")
    made = front.complain(order_id=order, confidential=True)
    one = front.record("complaints", made)
    assert one["customer_name"] is one["customer_phone"] is one["customer_id"] is None
    with front.shop.read() as reader:
        assert reader.find("陈渊", registers=["complaints"]) == []
        assert reader.ids(View("complaints", search="13800001234")) == []
    seen = front.shop.change(lambda uow: complaints.who_complained(uow, made, "回电"))
    assert (seen["name"], seen["phone"]) == ("陈渊", "13800001234")
    with front.shop.read() as reader:
        event = reader.timeline("complaints", made)[0]
    assert (event.action, event.reason) == ("reveal", "回电")


def test_only_the_owner_asks_and_only_the_owner_lifts_it(front: Front) -> None:
    made = front.complain(customer_name="陈渊", customer_phone="13800001234", confidential=True)
    clerk = front.clerk()
    with pytest.raises(NotAllowed):
        clerk.shop.change(lambda uow: complaints.who_complained(uow, made, "回电"))
    with pytest.raises(NotAllowed):
        clerk.save("complaints", made, {"confidential": False})
    clerk.save("complaints", made, {"wants": "退款"})
    clerk.shop.close()
    with pytest.raises(UserError):
        front.shop.change(lambda uow: complaints.who_complained(uow, made, " "))
    front.save("complaints", made, {"confidential": False})
    assert front.record("complaints", made)["customer_name"] == "陈渊"


def test_making_it_confidential_later_hides_what_was_shown_and_takes_it_out_of_the_search(front: Front) -> None:
    made = front.complain(customer_name="陈渊", customer_phone="13800001234")
    front.save("complaints", made, {"confidential": True})
    assert front.record("complaints", made)["customer_name"] is None
    with front.shop.read() as reader:
        assert reader.ids(View("complaints", search="陈渊")) == []
    front.save("complaints", made, {"customer_phone": "13800005678"})
    one = front.record("complaints", made)
    assert (one["customer_phone"], one["known_phone"], one["known_name"]) == (None, "13800005678", "陈渊")
