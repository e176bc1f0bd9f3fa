from app.models.registry import Registry
from app.reports.actionwords import action_words


def test_actions_in_words(registry: Registry) -> None:
    orders = registry["orders"]
    assert str(action_words(orders, "create")) == "Created"
    assert str(action_words(orders, "ship")) == "Ship"
    assert action_words(orders, "something-new") == "something-new"
