"""Bringing files in: choose, look at what would happen, answer what only a person knows, import, see the result."""
