"""Grave decisions, weighed against at least one other option: ours, decision 0123."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import decision_records as acts
from casework.case.decision_records import Weighed
from casework.record.table import held_of, meetings
from casework.table.minutes_text import said
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.decision_record import DecisionRecord
from models.session import Work
from portal.action_rows import rows_shown
from portal.decision_words import DECIDED, DISSENTED
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.held import held_choices
from portal.web import ForOfficers, Page
from queries import decision_records
from queries.decision_records import RecordLine
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
)

router = APIRouter(prefix="/cases/{number}/decisions")

DONE: Final = N_("It is on record.")
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

    def weighed(self) -> Weighed:
        return Weighed(
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


@router.get("")
def decisions_page(page: ForOfficers, number: str) -> Response:
    """Every record, what the file shows without one, and the form."""
    return _list(page, number, Sheet(WriteDecision))


def _list(page: Page, number: str, sheet: Sheet[WriteDecision]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        lines = decision_records.of_case(work, case)
        return page.render(
            "decisions/list.html",
            case=case,
            lines=lines,
            unweighed=decision_records.without_record(work, case, lines),
            sheet=sheet,
            may_write=decision_records.may_write(work, case),
            **_choices(page, work, case, sheet),
        )


def _choices(page: Page, work: Work, case: Case, sheet: Sheet[Any]) -> dict[str, object]:
    say, count = page.say, rows_shown(sheet, "options", LEAST_OPTIONS)
    return {
        "count": count,
        "numbers": [(place, say.gettext(OPTION, number=place)) for place in range(1, count + 1)],
        "decided": DECIDED,
        "subjects": [(code, say.gettext(words)) for code, words in DECIDED.items()],
        "dissented": DISSENTED,
        "against": [(code, say.gettext(words)) for code, words in DISSENTED.items()],
        "meetings": held_choices(say, held_of(meetings(work.session, case.id)), page.today),
    }


@router.post("")
def write(page: ForOfficers, number: str) -> Response:
    """A decision and its options are put on record, whenever it was decided."""
    sheet = page.typed(WriteDecision)

    def again() -> Response:
        return _list(page, number, sheet)

    def act(form: WriteDecision) -> Response:
        with page.work() as work:
            case = _to_write(work, number)
            record = acts.write(work, case.id, form.weighed())
        return page.go(f"/cases/{number}/decisions/{record.id}", done=DONE)

    return again() if "more" in sheet.typed else page.submit(sheet, act, again)


def _to_write(work: Work, number: str) -> Case:
    """The case for who may write; who may only read it finds no form."""
    case = access.case_for(work, number)
    if not decision_records.may_write(work, case) and case.sealed_at is None:
        raise NotThere
    return case


@router.get("/{record_id:uuid}")
def record_page(page: ForOfficers, number: str, record_id: UUID) -> Response:
    """One decision as it was weighed, and the form for a correction."""
    return _one(page, number, record_id)


def _one(
    page: Page, number: str, record_id: UUID, typed: Sheet[CorrectDecision] | None = None
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = decision_records.one_of_case(work, case, record_id)
        sheet = typed or _filled(line)
        return page.render(
            "decisions/one.html",
            case=case,
            line=line,
            said=[said(each) for each in decision_records.dissents_of(work, line.row)],
            sheet=sheet,
            typed=typed is not None,
            may_correct=decision_records.may_write(work, case) and line.corrected_in is None,
            **_choices(page, work, case, sheet),
        )


def _filled(line: RecordLine) -> Sheet[CorrectDecision]:
    """As the record stands, to be corrected."""
    row: DecisionRecord = line.row
    options = {
        f"options.{each.number - 1}.{column}": getattr(each, column)
        for each in row.options
        for column in OptionForm.model_fields
    }
    return Sheet.of(
        CorrectDecision,
        subject=row.subject,
        on=row.decided_on,
        rests_on=row.rests_on,
        chosen=row.chosen,
        why=row.why,
        view=row.view,
        not_asked=row.not_asked,
        meeting=row.meeting_id,
        by_whom=row.by_whom,
        dissented=row.dissented,
        dissent=row.dissent,
        **options,
    )


@router.post("/{record_id:uuid}")
def correct(page: ForOfficers, number: str, record_id: UUID) -> Response:
    """Another record stands for this one, which stays to be read."""
    sheet = page.typed(CorrectDecision)

    def again() -> Response:
        return _one(page, number, record_id, sheet)

    def act(form: CorrectDecision) -> Response:
        with page.work() as work:
            case = _to_write(work, number)
            decision_records.one_of_case(work, case, record_id)  # of this case, or not there
            record = acts.correct(work, record_id, form.weighed(), reason=form.reason)
        return page.go(f"/cases/{number}/decisions/{record.id}", done=DONE)

    return again() if "more" in sheet.typed else page.submit(sheet, act, again)
