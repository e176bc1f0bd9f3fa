"""A workbook's package is looked at before any parser opens it: sizes, ratios, entities, the real extent of cells.

310 KB of zip can hold 632 MB of XML, and a file of 5 KB can claim 17,000,000,000 cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO
from xml.etree import ElementTree

from app.imports.readers.model import Limits

_CHUNK = 4_000_000
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_FAR_COLUMNS = 16_384
_NEAR_COLUMNS = 702


class Unsafe(Exception):
    """The package must not be parsed; the first argument is a code: size, ratio, entity, cells, damaged."""


@dataclass(slots=True)
class Extent:
    """What a sheet's XML really holds: its last row with cells, hidden rows, formulas without a saved value."""

    last_row: int = 0
    far: bool = False
    hidden: set[int] = field(default_factory=set)
    unsaved: int = 0
    columns: int = 26


def inspect(path: Path, limits: Limits) -> dict[str, Extent]:
    """The extent of each sheet by its name. Raises `Unsafe`."""
    try:
        with zipfile.ZipFile(path) as package:
            _check_sizes(package, path.stat().st_size, limits)
            return {
                name: _extent(package, part, limits) for name, part in _sheets(package) if part in package.NameToInfo
            }
    except (zipfile.BadZipFile, ElementTree.ParseError, EOFError, OSError, ValueError, RuntimeError, KeyError) as bad:
        raise Unsafe("damaged") from bad
    except NotImplementedError as bad:  # a compression method that zipfile does not know
        raise Unsafe("damaged") from bad


def _check_sizes(package: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in package.infolist())
    if unpacked > limits.max_unpacked or len(package.infolist()) > 10_000:
        raise Unsafe("size")
    if unpacked > 50_000_000 and unpacked > limits.max_ratio * max(packed, 1):
        raise Unsafe("ratio")


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet names with the parts that hold them, by the workbook's own relations."""
    rels = _tree(package, "xl/_rels/workbook.xml.rels")
    targets = {r.get("Id"): r.get("Target", "") for r in rels.iter() if r.tag.endswith("}Relationship")}
    for sheet in _tree(package, "xl/workbook.xml").iter():
        if sheet.tag.endswith("}sheet"):
            link = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), None)
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            yield sheet.get("name", ""), part
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if name in package.NameToInfo:
            with package.open(name) as part_file:
                for _ in _chunks(part_file):
                    pass


def _tree(package: zipfile.ZipFile, name: str) -> ElementTree.Element:
    data = package.read(name)
    _refuse_entities(data)
    return ElementTree.fromstring(data)


def _refuse_entities(data: bytes) -> None:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unsafe("entity")


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    """The part's bytes, cut between rows, read to the end so that its checksum is verified."""
    rest = b""
    while block := part.read(_CHUNK):
        data = rest + block
        _refuse_entities(data)
        cut = max(data.rfind(b"<row"), data.rfind(b":row "), data.rfind(b"<c "))
        if cut <= len(rest):
            cut = len(data)
        yield data[:cut]
        rest = data[cut:]
    yield rest


def _extent(package: zipfile.ZipFile, part: str, limits: Limits) -> Extent:
    extent = Extent()
    with package.open(part) as sheet:
        for data in _chunks(sheet):
            _scan(data, extent)
            if extent.last_row * (_FAR_COLUMNS if extent.far else extent.columns) > limits.max_cells:
                raise Unsafe("cells")
    return extent


def _scan(data: bytes, extent: Extent) -> None:
    prefix = _prefix(data)
    for match in re.finditer(rb"<%brow\b[^>]*>" % prefix, data):
        tag = match.group()
        number = _ROW_NUMBER.search(tag)
        if number is None:
            extent.last_row += 0 if tag.endswith(b"/>") else 1
            continue
        if not tag.endswith(b"/>"):
            extent.last_row = max(extent.last_row, int(number[1]))
        if _HIDDEN.search(tag):
            extent.hidden.add(int(number[1]))
    if b"</%bf>" % prefix in data:
        empty = rb"</%bf>(?:<%bv\s*/>|<%bv></%bv>)?</%bc>" % ((prefix,) * 5)
        extent.unsaved += sum(1 for _ in re.finditer(empty, data))
    extent.far = extent.far or re.search(rb'<%bc r="[A-Z]{3}\d' % prefix, data) is not None
    while not extent.far and extent.columns < _NEAR_COLUMNS:
        first = bytes([ord("A") + extent.columns // 26 - 1])
        found = re.search(rb'<%bc r="([%b-Z])[A-Z]\d' % (prefix, first), data)
        if found is None:
            break
        extent.columns = (found[1][0] - ord("A") + 2) * 26


def _prefix(data: bytes) -> bytes:
    """The namespace prefix of the sheet's elements with its colon (`x:`), mostly none."""
    if b"<row" in data or b"<c " in data:
        return b""
    found = re.search(rb"<(\w{1,20}:)(?:row|c)\b", data)
    return found[1] if found else b""
