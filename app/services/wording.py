"""The advertising-word check in two tiers: what must go (block), and what needs proof (warn). A help, not advice."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Literal

from app.core.errors import NotAllowed
from app.core.i18n import N_, Text, listed
from app.core.paths import resources

Tier = Literal["block", "warn"]
FIELDS = ("name", "listing_text")
"""The product's fields that a buyer reads."""

_WHY: Mapping[str, Text] = MappingProxyType(
    {
        "absolute": N_("Absolute term (Advertising Law, art. 9(3))."),
        "rank": N_("Claims a rank that has to be proved (Advertising Law, art. 9(3))."),
        "grade": N_("Claims the highest grade (Advertising Law, art. 9(3))."),
        "authority": N_("Uses the state's or an authority's name (Advertising Law, art. 9)."),
        "cure": N_("Claims to cure, which only medicine may (Advertising Law, art. 17)."),
        "superlative": N_("A superlative: keep the proof, or say it more plainly."),
        "promise": N_("A promise that must be true of every piece: keep the proof."),
        "pressure": N_("Presses the buyer; platforms take such words down."),
        "fact": N_("Stated with a date and a source: keep the proof."),
    }
)
_DATE = re.compile(r"\d{4}\s*年|20\d\d[-/.]\d")
_SENTENCE = re.compile(r"[。；！？!?;\n]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word found: where it stands (`start` inclusive, `end` exclusive), how serious, and why."""

    start: int
    end: int
    text: str
    tier: Tier
    why: Text


@dataclass(frozen=True, slots=True)
class WordList:
    """The compiled list: one pattern of all terms, the longest first, with each term's tier and group."""

    pattern: re.Pattern[str]
    terms: Mapping[str, tuple[Tier, str]]
    exempt: re.Pattern[str]
    sources: tuple[str, ...]


@lru_cache(maxsize=1)
def word_list() -> WordList:
    """The list that ships with the program."""
    data = tomllib.loads((resources() / "wordlists" / "advertising.toml").read_text("utf-8"))
    terms: dict[str, tuple[Tier, str]] = {}
    for group in data["group"]:
        for term in group["terms"]:
            terms.setdefault(_plain(term), (group["tier"], group["name"]))
    exempt = [_plain(p) for p in data["exempt"]["phrases"]]
    return WordList(_any_of(terms), MappingProxyType(terms), _any_of(exempt), tuple(data["facts"]["sources"]))


def _any_of(words: Sequence[str] | Mapping[str, Any]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)))


def _plain(text: str) -> str:
    """Lower case and half width, character for character, so that positions stay."""
    return "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in text).lower()


def check(text: str | None) -> list[Hit]:
    """Every word of the list that stands in `text`, in order."""
    if not text:
        return []
    words = word_list()
    plain = _plain(text)
    if len(plain) != len(text):  # a capital whose small form is longer: keep positions
        plain = text
    exempt = [m.span() for m in words.exempt.finditer(plain)]
    found: list[Hit] = []
    for match in words.pattern.finditer(plain):
        start, end = match.span()
        if any(a <= start and end <= b for a, b in exempt):
            continue
        tier, group = words.terms[match[0]]
        if tier == "block" and _stated_as_fact(plain, start, words.sources):
            tier, group = "warn", "fact"
        found.append(Hit(start, end, text[start:end], tier, _WHY[group]))
    return found


def _stated_as_fact(text: str, at: int, sources: Sequence[str]) -> bool:
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, at)), default=0)
    stop = _SENTENCE.search(text, at)
    sentence = text[start : stop.start() if stop else len(text)]
    return _DATE.search(sentence) is not None and any(s in sentence for s in sources)


def verdict(values: Mapping[str, Any]) -> str:
    """The product's `wording` field for its texts: `clear`, `warn` or `block`."""
    tiers = {h.tier for n in FIELDS for h in check(values.get(n))}
    return "block" if "block" in tiers else "warn" if "warn" in tiers else "clear"


def on_sale_with_banned(product: Mapping[str, Any]) -> Text | None:
    """What to say of a product that is on sale while its texts hold banned words; `None` where nothing is wrong."""
    if product["status"] != "on_sale" or product["wording"] != "block":
        return None
    return N_(
        "{product} is saved and still on sale, but its listing holds banned words: {words}. "
        "Say it another way, or take it off sale.",
        product=product["name"],
        words=listed(_banned(product)),
    )


def _banned(product: Mapping[str, Any]) -> list[str]:
    """The banned words of a product's texts, each once."""
    return list(dict.fromkeys(h.text for n in FIELDS for h in check(product.get(n)) if h.tier == "block"))


def refuse_banned(product: Mapping[str, Any]) -> None:
    """Raise `NotAllowed` naming the banned words of a product's texts, if there are any."""
    banned = _banned(product)
    if banned:
        raise NotAllowed(
            N_(
                "The listing of {product} holds banned words: {words}.",
                product=product["name"],
                words=listed(banned),
            ),
            N_("It was not put on sale."),
            N_("Say it another way, then put it on sale."),
        )
