from pathlib import Path

import pytest

from app.store.shopfolder import ShopFolder, is_shop


def test_a_folder_with_both_files_is_a_shop(tmp_path: Path):
    folder = ShopFolder(tmp_path / "shop")
    assert not is_shop(folder.path)
    folder.make()
    assert folder.path.stat().st_mode & 0o777 == 0o700
    folder.database.touch()
    assert not is_shop(folder.path)
    (folder.path / "keys.json.bak").touch()
    assert is_shop(folder.path)
    folder.keys.touch()
    assert is_shop(folder.path)


def test_a_folder_that_may_not_be_looked_into_is_no_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def closed(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", closed)
    assert not is_shop(tmp_path)


def test_every_file_has_its_place(tmp_path: Path):
    folder = ShopFolder(tmp_path)
    paths = (folder.database, folder.keys, folder.lock, folder.backups, folder.attachments)
    assert [p.name for p in paths] == ["shop.db", "keys.json", "shop.lock", "backups", "attachments"]
    assert {p.parent for p in paths} == {tmp_path}
