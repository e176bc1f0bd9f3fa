"""What every test shares: Qt without a screen, and no trace of the developer's own settings."""

import os

# Set before any test imports Qt: a window that opens on the developer's screen steals the keyboard.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
