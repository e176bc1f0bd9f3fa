"""What the argument parser says of a command line that it cannot take, in the words of this program's catalogue."""

from __future__ import annotations

import re

from app.core.i18n import N_, Text, listed

_ABOUT = re.compile(r"argument ([^:]+): (.*)", re.DOTALL)
_REQUIRED = re.compile(r"the following arguments are required: (.*)")
_UNKNOWN = re.compile(r"unrecognized arguments: (.*)", re.DOTALL)
_AMBIGUOUS = re.compile(r"ambiguous option: (\S+) could match (.*)")
_VALUE = re.compile(r"invalid \S+ value: '(.*)'", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: '(.*)' \(choose from (.*)\)", re.DOTALL)
_EXTRA = re.compile(r"ignored explicit argument '(.*)'", re.DOTALL)
"""The messages of Python 3.11 to 3.13. One that none of these knows is said as it is."""


def said(message: str) -> Text:
    """A message of `argparse` as a sentence without its full stop."""
    if found := _REQUIRED.fullmatch(message):
        return N_("These are missing: {names}", names=listed(found[1].split(", ")))
    if found := _UNKNOWN.fullmatch(message):
        return N_("“{text}” is not known here", text=found[1])
    if found := _AMBIGUOUS.fullmatch(message):
        return N_("“{text}” could be any of {names}", text=found[1], names=listed(found[2].split(", ")))
    if found := _ABOUT.fullmatch(message):
        return N_("{name}: {problem}", name=found[1], problem=_problem(found[2]))
    return N_("{words}", words=message)


def _problem(message: str) -> Text | str:
    if found := _CHOICE.fullmatch(message):
        names = [name.strip("'") for name in found[2].split(", ")]
        return N_("“{text}” is none of {names}", text=found[1], names=listed(names))
    if found := _VALUE.fullmatch(message):
        return N_("“{text}” cannot be taken", text=found[1])
    if found := _EXTRA.fullmatch(message):
        return N_("it takes no value, and “{text}” was given", text=found[1])
    if message.startswith("expected"):
        return N_("a value is needed")
    return message


HELP = {
    "usage:": N_("usage:"),
    "positional arguments:": N_("what it is done with:"),
    "options:": N_("options:"),
    "show this help message and exit": N_("show this help and end"),
}
"""Words that `argparse` puts into a help text by itself."""
