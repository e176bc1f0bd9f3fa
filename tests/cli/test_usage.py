"""What the command line cannot take is said in the person's language; so is the help."""

from __future__ import annotations

import pytest

from app.cli import parser
from app.cli.parser import BadUsage
from app.core.i18n import Translator

CASES = (
    ("new", "缺少参数：FOLDER、--name。", "These are missing: FOLDER, --name."),
    ("verify A --fast", "无法识别“--fast”。", '"--fast" is not known here.'),
    ("demo A --seed x", "--seed：“x”无效。", '--seed: "x" cannot be taken.'),
    ("demo A --seed", "--seed：需要给出一个值。", "--seed: a value is needed."),
    ("new A --name x --language fr", "--language：“fr”不在可选项内：zh、en。", '--language: "fr" is none of zh, en.'),
    ("verify A --json=yes", "--json：此项不带值，但给出了“yes”。", '--json: it takes no value, and "yes" was given.'),
    ("export A orders --t x", "“--t”可能指 --to、--to-date 中的任何一个。", '"--t" could be any of --to, --to-date.'),
    ("demo A --orders many", "--orders：“many”不是", '--orders: "many" is not a whole number up to 5000000.'),
)


@pytest.mark.parametrize(("line", "chinese", "english"), CASES)
def test_what_cannot_be_taken_is_said_in_both_languages(line: str, chinese: str, english: str) -> None:
    for language, words in (("zh", chinese), ("en", english)):
        tr = Translator(language)
        with pytest.raises(BadUsage) as refused:
            parser.build(tr).parse_args(line.split())
        assert tr(refused.value.what).startswith(words)


def test_an_unknown_verb_names_those_that_there_are() -> None:
    tr = Translator("zh")
    with pytest.raises(BadUsage) as refused:
        parser.build(tr).parse_args(["fetch"])
    said = tr(refused.value.what)
    assert said.startswith("VERB：“fetch”不在可选项内：demo、new、import、")
    assert "choose" not in said


def test_the_help_is_in_one_language() -> None:
    made = parser.build(Translator("zh"))
    verbs = [made, *made._subparsers._group_actions[0].choices.values()]  # type: ignore[union-attr, index]
    for one in verbs:
        text = one.format_help()  # type: ignore[union-attr]
        assert text.startswith("用法：")
        assert "显示本帮助并退出" in text
        assert not {"positional arguments", "options:", "usage:", "show this help"} & set(text.splitlines())
    assert parser.build(Translator("en")).format_help().startswith("usage: taizhang")
