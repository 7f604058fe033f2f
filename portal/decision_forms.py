"""What is asked of a grave decision, its options, and a correction: ours, decision 0123."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from core.i18n import N_
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.decision_records import (
    LEAST_OPTIONS,
    ChildsViewMissing,
    DecisionSubject,
    Dissented,
    DissentNotTold,
    NobodyDecided,
    NothingChosen,
    OptionFacts,
    TooFewOptions,
    WeighedFacts,
)

OPTION: Final = N_("Option %(number)s")
WEIGH: Final = N_("Write it in a sentence; that it is not known is an answer too.")


class OptionForm(FormModel):
    """What could be done, and what it would do to the child."""

    name: Annotated[
        Line,
        Ask(
            N_("What could be done"),
            hint=N_("Also that everything stays as it is"),
            missing=N_("Write what could be done."),
        ),
    ]
    safety: Annotated[Prose, Ask(N_("What it would do to the child's safety"), missing=WEIGH)]
    attachment: Annotated[
        Prose,
        Ask(
            N_("To its attachment"),
            hint=N_("Parents, brothers and sisters, whoever cares for the child"),
            missing=WEIGH,
        ),
    ]
    daily_life: Annotated[
        Prose, Ask(N_("To its daily life"), hint=N_("School, friends, language"), missing=WEIGH)
    ]

    def facts(self) -> OptionFacts:
        return OptionFacts(self.name, self.safety, self.attachment, self.daily_life)


class WriteDecision(FormModel):
    """One decision: between which options, which was chosen, by whom, why."""

    subject: Annotated[
        DecisionSubject, Ask(N_("What was decided?"), missing=N_("Choose what was decided."))
    ]
    on: Happened
    rests_on: Annotated[
        Prose,
        Ask(
            N_("What does it rest on?"),
            hint=N_("What was known by then, and from whom"),
            missing=N_("Write what was known by then, and from whom."),
        ),
    ]
    options: Annotated[tuple[OptionForm, ...], Ask(OPTION)] = ()
    chosen: Annotated[
        int, Ask(N_("Which one was chosen?"), missing=N_("Choose one of the options."))
    ]
    why: Annotated[Prose, Ask(N_("Why this one?"), missing=N_("Write why this one was chosen."))]
    view: Annotated[
        Prose,
        Ask(N_("What does the child think of it?"), hint=N_("In its own words."), open=True),
    ] = ""
    not_asked: Annotated[Prose, Ask(N_("Or why was the child not asked?"), open=True)] = ""
    meeting: Annotated[
        UUID | None, Ask(N_("In which meeting did the table decide?"), open=True)
    ] = None
    by_whom: Annotated[
        Line,
        Ask(
            N_("Who decided?"),
            hint=N_("Where it was no meeting: the court, the head with the police on duty"),
            open=True,
        ),
    ] = ""
    dissented: Annotated[
        Dissented, Ask(N_("Was somebody against it?"), missing=N_("Choose one of the three."))
    ]
    dissent: Annotated[Prose, Ask(N_("Who, and what did they think instead?"), open=True)] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """What the rule says of the fields together, all of it at once: ours."""
        rows = sheet.rows("options")
        if len(rows) < LEAST_OPTIONS:
            yield f"options.{len(rows)}.name", TooFewOptions()
        chosen = sheet.known("chosen")
        if chosen is not None and f"options.{chosen - 1}" not in rows:
            yield "chosen", NothingChosen()
        if bool(sheet.value("view").strip()) == bool(sheet.value("not_asked").strip()):
            yield "view", ChildsViewMissing()
        if not (sheet.value("meeting").strip() or sheet.value("by_whom").strip()):
            yield "by_whom", NobodyDecided()
        if sheet.known("dissented") == Dissented.SOMEBODY and not sheet.value("dissent").strip():
            yield "dissent", DissentNotTold()

    def weighed(self) -> WeighedFacts:
        return WeighedFacts(
            subject=self.subject,
            on=self.on,
            options=[each.facts() for each in self.options],
            chosen=self.chosen,
            rests_on=self.rests_on,
            why=self.why,
            view=self.view,
            not_asked=self.not_asked,
            meeting_id=self.meeting,
            by_whom=self.by_whom,
            dissented=self.dissented,
            dissent=self.dissent,
        )


class CorrectDecision(WriteDecision):
    """The decision as it was, and why the record before was wrong."""

    reason: Annotated[
        Prose,
        Ask(
            N_("What was wrong?"),
            hint=N_("The record stays to be read; this one stands for it."),
            missing=N_("Write what was wrong in the record."),
        ),
    ]


class TakeRecordBack(FormModel):
    """Why nothing of it was decided about this child."""

    called: ClassVar[str] = "back"

    why: Annotated[
        Prose,
        Ask(
            N_("Why is the record taken back?"),
            hint=N_("It was never decided, or it was about another child."),
            missing=N_("Write why the record is taken back."),
        ),
    ]
