"""The bundle that every widget is given: how things look and in which language they speak."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.core.i18n import Text, Translator
from app.ui.runtime.binding import Setter
from app.ui.runtime.fonts import load_fonts
from app.ui.runtime.icons import IconLook, Icons
from app.ui.runtime.language import Language
from app.ui.runtime.theme import Choice, Theme, Tokens


class Kit(NamedTuple):
    """Theme, language and icons, passed by argument to whatever draws."""

    theme: Theme
    language: Language
    icons: Icons

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self.theme.tokens

    @property
    def tr(self) -> Translator:
        """The translator of the language in use."""
        return self.language.translator

    def say(self, setter: Setter, text: Text | str) -> None:
        """Give `text` to `setter` in the language in use, now and after each switch."""
        self.language.say(setter, text)

    def icon(self, setter: Setter, name: str, token: str = "ink2", gap: int = 0) -> None:
        """Give icon `name` to `setter`, now and after each change of theme."""
        self.icons.put(setter, IconLook(name, token, gap))

    def draw_icon(self, name: str, token: str = "ink2", size: int = 18) -> QIcon:
        """An icon for something that is painted anew each time anyway."""
        return self.icons.icon(IconLook(name, token), size)


def make_kit(app: QApplication, language: str, theme: Choice = "system") -> Kit:
    """Dress the application: fonts, theme, icons, language."""
    load_fonts(app)
    worn = Theme(app, theme)
    return Kit(worn, Language(language, app), Icons(worn))
