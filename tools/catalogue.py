"""Translations: what the program says (English msgids in app/) against what the Chinese .po files give.

python3 dev.py catalogue check      every msgid has one good translation, nothing is stale, the .mo is current
python3 dev.py catalogue missing    the msgids without one, as .po entries by room, ready to be filled in
python3 dev.py catalogue compile    merge the .po files into the .mo that the program loads
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "zh_CN"
COMPILED = Path("LC_MESSAGES") / "taizhang.mo"

# A date in the compiled file would make two compilations of the same words differ.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass
class Message:
    """One msgid as the code writes it: its plural, if it counts, and every place where it stands."""

    msgid: str
    plural: str | None
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """One translation as a .po file gives it."""

    msgid: str
    plural: str | None
    words: str
    file: str
    fuzzy: bool


def extract(app: Path) -> tuple[dict[str, Message], list[str]]:
    """Every msgid marked with N_ or Nn_ below `app`, and what is wrong with how some are marked."""
    messages: dict[str, Message] = {}
    problems: list[str] = []
    for path in sorted(app.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        for call, plural in _marked(tree):
            place = f"{path.relative_to(app.parent).as_posix()}:{call.lineno}"
            words = [_literal(argument) for argument in call.args[: 2 if plural else 1]]
            if len(words) != (2 if plural else 1) or None in words:
                problems.append(
                    f"{place}: {'Nn_' if plural else 'N_'} needs its words as plain text, written right there"
                )
                continue
            if words[0]:
                problems += _note(messages, str(words[0]), words[1] if plural else None, place)
    return messages, problems


def _marked(tree: ast.AST) -> Iterator[tuple[ast.Call, bool]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in ("N_", "Nn_"):
                yield node, name == "Nn_"


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _note(messages: dict[str, Message], msgid: str, plural: str | None, place: str) -> list[str]:
    message = messages.setdefault(msgid, Message(msgid, plural))
    message.places.append(place)
    if message.plural != plural:
        return [f"{place}: {msgid!r} has another plural at {message.places[0]}"]
    return []


def read(folder: Path) -> tuple[dict[str, list[Entry]], list[str]]:
    """Every translation of the .po files in `folder`, by msgid, and the files that cannot be read."""
    entries: dict[str, list[Entry]] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.po")):
        try:
            catalogue = read_po(io.BytesIO(path.read_bytes()), locale=LOCALE, abort_invalid=True)
        except (PoFileError, ValueError) as error:
            problems.append(f"{path.name}: {error}")
            continue
        problems += [f"{path.name}: {msgid!r} stands there twice" for msgid in _doubles(path)]
        for message in catalogue:
            if message.id:
                entry = _entry(message.id, message.string, path.name, message.fuzzy)
                entries.setdefault(entry.msgid, []).append(entry)
    return entries, problems


def _entry(msgid: str | Iterable[str], words: str | Iterable[str] | None, file: str, fuzzy: bool) -> Entry:
    single, plural = (msgid, None) if isinstance(msgid, str) else list(msgid)[:2]
    text = words if isinstance(words, str) else next(iter(words or ()), "")
    return Entry(single, plural, text, file, fuzzy)


def _doubles(path: Path) -> list[str]:
    """Msgids that one file holds twice: the reader would keep the last of them in silence."""
    seen: set[str] = set()
    doubles: list[str] = []
    collected: list[str] | None = None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("msgid "):
            collected = [line[6:].strip()]
        elif collected is not None and line.startswith('"'):
            collected.append(line.strip())
        elif collected is not None:
            msgid = "".join(part[1:-1] for part in collected)
            if msgid and msgid in seen:
                doubles.append(msgid)
            seen.add(msgid)
            collected = None
    return doubles


def compare(messages: dict[str, Message], entries: dict[str, list[Entry]]) -> list[str]:
    """What is wrong between code and translations: missing, contradicting, misspelt placeholders, stale."""
    problems: list[str] = []
    for msgid, message in messages.items():
        given = [entry for entry in entries.get(msgid, []) if entry.words and not entry.fuzzy]
        if not given:
            problems.append(f"{message.places[0]}: no translation of {msgid!r}")
        if len({entry.words for entry in given}) > 1:
            files = ", ".join(entry.file for entry in given)
            problems.append(f"{msgid!r} is translated differently in {files}")
        for entry in given:
            if entry.plural != message.plural:
                problems.append(f"{entry.file}: the plural of {msgid!r} is not the one in {message.places[0]}")
            elif _placeholders(entry.words) != _placeholders(message.plural or msgid):
                problems.append(f"{entry.file}: the placeholders of {msgid!r} and {entry.words!r} differ")
    for msgid, stale in entries.items():
        if msgid not in messages:
            problems += [f"{entry.file}: {msgid!r} stands nowhere in the code any more" for entry in stale]
    return problems


def _placeholders(words: str) -> set[str | None]:
    try:
        return {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    except ValueError:
        return {None}


def compiled(entries: dict[str, list[Entry]]) -> bytes:
    """The merged .mo: the same bytes for the same words, on any machine."""
    catalogue = Catalog(locale=LOCALE, project="Taizhang", version="1", creation_date=_NO_DATE, revision_date=_NO_DATE)
    for msgid in sorted(entries):
        entry = entries[msgid][0]
        if entry.words and not entry.fuzzy:
            catalogue.add(
                (msgid, entry.plural) if entry.plural else msgid,
                (entry.words,) if entry.plural else entry.words,
            )
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def room_of(place: str) -> str:
    """The room whose .po file translates what stands at this place (`app/store/keys.py:12`)."""
    parts = place.split("/")
    return parts[1] if len(parts) > 2 and parts[1] != "cli" else "cli"


def _print_missing(messages: dict[str, Message], entries: dict[str, list[Entry]]) -> None:
    missing = [m for m in messages.values() if not any(e.words and not e.fuzzy for e in entries.get(m.msgid, []))]
    rooms: dict[str, list[Message]] = {}
    for message in missing:
        rooms.setdefault(room_of(message.places[0]), []).append(message)
    for room, those in sorted(rooms.items()):
        print(f"# {room}.po: {len(those)} missing\n")
        for message in those:
            print(f"#: {' '.join(message.places)}\nmsgid {_quoted(message.msgid)}")
            print(f'msgid_plural {_quoted(message.plural)}\nmsgstr[0] ""\n' if message.plural else 'msgstr ""\n')
    print(f"# {len(missing)} of {len(messages)} msgids have no translation")


def _quoted(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Do `check`, `missing` or `compile`; returns 0, or 1 when something is to be mended."""
    if list(arguments) not in (["check"], ["missing"], ["compile"]):
        print(__doc__, file=sys.stderr)
        return 1
    folder = root / "resources" / "locale" / LOCALE
    messages, problems = extract(root / "app")
    entries, unreadable = read(folder)
    problems += unreadable
    if arguments[0] == "missing":
        _print_missing(messages, entries)
    elif arguments[0] == "compile":
        (folder / COMPILED).parent.mkdir(parents=True, exist_ok=True)
        (folder / COMPILED).write_bytes(compiled(entries))
    else:
        problems += compare(messages, entries)
        if not (folder / COMPILED).exists() or (folder / COMPILED).read_bytes() != compiled(entries):
            problems.append(f"{COMPILED.name} is not current: python3 dev.py catalogue compile")
        if not problems:
            print(f"{len(messages)} msgids, all translated")
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
