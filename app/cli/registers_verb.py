"""The verb `registers`: what there is to record, for people and for scripts."""

from __future__ import annotations

import argparse
import json
from typing import Any

from app.core.i18n import Translator
from app.models.declaration import Field, Register
from app.models.kinds import Choice, Ref
from app.models.registry import Registry


def registers(chosen: argparse.Namespace, tr: Translator) -> int:
    """Print every register with its fields, states and transitions."""
    found = [_describe(r, tr) for r in Registry.load()]
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for r in found:
        print(f"{r['name']}  {r['label']}")
        for f in r["fields"]:
            marks = "".join(m for m, on in (("*", f["required"]), ("=", f["readonly"]), ("#", f["sensitive"])) if on)
            print(f"  {f['name']:<20} {f['kind']:<10} {f['label']}{marks}")
        for state, names in r["states"].items():
            print(f"  {state}: {', '.join(names)}")
        for t in r["transitions"]:
            print(f"  {t['name']}: {t['field']} {'|'.join(t['from'])} → {t['to']}  {t['label']}")
    return 0


def _describe(r: Register, tr: Translator) -> dict[str, Any]:
    return {
        "name": r.name,
        "label": tr(r.label),
        "fields": [_field(f, tr) for f in r.fields],
        "lines": {x.name: [_field(f, tr) for f in x.fields] for x in r.lines},
        "states": {f.name: list(r.states(f.name)) for f in r.state_fields()},
        "transitions": [
            {"name": t.name, "label": tr(t.label), "field": t.field, "from": list(t.sources), "to": t.target,
             "roles": list(t.roles), "asks": [f.name for f in t.asks]}
            for t in r.transitions
        ],
    }  # fmt: skip


def _field(f: Field, tr: Translator) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": f.name,
        "label": tr(f.label),
        "kind": type(f.kind).__name__.lower(),
        "required": f.required,
        "readonly": f.readonly,
        "sensitive": f.sensitive,
    }
    if isinstance(f.kind, Choice):
        found["options"] = [o.key for o in f.kind.options]
    if isinstance(f.kind, Ref):
        found["register"] = f.kind.register
    return found
