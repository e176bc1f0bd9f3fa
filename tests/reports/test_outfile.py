import errno
from pathlib import Path

import pytest

from app.core.errors import Cancelled, UserError
from app.reports.outfile import named, outfile


def test_a_finished_file_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    with outfile(target) as partial:
        partial.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("problem", [Cancelled(), ValueError(), OSError(errno.ENOSPC, "full")])
def test_a_failure_keeps_the_old_file_and_no_half_one(tmp_path: Path, problem: Exception) -> None:
    target = tmp_path / "a.csv"
    target.write_text("old")
    wanted = UserError if isinstance(problem, OSError) else type(problem)
    with pytest.raises(wanted), outfile(target) as partial:
        partial.write_text("half")
        raise problem
    assert target.read_text() == "old"
    assert names(tmp_path) == ["a.csv"]


def test_a_missing_folder_and_a_folder_in_its_place_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no folder"), outfile(tmp_path / "no" / "a.csv"):
        pass
    with pytest.raises(UserError, match="is a folder"), outfile(tmp_path):
        pass


def test_each_refusal_of_the_system_has_its_words(tmp_path: Path) -> None:
    here, new = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    here.touch()
    assert "disk is full" in str(named(OSError(errno.ENOSPC, ""), here))
    assert "open in another program" in str(named(PermissionError(errno.EACCES, ""), here))
    assert "cannot be written to" in str(named(PermissionError(errno.EACCES, ""), new))
    assert "cannot be written to" in str(named(OSError(errno.EROFS, ""), new))
    assert "too long" in str(named(OSError(errno.ENAMETOOLONG, ""), new))
    assert "the disk is failing" in str(named(OSError(errno.EIO, "Input/output error"), new))


def names(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir()]
