"""Nothing is kept that nobody needs: each function, class and icon of the program is used by the program."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACES = ("app", "tools", "benchmarks")


def sources() -> dict[Path, str]:
    """Every Python file that is no test."""
    files = [ROOT / "dev.py", *(f for place in PLACES for f in sorted((ROOT / place).rglob("*.py")))]
    return {f: f.read_text(encoding="utf-8") for f in files}


def test_every_function_and_class_is_used_outside_its_tests() -> None:
    texts = sources()
    words = Counter(word for text in texts.values() for word in re.findall(r"\w+", text))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    alone = [
        f"{file.relative_to(ROOT)}: {node.name}"
        for file, text in texts.items()
        for node in ast.parse(text).body
        if isinstance(node, kinds)
        and words[node.name] == 1
        and not node.decorator_list
        and "migrations" not in str(file)
    ]
    assert alone == []


def test_every_icon_is_drawn_somewhere() -> None:
    said = set(re.findall(r"[a-z][a-z0-9-]*", "\n".join(sources().values())))
    icons = (ROOT / "resources" / "icons" / "lucide").glob("*.svg")
    assert sorted(i.stem for i in icons if i.stem not in said) == []
