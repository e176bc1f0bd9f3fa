"""The Today page: figures, what is due, what sold; each opens the records behind it."""
