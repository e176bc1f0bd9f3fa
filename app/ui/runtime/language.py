"""The language in use, and every wording on screen that has to follow it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Signal

from app.core.i18n import Text, Translator
from app.ui.runtime.binding import Bindings, Setter


class Language(QObject):
    """Says `Text` in the current language and says it again after a switch. `changed` is sent last."""

    changed = Signal()

    def __init__(self, code: str, parent: QObject | None = None) -> None:
        """Start in `code`, "zh" or "en"."""
        super().__init__(parent)
        self._tr = Translator(code)
        self._said: Bindings[Text | str] = Bindings()

    @property
    def translator(self) -> Translator:
        """The translator of the language in use."""
        return self._tr

    @property
    def code(self) -> str:
        """The language in use: "zh" or "en"."""
        return self._tr.language

    def choose(self, code: str) -> None:
        """Switch every bound wording to `code`, at once."""
        if code == self.code:
            return
        self._tr = Translator(code)
        for setter, text in self._said.each():
            setter(self._tr(text))
        self.changed.emit()

    def say(self, setter: Setter, text: Text | str) -> None:
        """Give `text` to `setter` (as `label.setText`) now, and again whenever the language changes."""
        if isinstance(text, Text):
            self._said.put(setter, text)
        else:
            self._said.drop(setter)
        setter(self._tr(text))


def system_language() -> str:
    """ "zh" on a desktop set to any Chinese, else "en"."""
    return "zh" if QLocale.system().language() == QLocale.Language.Chinese else "en"
