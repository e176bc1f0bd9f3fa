"""The schema's history, one Alembic revision per change. `python -m tools.migration "why"` writes the next one."""

HEAD = "0001"
"""The newest revision. Kept here so that opening an up-to-date shop need not load Alembic; a test compares."""
