"""Somebody leaves the table, what they held is handed over, and the head sees why: Art. 8(6)."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import succession
from casework.table.contacts import member_of
from casework.table.succession import End
from core.i18n import N_
from identity import access
from portal.fields import UNSAID, Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import ForHead, ForOfficers, Page
from portal.words import DEPARTURES
from queries import succession_file
from rules.composition import ReleaseWithoutReason
from rules.roles import Role
from rules.succession import Departure, needs_words

router = APIRouter(prefix="/cases/{number}/table/{member_id:uuid}")


class Leave(FormModel):
    """How, when and why somebody leaves, and who takes their place: Art. 8(6)."""

    departure: Annotated[Departure, Ask(N_("What happened?"), missing=N_("Choose what happened."))]
    on: Annotated[Day, Ask(N_("On which day?"), missing=N_("Say on which day they left."))]
    successor: Annotated[UUID | None, Ask(N_("Who takes their place?"), open=True)] = None
    since: Annotated[
        Day | None,
        Ask(
            N_("On which day was the place taken?"),
            N_("Asked where somebody takes it."),
            open=True,
        ),
    ] = None
    reason: Annotated[
        Prose,
        Ask(
            N_("Why do they leave the table?"),
            N_("Always where nobody takes their place, and where they are excluded."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Why, where nothing else says it: nobody drops out without a reason."""
        how, succeeded = sheet.known("departure"), bool(sheet.value("successor"))
        silent = not sheet.value("reason").strip()
        if how and silent and needs_words(how, succeeded=succeeded):
            yield "reason", ReleaseWithoutReason()
        if succeeded and not any(each.strip() for each in sheet.typed.get("since", [])):
            yield "since", UNSAID

    @property
    def end(self) -> End:
        return End(self.departure, self.reason, self.successor, self.on, self.since)


class Succeed(FormModel):
    """Who takes a place that somebody left before, or was recused from."""

    successor: Annotated[
        UUID, Ask(N_("Who takes their place?"), missing=N_("Choose who takes their place."))
    ]
    on: Annotated[Day, Ask(N_("On which day was the place taken?"), missing=UNSAID)]


class Seen(FormModel):
    """One press, nothing typed."""


@router.get("")
def leaving_page(page: ForOfficers, number: str, member_id: UUID) -> Response:
    return _leaving(page, number, member_id, Sheet.of(Leave), Sheet.of(Succeed))


def _leaving(
    page: Page, number: str, member_id: UUID, leave: Sheet[Leave], succeed: Sheet[Succeed]
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        member = member_of(work, case.id, member_id)
        return page.render(
            "composition/leaving.html",
            case=case,
            member=member,
            file=succession_file.departure(work, member),
            candidates=[
                (person.id, f"{person.name}, {person.affiliation}")
                for person in succession.candidates(work, case, member)
            ],
            departures=DEPARTURES,
            ways=[(way, page.say.gettext(words)) for way, words in DEPARTURES.items()],
            leave=leave,
            succeed=succeed,
        )


@router.post("")
def release(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """A member leaves; their links open nothing any more, and their place is handed on."""
    sheet = page.typed(Leave)

    def act(form: Leave) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            succession.release(work, case.id, member_id, form.end)
        done = N_("They have left the table. Choose who comes instead.")
        if form.successor:
            done = N_("They have left the table; their successor is told.")
        return page.go(f"/cases/{number}/table", done=done)

    return page.submit(
        sheet, act, again=lambda: _leaving(page, number, member_id, sheet, Sheet.of(Succeed))
    )


@router.post("/successor")
def name_successor(page: ForOfficers, number: str, member_id: UUID) -> Response:
    """Somebody comes later, and takes over what was left open."""
    sheet = page.typed(Succeed)

    def act(form: Succeed) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            succession.name_successor(work, case.id, member_id, form.successor, on=form.on)
        return page.go(f"/cases/{number}/table", done=N_("The successor is told."))

    return page.submit(
        sheet, act, again=lambda: _leaving(page, number, member_id, Sheet.of(Leave), sheet)
    )


@router.get("/departure")
def departure_page(page: ForHead, number: str, member_id: UUID) -> Response:
    return _departure(page, number, member_id)


def _departure(page: Page, number: str, member_id: UUID) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.HEAD)
        member = member_of(work, case.id, member_id)
        return page.render(
            "composition/departure.html",
            case=case,
            member=member,
            file=succession_file.departure(work, member),
            departures=DEPARTURES,
            is_own=case.manager_id == work.actor.id,
        )


@router.post("/departure")
def see(page: ForHead, number: str, member_id: UUID) -> Response:
    """The head has seen why somebody left whom nobody succeeds."""
    sheet = page.typed(Seen)

    def act(_form: Seen) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            assert work.actor.id is not None  # the door let an officer in
            succession.see(work, case.id, member_id, by=work.actor.id)
        return page.go(f"/cases/{number}", done=N_("It is on record that you have seen it."))

    return page.submit(sheet, act, again=lambda: _departure(page, number, member_id))
