"""Effect of training on four levels, weeks later: reaction, learning, behaviour, and results in the shop's own figures."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Moment, Option, Ref
from app.models.kinds import Integer as Whole


class TrainingEvaluation(Record):
    """One evaluation. The counts of both windows are stored beside the words, so that the rates can be reckoned again."""

    __tablename__ = "training_evaluation"

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    title: Mapped[str | None]
    trained_on: Mapped[date | None]
    due_on: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    reaction: Mapped[int | None] = mapped_column(Integer)
    reaction_note: Mapped[str | None]
    learning: Mapped[str | None]
    learning_note: Mapped[str | None]
    behaviour: Mapped[int | None] = mapped_column(Integer)
    behaviour_note: Mapped[str | None]
    figure: Mapped[str | None]
    window_days: Mapped[int] = mapped_column(Integer, default=28, server_default="28")
    definition: Mapped[str | None]
    before_words: Mapped[str | None]
    after_words: Mapped[str | None]
    before_hits: Mapped[int | None] = mapped_column(Integer)
    before_of: Mapped[int | None] = mapped_column(Integer)
    after_hits: Mapped[int | None] = mapped_column(Integer)
    after_of: Mapped[int | None] = mapped_column(Integer)
    before_from: Mapped[date | None]
    after_to: Mapped[date | None]
    trend: Mapped[str] = mapped_column(default="unknown", server_default="unknown")
    results_note: Mapped[str | None]
    conclusion: Mapped[str | None]
    next_step: Mapped[str | None]
    early_reason: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="planned", server_default="planned")
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    skip_reason: Mapped[str | None]

    __table_args__ = (Index(None, "status", "due_on"),)


sort_indexes(
    TrainingEvaluation, "title", "trained_on", "due_on", "reaction", "behaviour", "trend", "conclusion", "status"
)

FIGURES = (
    Option("wrong_items", N_("Wrong or missing items"), aliases=("错发漏发率", "差错率")),
    Option("own_mistakes", N_("Complaints from our mistakes"), aliases=("人为差错投诉率",)),
    Option("cancelled_orders", N_("Orders cancelled"), aliases=("取消率",)),
    Option("refunded_orders", N_("Orders with a refund"), aliases=("退款率",)),
    Option("late_shipping", N_("Orders shipped late"), aliases=("超时发货率",)),
    Option("complaints", N_("Complaints per order"), aliases=("投诉率",)),
)
TRENDS = (
    Option("better", N_("Better"), "accent"),
    Option("same", N_("The same"), "neutral"),
    Option("worse", N_("Worse"), "red"),
    Option("unknown", N_("Not measured"), "neutral"),
)
CONCLUSIONS = (
    Option("effective", N_("Effective"), "accent", aliases=("有效", "达到预期")),
    Option("partly", N_("Partly effective"), "amber", aliases=("部分有效", "基本有效")),
    Option("not", N_("Not effective"), "red", aliases=("无效", "未达预期")),
)
STATUS = (
    Option("planned", N_("Planned"), "blue"),
    Option("done", N_("Evaluated"), "accent"),
    Option("skipped", N_("Left out"), "neutral"),
)

TRAINING_EVALUATIONS = Register(
    name="training_evaluations",
    code=57,
    model=TrainingEvaluation,
    label=N_("Effect"),
    singular=N_("Evaluation"),
    purpose=N_("Weeks after a session: how people took it, what they learnt, what they do now, and what the shop's own figures say."),
    icon="trending-up",
    section="compliance",
    family="training",
    order=45,
    importable=False,
    fields=(
        Field("session_id", N_("Session"), Ref(width=22, register="training_sessions"), required=True),
        Field("title", N_("Training evaluated"), LineText(width=26), readonly=True),
        Field("trained_on", N_("Training date"), Day(), readonly=True),
        Field("due_on", N_("Due on"), Day(), required=True, default=TodayPlus(28), bulk=True),
        Field("owner_id", N_("Evaluated by"), Ref(width=12, register="staff"), bulk=True),
        Field("reaction", N_("1 Reaction, of 5"), Whole(minimum=1, maximum=5), help=N_("How people took it: 1 useless, 5 very useful.")),
        Field("reaction_note", N_("What they said"), LongText()),
        Field("learning", N_("2 Learning"), LineText(width=26), readonly=True),
        Field("learning_note", N_("What was learnt"), LongText()),
        Field("behaviour", N_("3 Behaviour, of 5"), Whole(minimum=1, maximum=5), help=N_("Seen at work: 1 nothing changed, 5 everybody does it.")),
        Field("behaviour_note", N_("What was seen at work"), LongText()),
        Field("figure", N_("4 Figure compared"), Choice(width=16, options=FIGURES), help=N_("Taken from the shop's own records for equal times before and after.")),
        Field("window_days", N_("Days before and after"), Whole(minimum=1, maximum=365), default=28),
        Field("definition", N_("How it was counted"), LongText(), readonly=True),
        Field("before_words", N_("Before"), LineText(width=18), readonly=True),
        Field("after_words", N_("After"), LineText(width=18), readonly=True),
        Field("before_from", N_("Counted from"), Day(), readonly=True),
        Field("after_to", N_("Counted to"), Day(), readonly=True),
        Field("trend", N_("Change in the figure"), Choice(options=TRENDS), readonly=True, default="unknown"),
        Field("results_note", N_("What else changed"), LongText()),
        Field("conclusion", N_("Judgement"), Choice(width=12, options=CONCLUSIONS, pill=True)),
        Field("next_step", N_("Next step"), LongText()),
        Field("early_reason", N_("Reason for early evaluation"), LineText(), help=N_("Needed where it is finished before its day.")),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="planned"),
        Field("completed_at", N_("Evaluated at"), Moment(), readonly=True),
        Field("skip_reason", N_("Reason skipped"), LineText(), readonly=True),
    ),
    title=("title",),
    columns=("title", "trained_on", "due_on", "reaction", "behaviour", "trend", "conclusion", "status"),
    sort="-due_on",
    groups=(
        Group(N_("Evaluation"), ("session_id", "trained_on", "due_on", "owner_id", "status")),
        Group(N_("1 and 2: reaction and learning"), ("reaction", "reaction_note", "learning", "learning_note")),
        Group(N_("3: behaviour"), ("behaviour", "behaviour_note")),
        Group(N_("4: results"), ("figure", "window_days", "before_words", "after_words", "trend", "before_from", "after_to",
                                 "definition", "results_note")),
        Group(N_("Judgement"), ("conclusion", "next_step", "early_reason", "completed_at", "skip_reason", "title")),
    ),
    chips=(
        Chip("late", N_("Overdue"), (Where("status", "eq", "planned"), Where("due_on", "lt", TodayPlus(0))), tone="red"),
        Chip("planned", N_("Planned"), (Where("status", "eq", "planned"),)),
        Chip("done", N_("Evaluated"), (Where("status", "eq", "done"),), counted=False),
    ),
    search=("title",),
    transitions=(
        Transition("measure", N_("Count the figure"), "status", ("planned",), "planned", icon="calculator", requires=("figure",), bulk=False),
        Transition("complete", N_("Finish the evaluation"), "status", ("planned",), "done", icon="check", primary=True, requires=("conclusion",),
                   stamps="completed_at", bulk=False),
        Transition("skip", N_("Skip"), "status", ("planned",), "skipped", icon="x",
                   asks=(Field("skip_reason", N_("Reason skipped"), LineText(), required=True),)),
        Transition("reopen", N_("Reopen the evaluation"), "status", ("done", "skipped"), "planned", icon="rotate-ccw", roles=("owner",)),
    ),
    due=(
        Due("effect", N_("Effect of “{title}” is to be judged"), (Where("status", "eq", "planned"),), at="due_on", soon_days=14, who="owner_id"),
    ),
    business_date="due_on",
    retention=Retention("due_on", 3, N_("Training file: time, content, people, result (Work Safety Law, art. 28); kept three years as policy"),
                        after=("completed_at",), once=Where("status", "ne", "planned")),
)  # fmt: skip
