"""The window: everything that knows Qt. Registers are shown from their declarations."""

from app.ui.runtime.immortal import keep_booleans

keep_booleans()
