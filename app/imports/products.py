"""Rows as products: variants with their parent's name, pictures and description gathered, SKUs once each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from app.core.i18n import N_, Nn_
from app.imports.columns import Columns
from app.imports.drafts import ProductDraft
from app.imports.extras import by_row, unclaimed
from app.imports.formats.base import Format
from app.imports.html_text import strip_html
from app.imports.report import Notice, Reject

_DIRECT = (
    "product_id", "sku", "barcode", "name", "category", "unit", "stock", "low_stock", "supplier_name", "brand",
    "description", "parent", "published",
)  # fmt: skip
_OPTIONS = tuple((f"option{n}_name", f"option{n}_value") for n in (1, 2, 3))
_DRAFT_NAMES = {"product_id": "platform_product_id"}


@dataclass(slots=True)
class BuiltProducts:
    """Products made from one grid, and what was said on the way."""

    drafts: list[ProductDraft]
    rejects: list[Reject]
    notices: list[Notice]


def build_products(columns: Columns, fmt: Format) -> BuiltProducts:
    """The products of a converted grid."""
    grid = columns.grid
    extras = by_row(columns, unclaimed(grid, columns.source))
    known = _known(columns)
    drafts: list[tuple[int, ProductDraft]] = []
    rejects = [*grid.rejects, *(r for found in columns.bad.values() for r in found)]
    for i in range(len(grid.rows)):
        if i in columns.bad:
            continue
        values = {n: columns.values[n][i] for n in columns.values}
        draft = _draft(values, grid.numbers[i], columns, fmt)
        drafts.append((i, replace(draft, known=known, extras=extras[i])))
    notices = list(columns.notices)
    if fmt.platform == "shopify":
        kept = _shopify(drafts)
    elif fmt.platform == "woocommerce":
        kept = _woocommerce(drafts, columns, notices)
    else:
        kept = drafts
    named = []
    for i, draft in kept:
        if draft.name is None and draft.sku is None:
            at = columns.source.get("name", columns.source.get("sku", [0]))[0]
            rejects.append(grid.reject(i, at, N_("The row has neither a name nor a SKU.")))
        elif draft.price is not None and draft.price < 0:
            rejects.append(grid.reject(i, columns.source["price"][0], N_("A price cannot be below zero.")))
        else:
            named.append((i, draft))
    unique = _each_once(named, columns, rejects, notices)
    return BuiltProducts(unique, sorted(rejects, key=lambda r: r.row), notices)


def _known(columns: Columns) -> frozenset[str]:
    names = {_DRAFT_NAMES.get(n, n) for n in columns.values}
    if any(n.startswith("option") for n in names):
        names.add("options")
    return frozenset(n for n in names if n in ProductDraft.__dataclass_fields__)


def _draft(values: dict[str, Any], row: int, columns: Columns, fmt: Format) -> ProductDraft:
    direct = {_DRAFT_NAMES.get(n, n): values[n] for n in _DIRECT if values.get(n) is not None}
    if "description" in direct:
        direct["description"] = strip_html(direct["description"])
    pairs = [(values.get(name) or f"{at}", values.get(value)) for at, (name, value) in enumerate(_OPTIONS, 1)]
    options = tuple((name, value) for name, value in pairs if value)
    if not options and values.get("options"):
        options = (("", values["options"]),)
    images = values.get("images")
    return ProductDraft(
        row=row,
        sheet=columns.grid.sheet,
        source=columns.grid.source,
        platform=fmt.platform,
        currency=columns.currency,
        price=values["price"].amount if values.get("price") is not None else None,
        cost=values["cost"].amount if values.get("cost") is not None else None,
        options=options,
        images=_images(images) if images else (),
        **direct,
    )


def _images(said: str) -> tuple[str, ...]:
    flat = said.replace("，", ",").replace(";", ",").replace("\n", ",")
    return tuple(
        dict.fromkeys(
            url for part in flat.split(",") if (url := part.strip()).lower().startswith(("http://", "https://"))
        )
    )


def _shopify(drafts: list[tuple[int, ProductDraft]]) -> list[tuple[int, ProductDraft]]:
    """Continuation rows take what only the first row of a handle says; rows of pictures add theirs to it."""
    by_handle: dict[str | None, list[tuple[int, ProductDraft]]] = {}
    above: str | None = None
    for i, draft in drafts:
        above = draft.platform_product_id or above
        by_handle.setdefault(above, []).append((i, draft))
    out: list[tuple[int, ProductDraft]] = []
    for handle, rows in by_handle.items():
        first = next((d for _, d in rows if d.name), rows[0][1])
        images = tuple(dict.fromkeys(url for _, d in rows for url in d.images))
        names = [name for name, _ in first.options]
        variants = [(i, d) for i, d in rows if d.sku or d.price is not None or d.options] or rows[:1]
        for i, d in variants:
            options = _without_default(d, names)
            label = " / ".join(value for _, value in options)
            out.append(
                (
                    i,
                    replace(
                        d,
                        platform_product_id=handle,
                        name=f"{first.name} - {label}" if first.name and label else first.name,
                        category=d.category or first.category,
                        brand=d.brand or first.brand,
                        description=d.description or first.description,
                        published=first.published if d.published is None else d.published,
                        parent=handle if len(variants) > 1 else None,
                        options=options,
                        images=images,
                    ),
                )
            )
    return sorted(out, key=lambda pair: pair[0])


def _without_default(draft: ProductDraft, names: list[str]) -> tuple[tuple[str, str], ...]:
    """Options with the names of the handle's first row; `Default Title` means that there are none."""
    options = draft.options
    if len(options) == 1 and options[0][1] == "Default Title":
        return ()
    return tuple(
        (names[at] if at < len(names) and name.isdigit() else name, value) for at, (name, value) in enumerate(options)
    )


def _woocommerce(
    drafts: list[tuple[int, ProductDraft]], columns: Columns, notices: list[Notice]
) -> list[tuple[int, ProductDraft]]:
    """Variations are the products; their variable parents, and grouped products, hold no stock of their own."""
    kinds = columns.get("product_type")
    parents = {d.parent for _, d in drafts if d.parent}
    names = {key: d for _, d in drafts for key in (d.sku, f"id:{d.platform_product_id}") if key}
    out: list[tuple[int, ProductDraft]] = []
    left_out: Counter[str] = Counter()
    for i, draft in drafts:
        kind = (kinds[i] or "").lower()
        own = {draft.sku, f"id:{draft.platform_product_id}"}
        if "grouped" in kind or ("variable" in kind and own & parents):
            left_out["grouped" if "grouped" in kind else "variable"] += 1
            continue
        parent = names.get(draft.parent or "")
        if parent is not None:
            label = ", ".join(value for _, value in draft.options)
            draft = replace(
                draft,
                name=draft.name or f"{parent.name} - {label}",
                category=draft.category or parent.category,
                brand=draft.brand or parent.brand,
                description=draft.description or parent.description,
                images=draft.images or parent.images,
                parent=parent.sku or draft.parent,
            )
        out.append((i, draft))
    if left_out:
        text = Nn_(
            "One product that only groups others was left out.",
            "{n} products that only group others were left out.",
            sum(left_out.values()),
        )
        notices.append(Notice("grouped", text, sheet=columns.grid.sheet))
    return out


def _each_once(
    drafts: list[tuple[int, ProductDraft]], columns: Columns, rejects: list[Reject], notices: list[Notice]
) -> list[ProductDraft]:
    """Each SKU once: the same product again replaces the row above, another product under it is rejected."""
    kept: dict[object, tuple[int, ProductDraft]] = {}
    repeated: list[int] = []
    for i, draft in drafts:
        key: object = draft.sku or (draft.name, draft.options, draft.platform_product_id, i if not draft.name else 0)
        before = kept.get(key)
        if before is not None and draft.sku and before[1].name and draft.name and before[1].name != draft.name:
            reason = N_("Row {row} has another product with this SKU.", row=before[1].row)
            rejects.append(columns.grid.reject(i, columns.source["sku"][0], reason))
            continue
        if before is not None:
            repeated.append(before[1].row)
        kept[key] = (i, draft)
    if repeated:
        text = Nn_(
            "One product stands in the file twice; the lower row counts.",
            "{n} products stand in the file more than once; the lowest row counts.",
            len(repeated),
        )
        notices.append(Notice("repeated", text, repeated[0], sheet=columns.grid.sheet))
    return [draft for _, draft in kept.values()]
