from pathlib import Path

import pytest

from app.store.atomic import need_room, write_atomic
from app.store.errors import DiskFull


def test_writes_privately_and_leaves_nothing_else(tmp_path: Path):
    write_atomic(tmp_path / "a.json", b"one")
    write_atomic(tmp_path / "a.json", b"two")
    assert (tmp_path / "a.json").read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o600


def test_keeps_the_last_one_when_asked(tmp_path: Path):
    for text in (b"one", b"two", b"three", b"three"):
        write_atomic(tmp_path / "a.json", text, keep_backup=True)
    assert (tmp_path / "a.json").read_bytes() == b"three"
    assert (tmp_path / "a.json.bak").read_bytes() == b"three"
    write_atomic(tmp_path / "a.json", b"four", keep_backup=True)
    assert (tmp_path / "a.json.bak").read_bytes() == b"three"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_failed_write_leaves_the_old_file_and_no_temporary_one(tmp_path: Path):
    target = tmp_path / "a.json"
    target.mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(OSError):
        write_atomic(target, b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.json"]


def test_room_is_asked_for_before_writing(tmp_path: Path):
    need_room(tmp_path, 1)
    with pytest.raises(DiskFull):
        need_room(tmp_path, 1 << 60)
