"""Who may do what. Roles are enforced by the program; every slot opens the same data key (see the guide)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from app.core.errors import NotAllowed
from app.core.i18n import N_, Text
from app.store.audit import Actor

Action = Literal["write", "move", "import", "export", "reveal", "void", "settings", "users", "backup", "verify"]

_EVERYONE = frozenset({"owner", "clerk", "inspector"})
_WRITERS = frozenset({"owner", "clerk"})
_OWNER = frozenset({"owner"})

PERMISSIONS: Mapping[Action, frozenset[str]] = MappingProxyType(
    {
        "write": _WRITERS,
        "move": _WRITERS,
        "import": _WRITERS,
        "export": _EVERYONE,
        "reveal": _WRITERS,
        "void": _WRITERS,
        "backup": _WRITERS,
        "verify": _EVERYONE,
        "settings": _OWNER,
        "users": _OWNER,
    }
)
"""The whole table of rights: action → roles."""

_WORDS: Mapping[Action, Text] = MappingProxyType(
    {
        "write": N_("change records"),
        "move": N_("change states"),
        "import": N_("import files"),
        "export": N_("export"),
        "reveal": N_("reveal personal data"),
        "void": N_("void records"),
        "backup": N_("make backups"),
        "verify": N_("verify the shop"),
        "settings": N_("change settings"),
        "users": N_("manage users"),
    }
)


def may(role: str, action: Action) -> bool:
    """Whether a role allows an action. An unknown role allows nothing."""
    return role in PERMISSIONS[action]


def require(actor: Actor, action: Action) -> None:
    """Raise `NotAllowed` unless the actor's role allows the action."""
    if not may(actor.role, action):
        raise NotAllowed(
            N_("Your role does not allow you to {action}.", action=_WORDS[action]),
            None,
            N_("Ask the owner."),
        )
