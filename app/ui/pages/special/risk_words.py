"""The scales of the risk register as the window shows them: cells of the matrix, tones and words of levels."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.models import risk_scale as scale
from app.models.kinds import Option
from app.services.risks import Scales
from app.ui.widgets.matrix import MatrixCell

ROWS: tuple[Text, ...] = tuple(o.label for o in scale.LIKELIHOODS)
COLUMNS: tuple[Text, ...] = tuple(o.label for o in scale.IMPACTS)
AXES = (N_("Likelihood"), N_("Impact"))


def level_option(level: str) -> Option:
    """Words and tone of a level."""
    return next(o for o in scale.LEVELS if o.key == level)


def cells(known: Scales, counts: Mapping[tuple[str, str], int], at: Locale) -> dict[tuple[int, int], MatrixCell]:
    """All 25 cells by the shop's cut-offs, with what stands in them; a cell with nothing shows its score alone."""
    made: dict[tuple[int, int], MatrixCell] = {}
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            score = scale.product(str(likelihood), str(impact))
            found = level_option(known.level("5x5", score))
            count = counts.get((str(likelihood), str(impact)), 0)
            said = N_(
                "{likelihood}, {impact}: {score}, {level}",
                likelihood=ROWS[likelihood - 1],
                impact=COLUMNS[impact - 1],
                score=scale.said_score(score),
                level=found.label,
            )
            if count:
                said = N_("{cell} — {risks}", cell=said, risks=Nn_("{n} risk", "{n} risks", count))
            words = f"{count:,}" if count else ""
            made[likelihood, impact] = MatrixCell(found.tone, words, scale.said_score(score), at.tr(said))
    return made
