"""A shop folder with a little in it, copied for each test, and the command line run in this process."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.models.registry import Registry
from app.services import records
from app.services.session import create_shop
from app.store.passwords import Argon2Cost

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Said:
    """What a run of the command line came to."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value on stdout."""
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run one verb in English with the password in the environment."""
    monkeypatch.setenv("TAIZHANG_LANGUAGE", "en")
    monkeypatch.setenv("TAIZHANG_PASSWORD", PASSWORD)
    monkeypatch.setattr("app.cli.crash.logs_dir", lambda: tmp_path / "logs")

    def go(*arguments: object) -> Said:
        capsys.readouterr()
        status = main([str(a) for a in arguments])
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return go


@pytest.fixture(scope="session")
def cli_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "小店"
    session, _ = create_shop(
        folder, Registry.load(), name="禾木小铺", owner="店主", password=PASSWORD, cost=Argon2Cost.smallest()
    )
    lines = [{"title": "手工桂花酱", "quantity": 2, "unit_price": 2500}]
    for buyer in ("陈渊", "赵晓"):
        values = {"buyer_name": buyer, "phone": "13800001234", "address": "浙江省杭州市西湖区某路1号"}
        session.shop.change(
            lambda uow, v=values: records.save(uow, "orders", None, v, {"lines": [dict(x) for x in lines]})
        )
    session.close()
    return folder


@pytest.fixture
def folder(cli_template: Path, tmp_path: Path) -> Path:
    """A shop with two orders."""
    shutil.copytree(cli_template, tmp_path / "小店")
    return tmp_path / "小店"
