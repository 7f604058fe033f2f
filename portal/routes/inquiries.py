"""What members were asked, and others, with every answer: Art. 14(3.1), 14(3.3), 19."""

from typing import Annotated, ClassVar, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import inquiries as acts
from casework.record.silence import told_on
from casework.record.table import sitting
from core.i18n import N_
from identity import access
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Sheet
from portal.inquiry_words import ABROAD, ANSWERED_BY, SENT_BY, STANDS, TYPED
from portal.routes.information import may_act
from portal.web import ForOfficers, Page
from portal.words import SUPERIOR_MEANS
from queries import inquiries, report_file
from rules.inquiries import AnsweredBy
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/inquiries")

DONE: Final = N_("It is on record.")


class AskMember(FormModel):
    """Whom the manager asks, what, on which day and until when."""

    who: Annotated[UUID, Ask(N_("Who is asked?"), missing=N_("Choose who is asked."))]
    words: Annotated[
        Prose,
        Ask(
            N_("What do you want to know?"),
            hint=N_("It stands behind the link; no mail says it."),
            missing=N_("Write what you want to know."),
        ),
    ]
    on: Annotated[
        Happened,
        Ask(N_("On which day was it asked?"), missing=N_("Say on which day it was asked.")),
    ]
    until: Annotated[
        Day,
        Ask(
            N_("Until which day do you want the answer?"),
            missing=N_("Write until which day you want the answer."),
        ),
    ]


class TypeAnswer(FormModel):
    """An answer that came otherwise than behind the link."""

    how: Annotated[
        Literal[AnsweredBy.TELEPHONE, AnsweredBy.PAPER, AnsweredBy.SPOKEN, AnsweredBy.MAIL],
        Ask(N_("How did it come?"), missing=N_("Choose how it came.")),
    ]
    source: Annotated[
        Line,
        Ask(
            N_("Who gave the answer?"),
            hint=N_("A name or an office; write “not known” where nobody knows."),
            missing=N_("Write who gave the answer, or “not known”."),
        ),
    ]
    on: Annotated[
        Happened,
        Ask(N_("On which day did it come?"), missing=N_("Say on which day it came.")),
    ]
    words: Annotated[
        Prose,
        Ask(
            N_("What was answered?"),
            hint=N_("As it was said; it is not changed any more."),
            missing=N_("Write what was answered."),
        ),
    ]


class WithdrawInquiry(FormModel):
    """Why nobody need answer any more."""

    called: ClassVar[str] = "withdraw"

    why: Annotated[
        Prose,
        Ask(
            N_("Why need nobody answer any more?"),
            missing=N_("Write why nobody need answer any more."),
        ),
    ]


@router.get("")
def inquiries_page(page: ForOfficers, number: str) -> Response:
    """Everything that was asked, the newest first, and the form to ask a member."""
    return _list(page, number, Sheet(AskMember))


def _list(page: Page, number: str, sheet: Sheet[AskMember]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "inquiries/inquiries.html",
            case=case,
            lines=inquiries.of_case(work, case),
            dates=[each for each in inquiries.dates_of(work, case) if each.asks],
            sheet=sheet,
            is_mine=may_act(work, case),
            members=[
                (seat.id, f"{seat.professional.name}, {seat.professional.affiliation}")
                for seat in sitting(work.session, case.id)
            ],
            stands=STANDS,
        )


@router.post("")
def ask(page: ForOfficers, number: str) -> Response:
    """A member is asked, and told by mail that there is a question: Art. 14(3.1)."""
    sheet = page.typed(AskMember)

    def act(form: AskMember) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            asked = acts.ask(
                work, case.id, form.who, words=form.words, asked_on=form.on, due_on=form.until
            )
        return page.go(f"/cases/{number}/inquiries/{asked.id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{inquiry_id:uuid}")
def inquiry_page(page: ForOfficers, number: str, inquiry_id: UUID) -> Response:
    """One question, all its answers beside it, and the form for one that came otherwise."""
    return _one(page, number, inquiry_id)


def _one(
    page: Page,
    number: str,
    inquiry_id: UUID,
    sheet: Sheet[TypeAnswer] | None = None,
    withdrawing: Sheet[WithdrawInquiry] | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = inquiries.one(work, case, inquiry_id)
        heard = None
        if line.request is not None and told_on(line.request) is not None:
            heard = report_file.line_of(work, case, line.request.id)
        work.record("inquiry read", "18(1)", life=case.life, inquiry=line.row.number)
        return page.render(
            "inquiries/inquiry.html",
            case=case,
            line=line,
            heard=heard,
            means=SUPERIOR_MEANS,
            sheet=sheet or Sheet(TypeAnswer),
            withdrawing=withdrawing or Sheet(WithdrawInquiry),
            is_mine=may_act(work, case),
            stands=STANDS,
            answered_by=ANSWERED_BY,
            sent_by=SENT_BY,
            abroad=ABROAD,
            choices=[(code, page.say.gettext(words)) for code, words in TYPED.items()],
        )


@router.post("/{inquiry_id:uuid}")
def enter_answer(page: ForOfficers, number: str, inquiry_id: UUID) -> Response:
    """An answer by telephone or on paper, with its day and from whom: Art. 14(3.1), 19."""
    sheet = page.typed(TypeAnswer)

    def act(form: TypeAnswer) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            inquiries.one(work, case, inquiry_id)
            acts.enter_answer(
                work,
                inquiry_id,
                said_on=form.on,
                how=form.how,
                source=form.source,
                words=form.words,
            )
        return page.go(f"/cases/{number}/inquiries/{inquiry_id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, number, inquiry_id, sheet))


@router.post("/{inquiry_id:uuid}/withdrawn")
def withdraw(page: ForOfficers, number: str, inquiry_id: UUID) -> Response:
    """Nobody owes an answer any more; what was asked stays to be read."""
    sheet = page.typed(WithdrawInquiry)

    def act(form: WithdrawInquiry) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            inquiries.one(work, case, inquiry_id)
            acts.withdraw(work, inquiry_id, why=form.why)
        return page.go(f"/cases/{number}/inquiries/{inquiry_id}", done=DONE)

    return page.submit(sheet, act, again=lambda: _one(page, number, inquiry_id, withdrawing=sheet))
