"""A member informs the table and says what they found of a claim: Art. 5(1.2), 12(1)."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import information as acts
from casework.case import inquiries as asking
from core.i18n import N_
from models.people import LinkPurpose
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.inquiry_words import ANSWERED_BY
from portal.members import AtLink, Entry
from portal.words import VERIFICATIONS
from queries import information, inquiries
from rules.information import Verification

router = APIRouter()


class GiveInformation(FormModel):
    """Something that the table should know: Art. 5(1.2)."""

    words: Annotated[
        Prose,
        Ask(
            N_("What should the table know?"),
            hint=N_("The case manager and the head read it, under your name and today's day."),
            missing=N_("Write in a sentence or two what the table should know."),
        ),
    ]
    source: Annotated[
        Prose,
        Ask(N_("From whom or from where do you know it?"), hint=N_("If not from yourself."),
            open=True),
    ] = ""  # fmt: skip


class AnswerClaim(FormModel):
    """What was found of one claim, and how."""

    claim: Annotated[UUID, Ask(N_("Claim"))]
    found: Annotated[
        Verification, Ask(N_("What did you find?"), missing=N_("Choose what you found."))
    ]
    how: Annotated[
        Prose,
        Ask(
            N_("How did you verify it, or why can it not be?"),
            missing=N_("Write in a sentence how you verified it, or why it cannot be."),
        ),
    ]


class AnswerInquiry(FormModel):
    """What a member answers to one question."""

    called: ClassVar[str] = "asked"

    inquiry: Annotated[UUID, Ask(N_("Inquiry"))]
    answer: Annotated[
        Prose,
        Ask(
            N_("Your answer"),
            hint=N_("That you do not know is an answer too."),
            missing=N_("Write the answer."),
        ),
    ]


@router.get("/l/{token}/information")
def information_page(
    at: AtLink, claim: UUID | None = None, inquiry: UUID | None = None
) -> Response:
    """What they are asked, one at a time; the form for more; what they gave."""
    return _page(
        at,
        Sheet(GiveInformation),
        Sheet.of(AnswerClaim, claim=claim),
        Sheet.of(AnswerInquiry, inquiry=inquiry),
    )


def _page(
    at: Entry,
    sheet: Sheet[GiveInformation],
    answering: Sheet[AnswerClaim],
    replying: Sheet[AnswerInquiry] | None = None,
) -> Response:
    replying = replying or Sheet(AnswerInquiry)
    with at.inside() as (work, guest):
        desk, asked = information.of_guest(work, guest), inquiries.of_guest(work, guest)
        wanted = (answering.known("claim"), guest.link.subject_id)
        return at.render(
            "member/information.html",
            desk=desk,
            sheet=sheet,
            answering=answering,
            chosen=desk.chosen(wanted),
            asked=asked,
            replying=replying,
            chosen_inquiry=asked.chosen((replying.known("inquiry"), guest.link.subject_id)),
            answered_by=ANSWERED_BY,
            choices=[(code, at.page.say.gettext(words)) for code, words in VERIFICATIONS.items()],
            found=VERIFICATIONS,
            leads_here=guest.link.purpose == LinkPurpose.INFORMATION,
        )


@router.post("/l/{token}/information")
def give(at: AtLink) -> Response:
    """Put before the case manager what the table should know."""
    sheet = at.page.typed(GiveInformation)

    def act(form: GiveInformation) -> Response:
        with at.inside() as (work, guest):
            acts.give(work, guest.member.id, words=form.words, source=form.source)
        done = N_("It is on record; whoever answers for the case is told.")
        return at.page.go(f"{at.home}/information", done=done)

    return at.page.submit(sheet, act, again=lambda: _page(at, sheet, Sheet(AnswerClaim)))


@router.post("/l/{token}/information/claim")
def answer(at: AtLink) -> Response:
    """What they found of a claim that they are asked to verify."""
    sheet = at.page.typed(AnswerClaim)

    def act(form: AnswerClaim) -> Response:
        with at.inside() as (work, guest):
            acts.answer(work, guest.member.id, form.claim, found=form.found, words=form.how)
        done = N_("Your answer is on record; whoever answers for the case is told.")
        return at.page.go(f"{at.home}/information", done=done)

    return at.page.submit(sheet, act, again=lambda: _page(at, Sheet(GiveInformation), sheet))


@router.post("/l/{token}/information/inquiry")
def reply(at: AtLink) -> Response:
    """Their answer to what the case manager asked: Art. 14(3.1)."""
    sheet = at.page.typed(AnswerInquiry)

    def act(form: AnswerInquiry) -> Response:
        with at.inside() as (work, guest):
            asking.answer(work, guest.member.id, form.inquiry, words=form.answer)
        done = N_("Your answer is on record; whoever answers for the case is told.")
        return at.page.go(f"{at.home}/information", done=done)

    return at.page.submit(
        sheet, act, again=lambda: _page(at, Sheet(GiveInformation), Sheet(AnswerClaim), sheet)
    )
