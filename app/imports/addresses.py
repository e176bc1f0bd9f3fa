"""Chinese addresses: the parts of one text, and a recipient, phone and address that share a cell."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.imports.cells import phone


class Place(NamedTuple):
    """The parts of an address; empty where the text does not tell."""

    province: str | None = None
    city: str | None = None
    district: str | None = None
    street: str | None = None
    postcode: str | None = None


_POSTCODE = re.compile(r"[\s,，]*[(（]?\b(\d{6})[)）]?\s*$")
_MUNICIPAL = ("北京", "上海", "天津", "重庆")
_PARTS = re.compile(
    r"(?:中国|中华人民共和国)?[\s,，]*"
    r"(?P<province>(?:北京|上海|天津|重庆)市?|[^\s,，省市区]{2,6}(?:省|自治区|特别行政区))[\s,，]*"
    r"(?P<city>[^\s,，省区县]{2,9}?(?:市辖区|自治州|地区|市|盟))?[\s,，]*"
    r"(?P<district>[^\s,，路街号]{1,9}?(?:新区|区|县|旗|市))?[\s,，]*"
    r"(?P<street>.*)",
    re.DOTALL,
)


def split_address(full: str) -> Place:
    """Province, city, district, street and postcode of a Chinese address; nothing where it does not start so."""
    postcode = None
    bare = full
    found = _POSTCODE.search(full)
    if found:
        postcode = None if found[1] == "000000" else found[1]
        bare = full[: found.start()]
    match = _PARTS.fullmatch(bare.strip())
    if match is None:
        return Place(postcode=postcode)
    province, city = match["province"], match["city"]
    if city is None and province.startswith(_MUNICIPAL):
        city = province if province.endswith("市") else f"{province}市"
    return Place(province, city, match["district"], match["street"].strip(" ,，") or None, postcode)


class Recipient(NamedTuple):
    """Who gets a parcel, from one cell."""

    name: str | None
    phone: str | None
    address: str | None


_COMMAS = re.compile(r"[,，\n]\s*")


def split_recipient(cell: str) -> Recipient:
    """`张三，86-139…，广东省…` in its three parts; a cell of another shape is an address as a whole."""
    parts = _COMMAS.split(cell, maxsplit=2)
    if len(parts) == 3 and sum(c.isdigit() or c == "*" for c in parts[1]) >= 7:
        return Recipient(parts[0].strip() or None, phone(parts[1]), parts[2].strip() or None)
    return Recipient(None, None, cell.strip() or None)
