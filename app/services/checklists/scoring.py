"""How an item is judged and how a check is scored: plain reckoning, without the shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.models.checklists import FAIL, NOTED, NUMBER, PASS, SKIP, WORDS
from app.services.tables import Values


def judged(item: Mapping[str, Any], answer: Mapping[str, Any]) -> str | None:
    """The result of an item as it stands: a number outside its limits fails by itself, one within passes.

    `answer` holds `result`, `reading` (thousandths) and `said`. None: not answered yet.
    """
    result: str | None = answer.get("result")
    if result == SKIP:
        return SKIP
    if item["kind"] == NUMBER:
        reading = answer.get("reading")
        return None if reading is None else PASS if within(item, reading) else FAIL
    if item["kind"] == WORDS:
        if result == FAIL:
            return FAIL
        return NOTED if (answer.get("said") or "").strip() else None
    return result if result in (PASS, FAIL) else None


def within(item: Mapping[str, Any], reading: int) -> bool:
    """Whether a reading lies within an item's limits; a limit that is not set limits nothing."""
    low, high = item.get("low"), item.get("high")
    return (low is None or reading >= low) and (high is None or reading <= high)


def weight(item: Mapping[str, Any]) -> int:
    """What an item counts in the score; at least one."""
    return max(int(item.get("weight") or 1), 1)


def percent(earned: int, possible: int) -> int | None:
    """The score in whole percent, rounded half up; 100 only when nothing failed, 0 only when nothing passed.

    None where nothing applied.
    """
    if possible <= 0:
        return None
    if earned == possible:
        return 100
    return min(max((earned * 200 + possible) // (possible * 2), 1 if earned else 0), 99)


def figures(answers: Iterable[Mapping[str, Any]]) -> Values:
    """A check's own figures, from its answers: counts by result, weights, score."""
    rows = list(answers)
    results = [r["result"] for r in rows]
    earned = sum(weight(r) for r in rows if r["result"] == PASS)
    possible = earned + sum(weight(r) for r in rows if r["result"] == FAIL)
    return {
        "item_count": len(rows),
        "answered": sum(r is not None for r in results),
        "passed": results.count(PASS),
        "failed": results.count(FAIL),
        "failed_critical": sum(r["result"] == FAIL and bool(r["critical"]) for r in rows),
        "skipped": results.count(SKIP),
        "earned": earned,
        "possible": possible,
        "score": percent(earned, possible),
    }


def needs_reason(answer: Mapping[str, Any]) -> bool:
    """Whether an item is left out that is never left out without a word: a critical one, or one with a photo."""
    return answer["result"] == SKIP and bool(answer["critical"] or answer["photo_needed"])


def lacking(answer: Mapping[str, Any]) -> str:
    """What an item still needs before its check can be finished: `answer`, `reason`, `owner`, `photo`, or nothing."""
    result = answer["result"]
    if result is None:
        return "answer"
    if needs_reason(answer) and not (answer["note"] or "").strip():
        return "reason"
    if result == FAIL and answer["owner_id"] is None:
        return "owner"
    if answer["photo_needed"] and result != SKIP and not answer["photos"]:
        return "photo"
    return ""
