"""Text that was saved in the wrong encoding: warned of, never imported silently."""

from pathlib import Path

import pytest

from app.imports.mojibake import is_garbled, repair
from tests.imports.helpers import PLAIN, codes, parsed, plain, text_file


@pytest.mark.parametrize(
    "said", ["订单编号", "联通", "手工桂花酱 250g", "林小满", "Käufer über Straße", "©2026 – “quoted”", "plain"]
)
def test_sound_text_is_left_alone(said: str) -> None:
    assert not is_garbled(said)
    assert repair(said) is None


@pytest.mark.parametrize("said", ["锟斤拷", "鎵嬪伐妗傝姳閰�", "æ¡‚èŠ±é…±", "ÊÖ¹¤¹ð»¨½´"])
def test_garbled_text_is_known(said: str) -> None:
    assert is_garbled(said)


def test_mojibake_in_a_column_blocks_the_import(tmp_path: Path) -> None:
    garbled = "手工桂花酱饼".encode().decode("gb18030")
    result = parsed(text_file(tmp_path, PLAIN, plain("A1"), plain("A2", 商品名称=garbled)))
    notice = next(n for n in result.notices if n.code == "garbled")
    assert notice.blocking
    assert result.blocked
    assert (notice.row, notice.column) == (3, "商品名称")


def test_a_file_that_is_mojibake_as_a_whole_is_put_right_and_said(tmp_path: Path) -> None:
    text = "\r\n".join([PLAIN, plain("A1"), plain("A2")])
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode("gb18030").decode("latin-1").encode("utf-8"))
    result = parsed(path)
    assert result.orders[0].buyer_name == "林小满"
    assert "reading" in codes(result)
