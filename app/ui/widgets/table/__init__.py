"""The table that shows any number of rows: rows are fetched in blocks, as they are looked at."""
