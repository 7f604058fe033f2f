"""Claims that somebody verifies, and what was found of each: Art. 12(1)."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import information as acts
from casework.record.table import sitting
from core.i18n import N_
from identity import access
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.responsible import NO_SEAT, SeatOrNone
from portal.routes.information import everybody, may_act
from portal.web import ForOfficers, Page
from portal.words import VERIFICATIONS
from queries import information, typed_days
from rules.information import Verification
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/claims")

MANAGER: Final = N_("The case manager")


class PutClaim(FormModel):
    """What is to be verified, and by whom."""

    words: Annotated[
        Prose,
        Ask(
            N_("What is to be verified?"),
            hint=N_("One sentence that can be confirmed or refuted. Who verifies it reads it."),
            missing=N_("Write what is to be verified."),
        ),
    ]
    information: Annotated[UUID | None, Ask(N_("From which information?"), open=True)] = None
    confirms: Annotated[
        SeatOrNone,
        Ask(N_("Who verifies it?"), missing=N_("Choose who verifies it.")),
    ]
    on: Annotated[
        Happened,
        Ask(N_("On which day was it asked?"), missing=N_("Say on which day it was asked.")),
    ]


class EnterOutcome(FormModel):
    """What was found, by whom, on which day, and how."""

    found: Annotated[Verification, Ask(N_("What was found?"), missing=N_("Choose what was found."))]
    by: Annotated[
        SeatOrNone,
        Ask(N_("Who verified it?"), missing=N_("Choose who verified it.")),
    ]
    on: Happened
    words: Annotated[
        Prose,
        Ask(
            N_("How was it verified, or why can it not be?"),
            missing=N_("Write in a sentence how it was verified, or why it cannot be."),
        ),
    ]


@router.get("")
def claims_page(page: ForOfficers, number: str, about: UUID | None = None) -> Response:
    """Every claim with what was found of it, and the form for another."""
    return _list(page, number, Sheet.of(PutClaim, information=about))


def _list(page: Page, number: str, sheet: Sheet[PutClaim]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "information/claims.html",
            case=case,
            claims=information.claims_of(work, case),
            given=[
                (each.id, page.say.gettext("Information %(number)s", number=each.number))
                for each in information.of_case(work, case)
            ],
            sheet=sheet,
            is_mine=may_act(work, case),
            verifiers=[
                (NO_SEAT, page.say.gettext(MANAGER)),
                *(
                    (seat.id, f"{seat.professional.name}, {seat.professional.affiliation}")
                    for seat in sitting(work.session, case.id)
                    if seat.may_read
                ),
            ],
            found=VERIFICATIONS,
        )


@router.post("")
def put(page: ForOfficers, number: str) -> Response:
    """Somebody is asked to verify it; a member is told by mail: Art. 12(1)."""
    sheet = page.typed(PutClaim)

    def act(form: PutClaim) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            claim = acts.put(
                work,
                case.id,
                asked_on=form.on,
                words=form.words,
                member_id=form.confirms,
                information_id=form.information,
            )
        return page.go(f"/cases/{number}/claims/{claim.id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))


@router.get("/{claim_id:uuid}")
def claim_page(page: ForOfficers, number: str, claim_id: UUID) -> Response:
    """All that was found of one claim, and the form for what is found now."""
    return _one(page, number, claim_id, Sheet(EnterOutcome))


def _one(page: Page, number: str, claim_id: UUID, sheet: Sheet[EnterOutcome]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        line = information.one_claim(work, case, claim_id)
        return page.render(
            "information/claim.html",
            case=case,
            line=line,
            days=typed_days.came_in(work, case.id, [line.claim, *line.outcomes]),
            sheet=sheet,
            is_mine=may_act(work, case),
            verifiers=[
                (NO_SEAT, page.say.gettext(MANAGER)),
                *everybody(page, work, case),
            ],
            found=VERIFICATIONS,
            choices=[(code, page.say.gettext(words)) for code, words in VERIFICATIONS.items()],
        )


@router.post("/{claim_id:uuid}")
def enter_outcome(page: ForOfficers, number: str, claim_id: UUID) -> Response:
    """What was found is added; what was found before stays: Art. 12(1)."""
    sheet = page.typed(EnterOutcome)

    def act(form: EnterOutcome) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            information.one_claim(work, case, claim_id)
            acts.enter_answer(
                work,
                claim_id,
                found=form.found,
                found_on=form.on,
                words=form.words,
                member_id=form.by,
            )
        return page.go(f"/cases/{number}/claims/{claim_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _one(page, number, claim_id, sheet))
