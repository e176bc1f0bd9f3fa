"""Taizhang 台账: the back office of a small online shop."""

__version__ = "0.1.0"
