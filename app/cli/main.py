"""From the command line to one verb, and from what happened to an exit status: 0, 1 (mend it), 2 (a bug)."""

from __future__ import annotations

import argparse
import importlib
import locale
import os
import sys
from collections.abc import Callable, Sequence

from app.cli import crash, parser
from app.core.errors import Cancelled, UserError
from app.core.i18n import N_, Translator
from app.store.hardening import forbid_core_dumps

Verb = Callable[[argparse.Namespace, Translator], int]

VERBS: dict[str, str] = {
    "demo": "app.cli.shop_verbs:demo",
    "new": "app.cli.shop_verbs:new",
    "verify": "app.cli.shop_verbs:verify_shop",
    "import": "app.cli.import_verb:bring_in",
    "export": "app.cli.export_verbs:export",
    "print": "app.cli.export_verbs:print_record",
    "registers": "app.cli.registers_verb:registers",
    "self-test": "app.ui.selftest:self_test",
    "shots": "app.ui.shots:shots",
}
"""Where each verb is. Its room is loaded when it is asked for: listing registers needs no PDF library."""


def verb(name: str) -> Verb:
    """The function behind a verb's name."""
    module, _, function = VERBS[name].partition(":")
    found: Verb = getattr(importlib.import_module(module), function)
    return found


def language() -> str:
    """The language of messages: TAIZHANG_LANGUAGE, else the system's; Chinese where that says so."""
    wanted = os.environ.get("TAIZHANG_LANGUAGE") or os.environ.get("LANG") or (locale.getlocale()[0] or "")
    return "zh" if wanted.lower().startswith(("zh", "chinese")) else "en"


def main(arguments: Sequence[str]) -> int:
    """Run the verb that `arguments` name; returns the exit status."""
    tr = Translator(language())
    forbid_core_dumps()
    _plain_output()
    try:
        chosen = parser.build(tr).parse_args(list(arguments))
        return verb(chosen.verb)(chosen, tr)
    except UserError as problem:
        print(problem.say(tr).replace("\n", " "), file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Cancelled):
        print(tr(N_("Stopped. Nothing was changed.")), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as problem:
        report = crash.write_report(problem)
        print(
            tr(N_("The program made a mistake. A report without any shop data is in {path}", path=report)),
            file=sys.stderr,
        )
        return 2


def _plain_output() -> None:
    """Chinese must come out whole also where a console's own encoding is another."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
