"""The whole program over a shop on disk: what the window's tests share is used here too."""

from tests.ui.conftest import dressed, nothing_left
from tests.ui.pages.conftest import every_register, folder, template

__all__ = ["dressed", "every_register", "folder", "nothing_left", "template"]
