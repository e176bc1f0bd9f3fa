"""Scans of an invented shop's papers: a signed sign-in sheet, a certificate; drawn in code, in nobody's hand."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from app.services.demo.picture import png

WIDE, HIGH = 420, 594
"""A4 upright, about 50 dots per inch."""
Colour = tuple[int, int, int]
_PAPER: Colour = (247, 245, 240)
_PRINT: Colour = (70, 70, 74)
_RULE: Colour = (150, 150, 152)
_INK: Colour = (38, 56, 120)
_SEAL: Colour = (196, 48, 44)
_ROWS = 12
"""Rows of a sheet at least: empty ones stay empty below those who signed."""


class _Sheet:
    """A sheet of paper to draw on; what lies beyond its edge is not drawn."""

    def __init__(self) -> None:
        self._dots = bytearray(bytes(_PAPER) * (WIDE * HIGH))

    def dot(self, x: float, y: float, colour: Colour) -> None:
        if 0 <= x < WIDE and 0 <= y < HIGH:
            at = (int(y) * WIDE + int(x)) * 3
            self._dots[at : at + 3] = bytes(colour)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: Colour, thick: int = 1) -> None:
        steps = int(max(abs(x1 - x0), abs(y1 - y0), 1)) * 2
        for i in range(steps + 1):
            x, y = x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps
            for n in range(thick):
                self.dot(x, y + n, colour)

    def word(self, draw: Random, x: float, y: float, signs: int, size: float) -> None:
        """Printed signs, too small to be read: a few strokes each."""
        for n in range(signs):
            left = x + n * size * 1.15
            for _ in range(4):
                a, b = draw.random() * size, draw.random() * size
                if draw.random() < 0.5:
                    self.line(left + a * 0.3, y + b, left + size, y + b, _PRINT)
                else:
                    self.line(left + a, y, left + a, y + size, _PRINT)

    def signature(self, draw: Random, x: float, y: float, wide: float, high: float) -> None:
        """A name in one go, as somebody in a hurry writes it."""
        loops, tilt = draw.uniform(2.2, 3.6), draw.uniform(-0.25, 0.1)
        phase, steep = draw.random() * pi, draw.uniform(1.6, 2.4)
        before: tuple[float, float] | None = None
        for i in range(61):
            t = i / 60
            swing = sin(t * loops * 2 * pi + phase) * (1 - 0.45 * t) + 0.35 * sin(t * steep * 7 * pi)
            px = x + wide * t + high * 0.35 * cos(t * loops * 2 * pi)
            py = y + high * (0.5 + 0.42 * swing) + tilt * wide * t * 0.3
            if before is not None:
                self.line(*before, px, py, _INK, 2)
            before = (px, py)

    def ring(self, x: float, y: float, radius: float, colour: Colour) -> None:
        for i in range(900):
            turn = i / 900 * 2 * pi
            for n in range(3):
                self.dot(x + (radius - n) * cos(turn), y + (radius - n) * sin(turn), colour)

    def png(self) -> bytes:
        return png(WIDE, HIGH, bytes(self._dots))


def signed_sheet(seed: int, signed: tuple[bool, ...]) -> bytes:
    """A PNG of a sign-in sheet: a ruled table, a row for each person, a signature where `signed` says so."""
    draw, sheet = Random(seed), _Sheet()
    sheet.word(draw, 130, 34, 9, 15)
    sheet.word(draw, 40, 76, 7, 8)
    sheet.word(draw, 240, 76, 9, 8)
    sheet.word(draw, 40, 94, 14, 8)
    rows = max(len(signed), _ROWS)
    top, step = 122, min(30.0, 420 / (rows + 1))
    columns = (40, 72, 156, 240, 380)
    for n in range(rows + 2):
        sheet.line(columns[0], top + n * step, columns[-1], top + n * step, _RULE)
    for x in columns:
        sheet.line(x, top, x, top + (rows + 1) * step, _RULE)
    for x, signs in zip(columns, (1, 2, 2, 3), strict=False):
        sheet.word(draw, x + 6, top + 9, signs, 9)
    for n, there in enumerate(signed, 1):
        y = top + n * step
        sheet.word(draw, columns[0] + 9, y + 10, 1, 7)
        sheet.word(draw, columns[1] + 8, y + 9, draw.choice((2, 3)), 9)
        sheet.word(draw, columns[2] + 8, y + 9, 2, 9)
        if there:
            sheet.signature(draw, columns[3] + 16, y + 4, draw.uniform(60, 96), step - 10)
    sheet.word(draw, 40, top + (rows + 1) * step + 18, 5, 8)
    sheet.signature(draw, 110, top + (rows + 1) * step + 10, 70, 22)
    return sheet.png()


def certificate(seed: int) -> bytes:
    """A PNG of a certificate: a frame, lines of print, an issuer's seal."""
    draw, sheet = Random(seed), _Sheet()
    for inset, colour in ((24, _SEAL), (30, _RULE)):
        left, top, right, low = inset, inset, WIDE - inset, HIGH - inset
        for line in (
            (left, top, right, top),
            (left, low, right, low),
            (left, top, left, low),
            (right, top, right, low),
        ):
            sheet.line(*line, colour)
    sheet.word(draw, 120, 90, 7, 24)
    for n in range(7):
        sheet.word(draw, 70, 190 + n * 32, draw.randint(13, 20), 11)
    sheet.word(draw, 250, 470, 8, 10)
    sheet.word(draw, 250, 496, 9, 8)
    sheet.ring(300, 480, 44, _SEAL)
    sheet.ring(300, 480, 13, _SEAL)
    return sheet.png()
