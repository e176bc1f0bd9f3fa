"""A compiled catalogue, looked up a message at a time."""

import gettext
import io
import struct
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from app.core.catalogue import Catalogue
from app.core.paths import resources

SHIPPED = resources() / "locale" / "zh_CN" / "LC_MESSAGES" / "taizhang.mo"
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


def compiled(words: dict[str, str], plurals: dict[tuple[str, str], str] | None = None) -> bytes:
    catalogue = read_po(io.BytesIO(HEAD.encode()), locale="zh_CN")
    for msgid, said in words.items():
        catalogue.add(msgid, said)
    for forms, said in (plurals or {}).items():
        catalogue.add(forms, (said,))
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def test_every_shipped_message_is_found_as_the_standard_reader_finds_it() -> None:
    ours = Catalogue.load(SHIPPED)
    assert ours is not None
    with SHIPPED.open("rb") as file:
        standard = gettext.GNUTranslations(file)
    kept: dict[str | tuple[str, int], str] = vars(standard)["_catalog"]
    messages = {(key if isinstance(key, str) else key[0]): said for key, said in kept.items() if key}
    assert len(messages) > 1000
    assert {msgid: ours.find(msgid) for msgid in messages} == messages


@given(st.sets(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), max_size=20))
def test_any_words_are_found_and_no_others(msgids: set[str]) -> None:
    ours = Catalogue(compiled({msgid: f"说{msgid}" for msgid in msgids}))
    assert [ours.find(msgid) for msgid in msgids] == [f"说{msgid}" for msgid in msgids]
    assert ours.find("none of these, since it is not there") is None


def test_a_message_that_counts_stands_among_those_that_begin_alike() -> None:
    ours = Catalogue(compiled({"{n} row kept": "一", "{n}": "二"}, {("{n} row", "{n} rows"): "三"}))
    assert [ours.find(m) for m in ("{n}", "{n} row", "{n} row kept", "{n} rows")] == ["二", "三", "一", None]


def test_the_head_of_the_file_is_no_message() -> None:
    assert Catalogue(compiled({"a": "b"})).find("") is None


def test_no_file_is_no_catalogue(tmp_path: Path) -> None:
    assert Catalogue.load(tmp_path / "none.mo") is None


@pytest.mark.parametrize("data", [b"", b"short", struct.pack("<5I", 1, 0, 0, 0, 0)])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no catalogue"):
        Catalogue(data)
