"""What a closure rests on beside the assessment: acceptance and age: Art. 17(3.2), 17(3.3)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import closing_facts
from core.i18n import N_
from models.case import Case
from models.session import Work
from portal.closing import Age, LetterOfAcceptance
from portal.routes.closure import take
from portal.web import Signed

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
