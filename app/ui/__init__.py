"""The window: everything that knows Qt. Registers are shown from their declarations."""

from app.ui.runtime.immortal import keep_constants

keep_constants()
