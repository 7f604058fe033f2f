"""Grave decisions, weighed against at least one other option: ours, decision 0123."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import decision_records as acts
from casework.record.table import held_of, meetings
from casework.table.minutes_text import said
from core.i18n import N_
from identity import access
from models.case import Case
from models.decision_record import DecisionRecord
from models.session import Work
from portal.action_rows import rows_shown
from portal.decision_forms import (
    OPTION,
    CorrectDecision,
    OptionForm,
    TakeRecordBack,
    WriteDecision,
)
from portal.decision_words import DECIDED, DISSENTED
from portal.forms import Sheet
from portal.held import held_choices
from portal.web import ForOfficers, Page
from queries import decision_records
from queries.decision_records import RecordLine
from rules.decision_records import LEAST_OPTIONS

router = APIRouter(prefix="/cases/{number}/decisions")

DONE: Final = N_("It is on record.")


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
    access.only_while(
        work, case.id, lambda: decision_records.may_write(work, case) or case.sealed_at is not None
    )
    return case


@router.get("/{record_id:uuid}")
def record_page(page: ForOfficers, number: str, record_id: UUID) -> Response:
    """One decision as it was weighed, and the form for a correction."""
    return _one(page, number, record_id)


def _one(
    page: Page,
    number: str,
    record_id: UUID,
    typed: Sheet[CorrectDecision] | None = None,
    back: Sheet[TakeRecordBack] | None = None,
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
            may_correct=decision_records.may_write(work, case)
            and (line.stands or typed is not None or back is not None),  # what was typed is kept
            back=back or Sheet(TakeRecordBack),
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


@router.post("/{record_id:uuid}/taken-back")
def take_back(page: ForOfficers, number: str, record_id: UUID) -> Response:
    """It was never decided, or not of this child; it stays to be read."""
    sheet = page.typed(TakeRecordBack)

    def act(form: TakeRecordBack) -> Response:
        with page.work() as work:
            case = _to_write(work, number)
            decision_records.one_of_case(work, case, record_id)  # of this case, or not there
            acts.take_back(work, record_id, why=form.why)
        return page.go(f"/cases/{number}/decisions", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, number, record_id, back=sheet))
