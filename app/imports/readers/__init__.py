"""Readers: a file on disk becomes tables of cells with their true row numbers; nothing is interpreted yet."""

from app.imports.readers.model import Limits, Source, Table, Value
from app.imports.readers.open import read_tables

__all__ = ["Limits", "Source", "Table", "Value", "read_tables"]
