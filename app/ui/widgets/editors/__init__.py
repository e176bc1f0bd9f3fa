"""Editors, one for each kind of value; all of them give and take values through the same few methods."""
