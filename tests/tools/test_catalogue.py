"""The translations' keeper: it finds every marked message, and every way in which a translation can be wrong."""

import gettext
import io
from pathlib import Path

import pytest

from tools import catalogue

GOOD = """
msgid "Open"
msgstr "打开"

msgid "{n} order"
msgid_plural "{n} orders"
msgstr[0] "{n} 个订单"
"""
CODE = """
from app.core.i18n import N_, Nn_

def words(n: int) -> object:
    return N_("Open"), Nn_("{n} order", "{n} orders", n=n)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout of two messages, both translated and compiled."""
    (tmp_path / "app" / "store").mkdir(parents=True)
    (tmp_path / "app" / "store" / "keys.py").write_text(CODE, encoding="utf-8")
    _po(tmp_path, "store", GOOD)
    assert catalogue.main(["compile"], tmp_path) == 0
    return tmp_path


def _po(root: Path, room: str, text: str) -> None:
    folder = root / "resources" / "locale" / "zh_CN"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{room}.po").write_text(text, encoding="utf-8")


def _said(root: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert catalogue.main(["check"], root) == 1
    return capsys.readouterr().err


def test_a_whole_catalogue_passes(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogue.main(["check"], root) == 0
    assert "2 msgids, all translated" in capsys.readouterr().out


def test_the_compiled_file_speaks_chinese(root: Path) -> None:
    data = (root / "resources/locale/zh_CN" / catalogue.COMPILED).read_bytes()
    spoken = gettext.GNUTranslations(io.BytesIO(data))
    assert spoken.gettext("Open") == "打开"
    assert spoken.ngettext("{n} order", "{n} orders", 1) == "{n} 个订单"
    assert spoken.ngettext("{n} order", "{n} orders", 5) == "{n} 个订单"


def test_compiling_twice_gives_the_same_bytes(root: Path) -> None:
    path = root / "resources/locale/zh_CN" / catalogue.COMPILED
    before = path.read_bytes()
    catalogue.main(["compile"], root)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"打开"', '""', "store/keys.py:5: no translation of 'Open'"),
        ('msgid "Open"', '#, fuzzy\nmsgid "Open"', "no translation of 'Open'"),
        ("{n} 个订单", "{m} 个订单", "store.po: the placeholders of '{n} order'"),
        ("{n} 个订单", "{n 个订单", "store.po: the placeholders of '{n} order'"),
        ('"{n} orders"', '"{n} order(s)"', "store.po: the plural of '{n} order' is not the one in"),
        ('msgid "Open"', 'msgid "Shut"\nmsgstr "关"\n\nmsgid "Open"', "store.po: 'Shut' stands nowhere in the code"),
        ('msgid "Open"', 'msgid "Open"\nmsgstr "开"\n\nmsgid "Open"', "store.po: 'Open' stands there twice"),
        ('"打开"', '"开启"', "taizhang.mo is not current"),
        ('msgstr "打开"', "msgstr 打开", "no translation of 'Open'"),
        ('msgid "Open"', 'mgsid "Open"', "store.po: "),
    ],
)
def test_what_is_wrong_in_a_translation_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    _po(root, "store", GOOD.replace(old, new))
    assert said in _said(root, capsys)


def test_two_rooms_may_say_the_same_but_not_otherwise(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _po(root, "ui", 'msgid "Open"\nmsgstr "打开"\n')
    assert catalogue.main(["check"], root) == 0
    _po(root, "ui", 'msgid "Open"\nmsgstr "开启"\n')
    assert "'Open' is translated differently in store.po, ui.po" in _said(root, capsys)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("N_(name)", "N_ needs its words as plain text"),
        ('N_(f"Open {name}")', "N_ needs its words as plain text"),
        ('Nn_("{n} order", n=1)', "Nn_ needs its words as plain text"),
        ('Nn_("{n} order", "{n} purchases", n=1)', "has another plural at app/store/keys.py:5"),
    ],
)
def test_what_is_wrong_in_the_code_is_said(
    root: Path, capsys: pytest.CaptureFixture[str], code: str, said: str
) -> None:
    (root / "app" / "store" / "other.py").write_text(code + "\n", encoding="utf-8")
    assert f"app/store/other.py:1: {said}" in _said(root, capsys).replace("'{n} order' ", "")


def test_no_words_need_no_translation(root: Path) -> None:
    (root / "app" / "store" / "other.py").write_text('N_("")', encoding="utf-8")
    assert catalogue.main(["check"], root) == 0


def test_missing_words_are_printed_ready_to_fill_in(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "app" / "__main__.py").write_text('N_("Say \\"no\\"\\nplease")', encoding="utf-8")
    assert catalogue.main(["missing"], root) == 0
    said = capsys.readouterr().out
    assert '# cli.po: 1 missing\n\n#: app/__main__.py:1\nmsgid "Say \\"no\\"\\nplease"\nmsgstr ""' in said
    assert "# 1 of 3 msgids have no translation" in said


def test_the_program_speaks_chinese_everywhere(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalogue.main(["check"]) == 0, capsys.readouterr().err
