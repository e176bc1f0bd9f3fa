"""The editor of a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Choice, Day, LongText, Moment, PersonName, Ref, YesNo
from app.ui.runtime.kit import Kit
from app.ui.runtime.worker import Worker
from app.ui.widgets.editors.answer import AnswerEditor
from app.ui.widgets.editors.base import Editor
from app.ui.widgets.editors.choice import ChoiceEditor, YesNoEditor
from app.ui.widgets.editors.dates import DateEditor
from app.ui.widgets.editors.line import LineEditor, LongTextEditor
from app.ui.widgets.editors.masked import MaskedEditor
from app.ui.widgets.editors.matches import Lookup
from app.ui.widgets.editors.reference import ReferenceEditor


def make_editor(
    kit: Kit, field: Field, at: Callable[[], Locale], worker: Worker, lookups: Mapping[str, Lookup]
) -> Editor:
    """An editor for `field`. `lookups` has one entry per register that a `Ref` may name."""
    kind = field.kind
    made: Editor
    if isinstance(kind, Choice):
        made = ChoiceEditor(kit, kind, at, required=field.required, moved=field.moved)
    elif isinstance(kind, YesNo):
        made = AnswerEditor(kit, kind, at) if kind.follows else YesNoEditor(kit, kind, at)
    elif isinstance(kind, Day | Moment):
        made = DateEditor(kit, kind, at)
    elif isinstance(kind, LongText):
        made = LongTextEditor(kit, kind, at)
    elif isinstance(kind, Ref):
        made = ReferenceEditor(kit, kind, at, worker, lookups[kind.register])
    else:
        made = LineEditor(kit, kind, at)
    if field.sensitive or isinstance(kind, PersonName):  # a shop may choose that names are masked too
        made = MaskedEditor(made)
    made.set_readonly(field.readonly)
    return made
