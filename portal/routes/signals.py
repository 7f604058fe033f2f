"""Signals that suggest a reassessment, and the manager's answer to each: Art. 14(4)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from casework.record.table import meetings
from casework.table import signals as acts
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import UNSAID, Ask, Happened, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.routes.information import may_act
from portal.signal_words import NO_MEETING, MeetingOrNone, TypedSignal, code_of, said
from portal.web import ForOfficers, Page
from portal.words import MEETINGS
from queries import signals
from queries.signals import SignalFile
from rules.roles import Role

HELD: Final = N_("Held: it answers what there was by that day, and nothing later.")
NOT_CALLED: Final = N_("Considered: no meeting is called for it, and this is why")

router = APIRouter(prefix="/cases/{number}/signals")


class AnswerSignals(FormModel):
    """Which signals, and the meeting in which the table assesses anew, or why none is called."""

    signals: Annotated[
        tuple[TypedSignal, ...],
        Field(min_length=1),
        Ask(N_("Which of them do you answer?"), missing=N_("Choose at least one of them.")),
    ]
    meeting: Annotated[
        MeetingOrNone,
        Ask(
            N_("In which meeting does the table assess anew?"),
            hint=N_(
                "The needs and the level of risk are on the agenda of every meeting of a case."
            ),
            missing=N_("Choose the meeting, or that none is called."),
        ),
    ]
    reason: Annotated[
        Prose,
        Ask(
            N_("Why is no meeting called?"),
            hint=N_(
                "The head reads it; it stays on the case. What came in and changes nothing is no"
                " longer warned of beside the assessment."
            ),
            open=True,
        ),
    ] = ""
    on: Annotated[Happened, Ask(N_("On which day did you answer the signals?"), missing=UNSAID)]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Where no meeting is called it is said why."""
        if sheet.value("meeting") == NO_MEETING and not sheet.value("reason").strip():
            yield "reason", N_("Write why no meeting is called.")


@router.get("")
def signals_page(page: ForOfficers, number: str) -> Response:
    """What stands open with the form to answer it, and what was answered."""
    return _list(page, number, Sheet(AnswerSignals))


def _list(page: Page, number: str, sheet: Sheet[AnswerSignals]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        file = signals.of_case(work, case)
        return page.render(
            "signals/signals.html",
            case=case,
            waiting=[(line, said(page.say, line)) for line in file.waiting],
            answered=[(line, said(page.say, line)) for line in file.answered],
            choices=[
                (
                    code_of(line.signal),
                    said(page.say, line),
                    page.say.gettext(
                        N_("since %(day)s"), day=page.say.day(line.signal.since, page.today)
                    ),
                )
                for line in file.waiting
            ],
            meetings=_meetings(page, work, case, file),
            sheet=sheet,
            is_mine=may_act(work, case),
        )


def _meetings(
    page: Page, work: Work, case: Case, file: SignalFile
) -> list[tuple[object, str, str]]:
    """What is planned, and what was held since the oldest signal; then that none is called."""
    since = min((line.signal.since for line in file.waiting), default=page.today)
    found = [
        each
        for each in meetings(work.session, case.id)
        if each.is_planned or (each.held_at is not None and each.met_on >= since)
    ]
    return [
        *(
            (
                each.id,
                f"{page.say.gettext(MEETINGS[each.kind])}, {page.say.weekday(each.met_on)}",
                page.say.gettext(HELD) if each.held_at else "",
            )
            for each in found
        ),
        (
            NO_MEETING,
            page.say.gettext(NOT_CALLED),
            "",
        ),
    ]


@router.post("")
def answer(page: ForOfficers, number: str) -> Response:
    """Put the answer on record; it stays, and a later one stands beside it: Art. 14(4)."""
    sheet = page.typed(AnswerSignals)

    def act(form: AnswerSignals) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.answer(
                work,
                case.id,
                form.signals,
                answered_on=form.on,
                meeting_id=form.meeting,
                reason=form.reason,
            )
        return page.go(f"/cases/{number}/signals", done=N_("The answer is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))
