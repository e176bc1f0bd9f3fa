"""Attached photos for a form: made small enough for paper, in order; what is no picture is named, never left out."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

from PIL import Image, ImageOps, UnidentifiedImageError

from app.reports.papers.blocks import Picture
from app.reports.prepare import Context
from app.store.reader import Attached

LONGEST = 1_100
"""Pixels of the longer side: 9 cm at about 300 dots an inch."""
MOST = 24
QUALITY = 82


def photos(ctx: Context, register: str, record_id: int, prefix: str = "") -> list[Picture]:
    """The photos attached to a record (those whose name begins with `prefix`), at most 24 of them."""
    chosen = [a for a in ctx.reader.attachments(register, record_id) if a.name.startswith(prefix)]
    return pictures(ctx, chosen)


def pictures(ctx: Context, chosen: Sequence[Attached]) -> list[Picture]:
    """These attachments as pictures, each with its name."""
    return [Picture(a.name, _small(ctx, a)) for a in chosen[:MOST]]


def _small(ctx: Context, attached: Attached) -> str:
    if not attached.media_type.startswith("image/"):
        return ""
    try:
        with Image.open(io.BytesIO(ctx.reader.attachment_data(attached.id))) as opened:
            image = ImageOps.exif_transpose(opened).convert("RGB")
            image.thumbnail((LONGEST, LONGEST))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=QUALITY)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return ""  # a broken file, or a kind that is not read: the form names it
    return base64.b64encode(out.getvalue()).decode("ascii")
