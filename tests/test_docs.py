"""The docs say what is there: pictures, files, verbs and options exist, in both languages alike."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import parser
from app.core.i18n import Translator
from tools import door, pictures

ROOT = Path(__file__).resolve().parent.parent
GUIDES = {language: ROOT / "docs" / f"guide.{language}.md" for language in ("en", "zh")}
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES = 3_000_000

_LINK = re.compile(r"\[[^\]]*\]\(([^)#]+)(?:#[^)]*)?\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def options_of(verb: str) -> set[str]:
    """The long options that the program's parser takes after a verb."""
    verbs = next(a for a in parser.build(Translator("en"))._actions if a.dest == "verb")
    assert isinstance(verbs.choices, dict)
    return {
        option for action in verbs.choices[verb]._actions for option in action.option_strings if option.startswith("--")
    }


def verb_lines(text: str) -> Iterator[tuple[str, str]]:
    """Each line of a table of verbs: the verb, and what may follow it."""
    for words in re.findall(r"^\| `([a-z][^`]*)` \|", text, re.MULTILINE):
        verb, _, rest = words.partition(" ")
        yield verb, rest


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_picture_and_page_that_is_named_exists(page: Path) -> None:
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_picture_is_shown_in_its_language_and_drawn_by_the_command() -> None:
    for language, guide in GUIDES.items():
        shown = set(re.findall(rf"pictures/{language}/([\w-]+)\.png", guide.read_text(encoding="utf-8")))
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        shown |= set(re.findall(rf"pictures/{language}/([\w-]+)\.png", readme))
        there = {path.stem for path in (pictures.FOLDER / language).glob("*.png")}
        drawn = set(pictures.wanted(())) | set(pictures.PAPERS)
        assert there == shown
        assert shown <= drawn


@pytest.mark.parametrize("language", GUIDES)
def test_a_section_that_is_pointed_to_is_there_and_about_that(language: str) -> None:
    guide = GUIDES[language].read_text(encoding="utf-8")
    titles = dict(re.findall(r"^## (\d+)\. (.+)$", guide, re.MULTILINE))
    assert [int(n) for n in titles] == list(range(1, len(titles) + 1))
    pointed = re.findall(r"\(section (\d+)\)|（第 (\d+) 节）", guide)
    assert pointed and {a or b for a, b in pointed} <= set(titles)
    (backups,) = (n for n, title in titles.items() if re.match("Backups|备份", title))
    for line in guide.splitlines():
        for a, b in re.findall(r"\(section (\d+)\)|（第 (\d+) 节）", line):
            assert (a or b) == backups or not re.search("backup|备份", line)


def test_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in pictures.FOLDER.rglob("*.png")) < MOST_BYTES


def test_the_guides_tell_of_the_same_verbs_options_and_pictures() -> None:
    english, chinese = (GUIDES[language].read_text(encoding="utf-8") for language in ("en", "zh"))
    assert list(verb_lines(english)) == list(verb_lines(chinese))
    assert re.findall(r"pictures/en/([\w-]+)", english) == re.findall(r"pictures/zh/([\w-]+)", chinese)
    assert len(re.findall("^## ", english, re.MULTILINE)) == len(re.findall("^## ", chinese, re.MULTILINE))


def test_the_guide_names_every_verb_with_every_option() -> None:
    told = dict(verb_lines(GUIDES["en"].read_text(encoding="utf-8")))
    verbs = next(a for a in parser.build(Translator("en"))._actions if a.dest == "verb")
    assert isinstance(verbs.choices, dict)
    assert set(told) == set(verbs.choices)
    for verb, rest in told.items():
        assert set(_OPTION.findall(rest)) == options_of(verb) - {"--help"}, verb


def test_commands_in_the_docs_are_understood() -> None:
    known = door._parser()._subparsers
    assert known is not None
    doors = set(known._group_actions[0].choices)  # type: ignore[arg-type]
    program = parser.build(Translator("en"))
    verbs = next(a for a in program._actions if a.dest == "verb")
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for verb in re.findall(r"(?:python3|py) dev\.py ([a-z-]+)", text):
            assert verb in doors, f"{page.name}: dev.py {verb}"
        for verb, rest in re.findall(r"dev\.py run ([a-z-]+)([^`\n]*)", text):
            assert verb in (verbs.choices or ()), f"{page.name}: run {verb}"
            assert set(_OPTION.findall(rest)) <= options_of(verb), f"{page.name}: run {verb}{rest}"


def test_the_guides_keys_are_the_windows_keys() -> None:
    sources = [ROOT / "app" / "ui" / "shell" / "commands.py", ROOT / "app" / "ui" / "pages" / "specials.py"]
    taken = set(re.findall(r'"(Ctrl\+[^"\s{]+|F\d+)"', "".join(path.read_text(encoding="utf-8") for path in sources)))
    for guide in GUIDES.values():
        table = [line for line in guide.read_text(encoding="utf-8").splitlines() if re.match(r"\| (Ctrl|F\d)", line)]
        told = set(re.findall(r"Ctrl\+[\w+]+|F\d+", "".join(line.split("|")[1] for line in table)))
        told = {keys.replace("PgDn", "PgDown") for keys in told}  # the guide writes what stands on the key
        assert told - {"Ctrl+1", "Ctrl+9", "Ctrl+0"} <= taken
        assert taken - told <= {"Ctrl+,", "Ctrl+C", "Ctrl+Enter", "Ctrl+Del"}
