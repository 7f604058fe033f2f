"""Emergency access: asked for, confirmed by a second person, read for some hours, judged: 0248."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import emergencies
from core.i18n import N_
from identity.access import NotThere
from portal.emergency_words import REASONS
from portal.fields import Ask, Line, Prose
from portal.forms import FormModel, Sheet
from portal.fresh import FreshHead, FreshOfficers
from portal.web import ForOfficers, Page
from queries import emergencies as read
from rules.defaults import DEFAULTS
from rules.emergencies import ASKED_A_DAY, EmergencyReason, check_found

router = APIRouter(prefix="/emergencies")


class AskEmergency(FormModel):
    """Which case, for what."""

    number: Annotated[
        Line, Ask(N_("Number of the case"), missing=N_("Write the number of the case."))
    ]
    reason: Annotated[EmergencyReason, Ask(N_("For what?"), missing=N_("Choose for what."))]
    words: Annotated[
        Prose,
        Ask(
            N_("What do you need to know, and why now?"),
            N_("Your colleagues and the head read it. Name nobody where you need not."),
            N_("Write what you need to know, and why now."),
        ),
    ]


class ConfirmEmergency(FormModel):
    """One press, nothing typed."""


class BeginAlone(FormModel):
    """Nobody answered."""

    called = "alone"
    tried: Annotated[
        Prose,
        Ask(
            N_("Whom did you try to reach, and how?"),
            missing=N_("Write whom you tried to reach, and how."),
        ),
    ]


class EndEmergency(FormModel):
    """One press, nothing typed."""


class JudgeEmergency(FormModel):
    """The head's word."""

    called = "judged"
    word: Annotated[
        Literal["justified", "not"],
        Ask(N_("Was it justified?"), missing=N_("Say whether it was justified.")),
    ]
    words: Annotated[Prose, Ask(N_("Why?"), missing=N_("Write why."))]


@router.get("")
def emergencies_page(page: ForOfficers) -> Response:
    return _list(page, Sheet.of(AskEmergency))


@router.post("")
def ask(page: FreshOfficers) -> Response:
    """Each try counts, before anything is looked up and whatever comes of it."""
    sheet = page.typed(AskEmergency)

    def act(form: AskEmergency) -> Response:
        with page.work() as work:
            emergencies.count(work)
        try:
            with page.work() as work:
                row = emergencies.ask(work, form.number, form.reason, form.words)
        except NotThere:  # what was typed stays on the page: 0258
            with page.work() as work:
                work.record_refused(form.number)
            check_found(found=False)
            raise
        return page.go(f"/emergencies/{row.id}", done=N_("Your colleagues are written to."))

    return page.submit(sheet, act, again=lambda: _list(page, sheet))


@router.get("/{emergency_id:uuid}")
def emergency_page(page: ForOfficers, emergency_id: UUID) -> Response:
    return _show(page, emergency_id)


@router.post("/{emergency_id:uuid}/confirm")
def confirm(page: FreshOfficers, emergency_id: UUID) -> Response:
    def act(_: ConfirmEmergency) -> Response:
        with page.work() as work:
            emergencies.confirm(work, emergency_id)
        done = N_("It is confirmed. Head and case manager are told.")
        return page.go(f"/emergencies/{emergency_id}", done=done)

    again = page.typed(ConfirmEmergency)
    return page.submit(again, act, again=lambda: _show(page, emergency_id))


@router.post("/{emergency_id:uuid}/alone")
def begin_alone(page: FreshOfficers, emergency_id: UUID) -> Response:
    sheet = page.typed(BeginAlone)

    def act(form: BeginAlone) -> Response:
        with page.work() as work:
            emergencies.open_alone(work, emergency_id, form.tried)
        done = N_("The case is open to you. Head and case manager are told.")
        return page.go(f"/emergencies/{emergency_id}", done=done)

    return page.submit(sheet, act, again=lambda: _show(page, emergency_id, alone=sheet))


@router.post("/{emergency_id:uuid}/end")
def end(page: ForOfficers, emergency_id: UUID) -> Response:
    def act(_: EndEmergency) -> Response:
        with page.work() as work:
            emergencies.end(work, emergency_id)
        return page.go("/emergencies", done=N_("It is ended."))

    again = page.typed(EndEmergency)
    return page.submit(again, act, again=lambda: _show(page, emergency_id))


@router.post("/{emergency_id:uuid}/judged")
def judge(page: FreshHead, emergency_id: UUID) -> Response:
    sheet = page.typed(JudgeEmergency)

    def act(form: JudgeEmergency) -> Response:
        justified = form.word == "justified"
        with page.work() as work:
            emergencies.review(work, emergency_id, justified=justified, words=form.words)
        return page.go(f"/emergencies/{emergency_id}", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _show(page, emergency_id, judged=sheet))


def _list(page: Page, sheet: Sheet[AskEmergency]) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "emergencies/emergencies.html",
            sheet=sheet,
            lines=read.listed(work),
            reasons=REASONS,
            options=[(each, page.say.gettext(words)) for each, words in REASONS.items()],
            most=ASKED_A_DAY,
            days=DEFAULTS.EMERGENCY.days,
        )


def _show(
    page: Page,
    emergency_id: UUID,
    *,
    alone: Sheet[BeginAlone] | None = None,
    judged: Sheet[JudgeEmergency] | None = None,
) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "emergencies/emergency.html",
            found=read.one(work, emergency_id),
            reasons=REASONS,
            alone=alone or Sheet.of(BeginAlone),
            judged=judged or Sheet.of(JudgeEmergency),
        )
