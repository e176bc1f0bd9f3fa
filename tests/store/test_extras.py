"""Remarks and attachments: what is kept of names and words that no file and no desktop can hold."""

import pytest

from app.core.errors import NotFound, UserError
from app.store.extras import LONGEST_NOTE, plain_name
from app.store.shop import Shop
from tests.records import product


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("合格证 1.pdf", "合格证 1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\面单.png", "面单.png"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("beacon.txt", "beacon.txt"),
        ("a\x00b\x1fc\ud800.jpg", "a\ufffdb_c\ufffd.jpg"),
        ("gpj.\u202etxt.exe", "gpj._txt.exe"),
        ("a?b*c<d>.jpg", "a_b_c_d_.jpg"),
        ("报" * 300 + ".jpeg", "报" * 145 + ".jpeg"),
        ("...", "_"),
        ("", "_"),
    ],
)
def test_a_file_s_name_is_one_that_every_system_takes(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_remarks_and_files_belong_to_a_record_and_have_a_size(shop: Shop) -> None:
    made = shop.change(lambda uow: uow.create("products", product()))
    shop.change(lambda uow: uow.add_note("products", made, "坏字\ud800"))
    with shop.read() as reader:
        assert reader.notes("products", made)[0]["text"] == "坏字\ufffd"
    with pytest.raises(UserError, match="At most"):
        shop.change(lambda uow: uow.add_note("products", made, "长" * (LONGEST_NOTE + 1)))
    with pytest.raises(UserError, match="is empty"):
        shop.change(lambda uow: uow.attach("products", made, "a.png", "image/png", b""))
    for work in (
        lambda uow: uow.add_note("products", made + 1, "无此商品"),
        lambda uow: uow.attach("products", made + 1, "a.png", "image/png", b"x"),
    ):
        with pytest.raises(NotFound):
            shop.change(work)
    with shop.read() as reader:
        assert len(reader.notes("products", made)) == 1 and reader.attachments("products", made) == []
