"""Carriers by the names that exports give them, as the codes of kuaidi100."""

from __future__ import annotations

_CARRIERS = (
    ("shunfeng", ("顺丰", "sf express", "sf-express", "sf")),
    ("yuantong", ("圆通", "yto")),
    ("shentong", ("申通", "sto express", "sto")),
    ("zhongtong", ("中通", "zto")),
    ("yunda", ("韵达", "yunda")),
    ("jtexpress", ("极兔", "j&t", "jtexpress", "百世")),
    ("ems", ("ems",)),
    ("youzhengguonei", ("邮政", "中国邮政", "china post", "邮政快递包裹")),
    ("jd", ("京东", "jd logistics", "jingdong")),
    ("debangkuaidi", ("德邦", "deppon")),
    ("danniao", ("丹鸟", "菜鸟速递")),
)


def carrier_code(name: str) -> str:
    """The code of the carrier that a name means; the name itself where no carrier is known by it."""
    said = name.strip().casefold()
    for code, words in _CARRIERS:
        if said == code or any(said == word or (not word.isascii() and word in said) for word in words):
            return code
    return name.strip()
