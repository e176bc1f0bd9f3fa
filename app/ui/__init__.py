"""The window: everything that knows Qt. Registers are shown from their declarations."""
