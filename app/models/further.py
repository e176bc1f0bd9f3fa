"""What a file says beside the columns that the program knows: heading → text, kept as one JSON object.

Headings are the file's own. Names that begin with `~` are the program's marks (see `app.services.guesses`) and are
never shown. A column that nobody foresaw may hold a person's number or name, so that its text is masked by what its
heading and its own form tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.core.locale import Locale
from app.core.text import mask_address, mask_name, mask_phone
from app.models.kinds import LongText, Value

MARK = "~"
_ADDRESS = re.compile(r"地址|address|street", re.IGNORECASE)
_PHONE = re.compile(r"电话|手机|phone|mobile|\btel\b", re.IGNORECASE)
_PERSON = re.compile(
    r"姓名|联系人|收货人|收件人|提货人|买家|会员名|客户名|昵称|账号|帐号|账户|证件|身份证|邮箱|支付宝|微信号|"
    r"e-?mail|recipient|contact|account|customer|buyer|first name|last name|full name|passport|^billing|^shipping name",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(省|市|自治区|区|县|州|旗)\S{0,40}?(路|街|道|巷|弄|村|镇|乡|小区|大厦|号|幢|栋|单元|室)")
"""How a Chinese postal address reads, whatever its column is called."""
_ANYWHERE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|[\w.+-]+@[\w-]+\.[\w.]+")
"""A mobile number or an e-mail address within any text."""


@dataclass(frozen=True, slots=True)
class Further(LongText):
    """A file's further columns; the stored value is `written` JSON."""

    width: int = 30

    def say(self, value: Value, at: Locale) -> str:
        """A line for each column: `heading: text`."""
        return "\n".join(f"{name}: {said}" if name else said for name, said in columns(value).items())

    def mask(self, value: Value) -> Value:
        """The same columns with what looks personal hidden."""
        return written({name: masked(name, said) for name, said in columns(value).items()})


def columns(value: Value) -> dict[str, str]:
    """The columns of a stored value, without the program's marks. Plain text is one column without a heading."""
    if not isinstance(value, str) or not value:
        return {}
    if not value.startswith("{"):
        return {"": value}
    kept = json.loads(value)
    return {name: said for name, said in kept.items() if not name.startswith(MARK) and isinstance(said, str)}


def written(said: Mapping[str, str]) -> str | None:
    """Columns as they are stored; None for none."""
    return json.dumps(dict(said), ensure_ascii=False) if said else None


def added(stored: str | None, said: str | None) -> str | None:
    """The stored value with those columns of another that it has not yet; what it has stays, marks too."""
    kept = json.loads(stored) if stored else {}
    more = {name: text for name, text in columns(said).items() if name not in kept}
    return json.dumps({**kept, **more}, ensure_ascii=False) if more else stored


def renewed(stored: str | None, said: str | None) -> str | None:
    """The stored value with the columns of another: the newer words count, columns that it lacks stay."""
    kept, more = columns(stored), columns(said)
    return written({**kept, **more}) if any(kept.get(name) != text for name, text in more.items()) else stored


def masked(heading: str, said: str) -> str:
    """A column's text with what looks personal hidden: all of it where the heading says so, else numbers and mail."""
    if _ADDRESS.search(heading) or _PLACE.search(said):
        return str(mask_address(said))
    if _PHONE.search(heading):
        return str(mask_phone(said))
    if _PERSON.search(heading):
        return str(mask_name(said))
    return _ANYWHERE.sub(lambda found: _hidden(found[0]), said)


def _hidden(said: str) -> str:
    return str(mask_phone(said)) if said.isdigit() else f"{said[0]}***{said[said.index('@') :]}"
