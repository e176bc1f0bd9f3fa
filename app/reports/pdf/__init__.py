"""Printed pages: drawn straight onto a canvas, row by row, so that time and memory follow the number of
rows.
"""
