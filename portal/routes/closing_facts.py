"""What a closure rests on beside the assessment: acceptance, age, and an approval that carries it:
Art. 17(3), 17(3.2), 17(3.3)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import approval_word, closing_facts
from core.i18n import N_
from models.case import Case
from models.session import Work
from portal.closing import Age, LetFall, LetterOfAcceptance
from portal.routes.closure import take
from portal.web import Signed
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/closure")


@router.post("/acceptance")
def record_acceptance(page: Signed, number: str) -> Response:
    """The other centre has taken the case over, as its letter says: Art. 17(3.3)."""

    def act(work: Work, case: Case, form: LetterOfAcceptance, by: UUID) -> None:
        closing_facts.record_acceptance(
            work,
            case.id,
            accepted_by=form.accepted_by,
            letter=form.letter,
            on=form.on,
            by=by,
        )

    return take(page, number, LetterOfAcceptance, act, N_("The acceptance is on record."))


@router.post("/age")
def find_age(page: Signed, number: str) -> Response:
    """The table has found when the child was born: Art. 17(3.2)."""

    def act(work: Work, case: Case, form: Age, by: UUID) -> None:
        closing_facts.find_age(
            work, case.id, born_on=form.born_on, source=form.source, by=by, on=form.on
        )

    return take(page, number, Age, act, N_("What the table found is on record."))


@router.post("/fall")
def let_fall(page: Signed, number: str) -> Response:
    """Whoever decides for the centre lets a closing fall that nobody lawfully approved: 17(3)."""

    def act(work: Work, case: Case, form: LetFall, by: UUID) -> None:
        approval_word.let_fall(work, case.id, reason=form.reason, by=by)

    return take(page, number, LetFall, act, N_("The closing fell."), role=Role.HEAD)
