"""What the command line takes. The password is never among it: TAIZHANG_PASSWORD or a prompt."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeAlias

from app.cli import usage
from app.core.errors import UserError
from app.core.i18n import N_, Translator

MOST_ORDERS = 5_000_000
"""What a demonstration shop may be asked for."""


_Verbs: TypeAlias = "argparse._SubParsersAction[_Parser]"


class BadUsage(UserError):
    """The command line cannot be understood."""


class _Parser(argparse.ArgumentParser):
    words: Translator | None = None

    def error(self, message: str) -> NoReturn:
        problem = N_("{message}.", message=usage.said(message))
        raise BadUsage(problem, None, N_("See {program} --help.", program=self.prog))

    def format_help(self) -> str:
        text = super().format_help()
        for english, words in usage.HELP.items():
            text = text.replace(english, self.words(words)) if self.words is not None else text
        return text


def build(tr: Translator) -> argparse.ArgumentParser:
    """The parser of all verbs, with its help in the language of `tr`."""
    parser = _Parser(prog="taizhang", description=tr(N_("The back office of a small online shop.")))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)
    for add in (_making, _import, _export, _print, _looking):
        add(verbs, tr)
    for made in (parser, *verbs.choices.values()):
        made.words = tr
    return parser


def _making(verbs: _Verbs, tr: Translator) -> None:
    demo = verbs.add_parser("demo", help=tr(N_("make a believable shop to try things on")))
    _folder(demo, tr)
    demo.add_argument("--orders", type=_count(tr), default=2000, metavar="N", help=tr(N_("how many orders it has")))
    demo.add_argument("--seed", type=int, default=1, metavar="S", help=tr(N_("the same seed makes the same shop")))

    new = verbs.add_parser("new", help=tr(N_("make a new, empty shop")))
    _folder(new, tr)
    new.add_argument("--name", required=True, help=tr(N_("the shop's name, as papers print it")))
    new.add_argument("--currency", default="CNY", help=tr(N_("ISO 4217 code, such as CNY")))
    new.add_argument("--language", choices=("zh", "en"), default="zh")
    new.add_argument("--owner", default="", help=tr(N_("the owner's sign-in name")))


def _import(verbs: _Verbs, tr: Translator) -> None:
    bring = verbs.add_parser("import", help=tr(N_("bring in a file of orders or products")))
    _shop(bring, tr)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--register", default="", help=tr(N_("orders, products, … (found out by itself)")))
    bring.add_argument("--format", default="", help=tr(N_("the platform's format (found out by itself)")))
    bring.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help=tr(N_("which column is which field"))
    )
    bring.add_argument(
        "--date-order", choices=("YMD", "DMY", "MDY"), default="", help=tr(N_("how the file writes its dates"))
    )
    bring.add_argument(
        "--no-new-products",
        action="store_true",
        help=tr(N_("make no products, suppliers or staff of unknown names")),
    )
    bring.add_argument("--anyway", action="store_true", help=tr(N_("import in spite of a warning that asks first")))
    bring.add_argument("--dry-run", action="store_true", help=tr(N_("say what would happen and change nothing")))
    bring.add_argument("--json", action="store_true")


def _export(verbs: _Verbs, tr: Translator) -> None:
    export = verbs.add_parser(
        "export", help=tr(N_("write a list to Excel, CSV or PDF, or what is due (today) to a calendar file"))
    )
    _shop(export, tr)
    export.add_argument("register", metavar="REGISTER")
    export.add_argument("--to", type=Path, required=True, metavar="FILE.xlsx|.csv|.pdf|.ics")
    export.add_argument(
        "--where", action="append", default=[], metavar="FIELD=VALUE", help=tr(N_("only records with this value"))
    )
    export.add_argument("--from", dest="start", type=_day(tr), metavar="D", help=tr(N_("from this date, 2026-05-17")))
    export.add_argument("--to-date", dest="end", type=_day(tr), metavar="D", help=tr(N_("to this date")))
    export.add_argument("--who", default="", metavar="NAME", help=tr(N_("what falls to this person (only with today)")))


def _print(verbs: _Verbs, tr: Translator) -> None:
    paper = verbs.add_parser("print", help=tr(N_("print one record to a PDF")))
    _shop(paper, tr)
    paper.add_argument("register", metavar="REGISTER")
    paper.add_argument("number", metavar="NUMBER")
    paper.add_argument("--to", type=Path, required=True, metavar="FILE.pdf")
    paper.add_argument("--form", default="", help=tr(N_("which printed form")))


def _looking(verbs: _Verbs, tr: Translator) -> None:
    check = verbs.add_parser("verify", help=tr(N_("check the shop's file, log and balances")))
    _shop(check, tr)
    check.add_argument("--json", action="store_true")

    registers = verbs.add_parser("registers", help=tr(N_("list each register's fields, states and transitions")))
    registers.add_argument("--json", action="store_true")

    verbs.add_parser("self-test", help=tr(N_("prove that this installation works")))
    shots = verbs.add_parser("shots", help=tr(N_("draw a picture of every page")))
    shots.add_argument("folder", type=Path, metavar="DIR")


def _folder(parser: argparse.ArgumentParser, tr: Translator) -> None:
    parser.add_argument("folder", type=Path, metavar="FOLDER", help=tr(N_("the shop's folder")))


def _shop(parser: argparse.ArgumentParser, tr: Translator) -> None:
    _folder(parser, tr)
    parser.add_argument("--user", default="", help=tr(N_("sign-in name (the first owner, if not given)")))


def _count(tr: Translator) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or int(text) > MOST_ORDERS:
            wanted = N_("“{text}” is not a whole number up to {most}", text=text, most=MOST_ORDERS)
            raise argparse.ArgumentTypeError(tr(wanted))
        return int(text)

    return read


def _day(tr: Translator) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            wanted = N_("“{text}” is not a date such as 2026-05-17", text=text)
            raise argparse.ArgumentTypeError(tr(wanted)) from None

    return read
