"""The grid for many lines at once, which takes a paste from a spreadsheet."""
