"""How the dates of a register's table are written: told by the column, by the person, or asked."""

from __future__ import annotations

from datetime import date

from app.core.i18n import N_
from app.imports import moments
from app.imports.grid import Grid
from app.imports.register_columns import Fit
from app.imports.report import Question
from app.imports.wish import Wish
from app.models.kinds import Day, Moment


def day_orders(grid: Grid, fit: Fit, wish: Wish, today: date) -> tuple[dict[str, str], tuple[Question, ...]]:
    """The order of year, month and day by field, and a question for each column that does not tell."""
    orders: dict[str, str] = {}
    questions: list[Question] = []
    for name, at in fit.columns.items():
        if not isinstance(fit.register.field(name).kind, Day | Moment):
            continue
        heading = grid.names[at]
        # A register's dates may lie ahead (valid until), so that today rules nothing out.
        found = moments.find_order(dict.fromkeys(row[at] for row in grid.rows), None)
        order = found.order or wish.date_orders.get(heading) or wish.date_order
        if not order:
            order = found.choices[0]
            text = N_("Which part of the dates in column {column} is the day?", column=heading)
            questions.append(Question("date_order", heading, text, found.choices, found.examples, order))
        orders[name] = order
    return orders, tuple(questions)
