"""Finding records to refer to: what tells products of one name apart, and what a pasted cell means."""

from __future__ import annotations

import pytest

from app.core.errors import NotFound
from app.ui.pages.lookup import GridResolver, RegisterLookup
from tests.ui.pages.conftest import Desk


def shirts(desk: Desk) -> dict[str, int]:
    """Two products of one name."""
    return {
        colour: desk.shop.change(
            lambda uow, n=n, c=colour: uow.create(
                "products", {"sku": f"TX-{n}", "name": "棉T恤", "options": c, "category": "服装"}
            )
        )
        for n, colour in enumerate(("红色", "白色"))
    }


def test_products_of_one_name_are_told_apart(desk: Desk) -> None:
    made = shirts(desk)
    look = RegisterLookup(desk.shop, desk.stage.kit.tr, "products")
    found = {n.id: (n.title, n.remark) for n in look.find("棉T恤", 5)}
    assert found[made["红色"]] == ("棉T恤 红色", "TX-0 · 服装")
    assert found[made["白色"]] == ("棉T恤 白色", "TX-1 · 服装")
    assert look.title(made["白色"]) == "棉T恤 白色"


def test_a_list_shows_the_specification(desk: Desk) -> None:
    shirts(desk)
    page = desk.open("products")
    assert {"红色", "白色"} <= set(desk.column(page, "options"))
    assert "options" in page.list.state.shown()


def test_a_pasted_cell_may_say_the_whole_of_it_but_not_half(desk: Desk) -> None:
    made = shirts(desk)
    lines = desk.shop.registry["orders"].lines[0].fields
    resolver = GridResolver(desk.shop, desk.stage.kit.tr, lines)
    texts = ["棉T恤 白色", "TX-0", "棉T恤"]
    assert resolver.ids("product_id", texts) == {"棉T恤 白色": made["白色"], "TX-0": made["红色"]}


def test_a_name_that_two_share_names_neither(desk: Desk) -> None:
    made = shirts(desk)
    with desk.shop.read() as reader:
        assert reader.by_number("products", "TX-1") == made["白色"]
        with pytest.raises(NotFound):
            reader.by_number("products", "棉T恤")
