"""Which tabs the window has: special pages and registers by section, families of them under one tab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.i18n import Text
from app.models.registry import Registry
from app.models.sections import FAMILIES, SECTIONS
from app.ui.shell.pages import EXTRA_PAGES
from app.ui.widgets.nav import NavGroup, NavSpec


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page that can be gone to: a register's, or a special one."""

    key: str
    label: Text
    icon: str
    section: str
    family: str
    order: int


class Tabs:
    """The tabs of a registry. Each page stands under one tab; a family's tab opens its first page."""

    def __init__(self, registry: Registry) -> None:
        shown = [PageSpec(r.name, r.label, r.icon, r.section, r.family, r.order) for r in registry]
        shown += [PageSpec(p.key, p.label, p.icon, p.section, p.family, p.order) for p in EXTRA_PAGES.values()]
        self.pages = {p.key: p for p in sorted(shown, key=lambda p: (p.order, p.key))}
        self._families = {f.key: [p for p in self.pages.values() if p.family == f.key] for f in FAMILIES}
        self.groups = self._groups()
        self.keys = [spec.key for group in self.groups for spec in group.items]

    def tab_of(self, key: str) -> str:
        """The tab under which a page stands."""
        page = self.pages.get(key)
        return self._families[page.family][0].key if page is not None and page.family else key

    def relatives(self, key: str) -> Sequence[PageSpec]:
        """The pages that share a page's tab, itself among them; none if it has its tab alone."""
        page = self.pages.get(key)
        found = self._families[page.family] if page is not None and page.family else []
        return found if len(found) > 1 else ()

    def specs(self) -> list[tuple[str, Text, str]]:
        """Key, words and icon of every tab from top to bottom, then of the pages behind them."""
        tabs = [(spec.key, spec.label, spec.icon) for group in self.groups for spec in group.items]
        behind = [p for p in self.pages.values() if p.key not in self.keys]
        return tabs + [(p.key, p.label, p.icon) for p in behind]

    def _groups(self) -> list[NavGroup]:
        alone = [p for p in self.pages.values() if not p.family]
        groups = [NavGroup(None, tuple(NavSpec(p.key, p.label, p.icon) for p in alone if not p.section))]
        for section in SECTIONS:
            ordered = [(p.order, NavSpec(p.key, p.label, p.icon)) for p in alone if p.section == section.key]
            ordered += [
                (f.order, NavSpec(self._families[f.key][0].key, f.label, f.icon))
                for f in FAMILIES
                if f.section == section.key and self._families[f.key]
            ]
            if ordered:
                specs = [spec for _, spec in sorted(ordered, key=lambda o: (o[0], o[1].key))]
                groups.append(NavGroup(section.label, tuple(specs)))
        return [group for group in groups if group.items]
