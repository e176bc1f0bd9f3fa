"""The cards at the right of the Today page: sales of fourteen days, what sold best, what to reorder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from app.core.amounts import add_up, amount_words, parts_of
from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.services.figures import DaySales, TopProduct
from app.ui.pages.today.words import long_day
from app.ui.runtime.fonts import font
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import button, column, label, row
from app.ui.widgets.chart import Bar, BarChart
from app.ui.widgets.paint import draw_focus, draw_text
from app.ui.widgets.ring import KeyRing

ROW_HEIGHT = 40
BAR_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class Lowest:
    """A product to reorder: pieces that can still be sold, and the level at which to reorder."""

    product_id: int
    name: str
    available: int
    level: int


class SalesCard(QFrame):
    """Bars of the last days. `opened` gives a day."""

    opened = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._days: tuple[DaySales, ...] = ()
        self.setProperty("card", True)
        self.chart = BarChart(kit)
        self.chart.chosen.connect(lambda at: self.opened.emit(self._days[at].day))
        self._sum = label(kit, "", size=12, tone="quiet", tabular=True)
        self._none = label(kit, N_("No sales in these days yet."), tone="quiet", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 10)
        box.setSpacing(8)
        box.addLayout(row(label(kit, N_("Sales, 14 days"), weight=700), 0, self._sum))
        box.addWidget(self.chart)
        box.addWidget(self._none)

    def show_days(self, days: Sequence[DaySales], at: Locale) -> None:
        """Show the days, the oldest first."""
        self._days = tuple(days)
        whole = add_up(d.amount for d in days)
        sold = any(parts_of(whole))
        self._kit.say(self._sum.setText, amount_words(whole, at.currency, symbol=True) if sold else "")
        self.chart.show_bars([Bar(str(d.day.day), d.amount, at.tr(_said(d, at))) for d in days])
        self.chart.setVisible(sold)
        self._none.setVisible(not sold)


def _said(day: DaySales, at: Locale) -> Text:
    amount = amount_words(day.amount, at.currency, symbol=True)
    orders = Nn_("{n} order", "{n} orders", day.orders)
    return N_("{day}: {amount}, {orders}", day=long_day(day.day, at), amount=amount, orders=orders)


class ProductRow(QAbstractButton):
    """A product's name with a figure, over a bar of its share."""

    def __init__(self, kit: Kit, name: str, said: str, share: float, token: str) -> None:
        super().__init__()
        self._kit, self._said, self._token = kit, said, token
        self._share = min(max(share, 0.0), 1.0)
        self._ring = KeyRing()
        self.setText(name)
        self.setToolTip(f"{name}\n{said}")
        self.setAccessibleName(f"{name}: {said}")
        self.setFixedHeight(ROW_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        kit.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, ROW_HEIGHT)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if a key brought the keyboard here."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name at the left, figure at the right, bar below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._kit.theme.colour
        at = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("hover"))
            painter.drawRoundedRect(at.adjusted(-6, 0, 6, 0), 6, 6)
        painter.setFont(font(12, tabular=True))
        room = QFontMetricsF(painter.font()).horizontalAdvance(self._said) + 12
        painter.setPen(colour("ink2"))
        draw_text(painter, QRectF(at.left(), 6, at.width(), 18), self._said, Qt.AlignmentFlag.AlignRight)
        painter.setFont(font(12, 500))
        painter.setPen(colour("ink"))
        draw_text(painter, QRectF(at.left(), 6, at.width() - room, 18), self.text())
        track = QRectF(at.left(), 28, at.width(), BAR_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunk"))
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(colour(self._token))
        painter.drawRoundedRect(QRectF(track.left(), 28, track.width() * self._share, BAR_HEIGHT), 2, 2)
        if self._ring.shows(self):
            draw_focus(painter, self._kit, at, 6)
        painter.end()


class ProductsCard(QFrame):
    """A few products. `opened` gives one's id, `all_asked` asks for the list behind them."""

    opened = Signal(int)
    all_asked = Signal()

    def __init__(self, kit: Kit, title: Text, every: Text) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("card", True)
        self._rows = column(spacing=2)
        self.all = button(kit, every, self.all_asked.emit, kind="link")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 12, 16, 12)
        box.setSpacing(6)
        box.addLayout(row(label(kit, title, weight=700), 0, self.all))
        box.addLayout(self._rows)

    @property
    def rows(self) -> list[ProductRow]:
        """The rows that are shown."""
        found = (self._rows.itemAt(at) for at in range(self._rows.count()))
        return [w for w in (i.widget() for i in found if i is not None) if isinstance(w, ProductRow)]

    def show_top(self, top: Sequence[TopProduct], at: Locale) -> None:
        """Show what sold best, by amount."""
        most = max((t.amount for t in top), default=0) or 1
        self._clear()
        for t in top:
            amount = amount_words(t.amount, at.currency, symbol=True)
            said = at.tr(Nn_("{n} piece · {amount}", "{n} pieces · {amount}", t.pieces, amount=amount))
            self._add(t.product_id, t.name, said, t.amount / most, "accent")

    def show_lowest(self, lowest: Sequence[Lowest], at: Locale) -> None:
        """Show what runs low, by what can still be sold."""
        self._clear()
        for x in lowest:
            said = at.tr(N_("{n} left, reorder at {level}", n=x.available, level=x.level))
            self._add(x.product_id, x.name, said, x.available / x.level if x.level else 0.0, "amber")

    def _clear(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, product_id: int, name: str, said: str, share: float, token: str) -> None:
        made = ProductRow(self._kit, name, said, share, token)
        made.clicked.connect(lambda: self.opened.emit(product_id))
        self._rows.addWidget(made)
        self.setVisible(True)
