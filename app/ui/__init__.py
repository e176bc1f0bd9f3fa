"""The window: everything that knows Qt. Registers are shown from their declarations, not by page code of their own."""
