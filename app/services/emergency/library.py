"""Templates of plans in both languages, from which a shop makes its drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.core.library import read
from app.models.registers.plan_supplies import PlanSupply
from app.models.registers.plans import Plan
from app.services import records, users
from app.services.emergency import plans
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

AREA = "plans"
TEXTS = ("name", "purpose", "basis", "scope", "hazard", "organisation", "reporting", "aftermath")
_WORDS = {"when": "trigger", "who": "who", "what": "action", "where": "place"}


@dataclass(frozen=True, slots=True)
class Template:
    """One plan in one language. Lines are as the register's: steps, contacts; supplies with item, unit and place."""

    key: str
    kind: str
    subject: str
    review_cycle: str
    texts: Mapping[str, str]
    steps: tuple[Values, ...]
    contacts: tuple[Values, ...]
    supplies: tuple[Values, ...]

    @property
    def name(self) -> str:
        """What the plan is called."""
        return self.texts["name"]


def templates(language: str) -> tuple[Template, ...]:
    """All templates in a language (`zh` or `en`), in the order of the file. Raises `UserError`."""
    return tuple(_template(plan, language) for plan in read(AREA, "plan"))


def _template(plan: Mapping[str, Any], language: str) -> Template:
    return Template(
        plan["key"],
        plan["kind"],
        plan["subject"],
        plan["review_cycle"],
        {name: plan[name][language] for name in TEXTS},
        tuple(_step(x, language) for x in plan["step"]),
        tuple(_contact(x, language) for x in plan["contact"]),
        tuple({"quantity": x["quantity"], **_filled(x[language])} for x in plan["supply"]),
    )


def _step(step: Mapping[str, Any], language: str) -> Values:
    words = {_WORDS[name]: said for name, said in step[language].items() if said}
    return {**words, "minutes": step.get("minutes"), "on_card": step["card"]}


def _contact(contact: Mapping[str, Any], language: str) -> Values:
    return {**_filled(contact[language]), "phone": contact["phone"] or None}


def _filled(words: Mapping[str, str]) -> Values:
    return {name: said for name, said in words.items() if said}


def taken(reader: Reader, language: str) -> frozenset[str]:
    """The templates whose plan the shop has already, by their names."""
    t = table(Plan)
    names = {str(n) for (n,) in reader.connection.execute(select(t.c.name).where(t.c.voided_at.is_(None)))}
    return frozenset(x.key for x in templates(language) if x.name in names)


def make_drafts(uow: UnitOfWork, keys: Sequence[str], language: str, owner_id: int | None = None) -> list[int]:
    """Drafts of these templates in a language; those that the shop has already are left out. Returns the new ids.

    Supplies that the shop does not list yet are listed with none at hand, so that the list says what to buy.
    """
    users.require(uow.actor, "write")
    there = taken(uow.reader, language)
    known = {x.key: x for x in templates(language)}
    made: list[int] = []
    for key in dict.fromkeys(keys):
        if key not in there:
            made.append(_draft(uow, known[key], owner_id))
    return made


def _draft(uow: UnitOfWork, template: Template, owner_id: int | None) -> int:
    values: Values = {
        **template.texts,
        "kind": template.kind,
        "subject": template.subject,
        "review_cycle": template.review_cycle,
        "owner_id": owner_id,
    }
    lines: dict[str, list[Values]] = {
        "steps": [dict(x) for x in template.steps],
        "contacts": [dict(x) for x in template.contacts],
        "supplies": [{"supply_id": _supply(uow, x), "quantity": x["quantity"]} for x in template.supplies],
    }
    # Not through the checks of what is typed: the name of a draft that was voided does not stand in the way.
    start = records.defaults(uow.reader, uow.registry["plans"])
    return plans.save(uow, uow.registry["plans"], None, start | values, lines, None)


def _supply(uow: UnitOfWork, wanted: Values) -> int:
    """The supply of that name and place, listed anew where the shop has none."""
    t = table(PlanSupply)
    same = select(t.c.id, t.c.least).where(t.c.item == wanted["item"], t.c.place == wanted["place"])
    found = uow.reader.rows(same.where(t.c.voided_at.is_(None)).limit(1))
    if not found:
        values = {**wanted, "quantity": 0, "least": wanted["quantity"]}
        return records.save(uow, "plan_supplies", None, values)
    if (found[0]["least"] or 0) < wanted["quantity"]:
        records.save(uow, "plan_supplies", found[0]["id"], {"least": wanted["quantity"]})
    return int(found[0]["id"])
