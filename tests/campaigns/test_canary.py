"""What records say stands in no file in plain bytes, and the campaign would see it if it did."""

from pathlib import Path

import pytest

from tests.campaigns.canary import CANARY, CHINESE, EXPORTS, LATIN, run, traces


def test_no_file_holds_what_a_record_says(tmp_path: Path) -> None:
    assert run(tmp_path) == []
    names = {p.name for p in tmp_path.rglob("*") if p.is_file()}
    assert {"shop.db", "shop.db-wal", "keys.json", "window.json"} <= names
    assert len([n for n in names if n.startswith("crash-")]) == 2, "one of the program, one of its window"
    assert any("-rejects" in n and traces_in(tmp_path / EXPORTS, n) for n in names), "the rejected rows say nothing"


def traces_in(folder: Path, name: str) -> bool:
    """Whether a file that is a person's own holds the canary, as it should."""
    data = next(folder.rglob(name)).read_bytes()
    return any(CHINESE.encode(e) in data for e in ("utf-8", "gb18030"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [CANARY, CHINESE, LATIN])
def test_a_canary_would_be_seen(tmp_path: Path, encoding: str, text: str) -> None:
    (tmp_path / "log.txt").write_bytes(b"\0" * 77 + text.encode(encoding) + b"\0")
    assert traces(tmp_path) != []
