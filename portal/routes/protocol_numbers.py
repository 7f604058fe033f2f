"""The number of a notice in the protocol book of the centre's office: decision 0183."""

from collections.abc import Iterator
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import protocol_numbers
from core.clock import local_day
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal import message_words as words
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from queries import proof_of_notice
from queries.protocol_numbers import BookedNotice
from rules.protocol import Booked, BookedLater, NoProtocolNumber, check_number

router = APIRouter(prefix="/cases/{number}/notices/{message_id:uuid}/protocol")

DONE: Final = N_("It is on record.")


class ProtocolForm(FormModel):
    """The number and its day, as the book says them."""

    protocol: Annotated[
        Line,
        Ask(
            N_("Protocol number"),
            N_("As it stands in your office's protocol book. It must hold no name."),
            missing=N_("Write the number."),
        ),
    ]
    on: Annotated[
        Day,
        Ask(
            N_("Under which day does it stand there?"),
            N_("For example 20.11.2026"),
            missing=N_("Write the day under which it stands in the protocol book."),
        ),
    ]

    for_all: Annotated[bool, Ask(N_("It is one document: the same number for all who got it"))] = (
        False
    )

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        on, number = sheet.known("on"), sheet.known("protocol")
        if on and on > sheet.today:
            yield "on", BookedLater()
        if number:
            try:
                check_number(number)
            except NoProtocolNumber as why:
                yield "protocol", why

    def said(self) -> Booked:
        return Booked(self.protocol, self.on)


class CorrectedNumberForm(ProtocolForm):
    """What the book says instead, and why it is corrected; or that it has none."""

    reason: Annotated[Prose, Ask(N_("Why is it corrected?"), missing=N_("Write why."))]
    mistaken: Annotated[bool, Ask(N_("This notice has no protocol number"))] = False


@router.get("")
def protocol_page(page: Signed, number: str, message_id: UUID) -> Response:
    """The form for the number of one notice."""
    return _book(page, number, message_id)


@router.post("")
def enter_number(page: Signed, number: str, message_id: UUID) -> Response:
    sheet = page.typed(ProtocolForm)

    def act(form: ProtocolForm) -> Response:
        with page.work() as work:
            case = _case(work, number)
            protocol_numbers.record(work, case.id, message_id, form.said(), for_all=form.for_all)
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _book(page, number, message_id, sheet))


@router.get("/{entry_id:uuid}")
def correct_number_page(page: Signed, number: str, message_id: UUID, entry_id: UUID) -> Response:
    """What was entered, to be written as the book has it; the entry of before stays."""
    return _book(page, number, message_id, entry_id=entry_id)


@router.post("/{entry_id:uuid}")
def correct_number(page: Signed, number: str, message_id: UUID, entry_id: UUID) -> Response:
    sheet = page.typed(CorrectedNumberForm)

    def act(form: CorrectedNumberForm) -> Response:
        with page.work() as work:
            case = _case(work, number)
            said, why, none = form.said(), form.reason, form.mistaken
            protocol_numbers.correct(
                work, case.id, entry_id, said, why, mistaken=none, for_all=form.for_all
            )
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _book(page, number, message_id, sheet, entry_id))


def _case(work: Work, number: str) -> Case:
    """For who writes for the case: its manager, and the head or the head's deputy."""
    case = access.case_for(work, number)
    access.only_while(work, case.id, lambda: access.writes_for(work, case))
    return case


def _book(
    page: Page,
    number: str,
    message_id: UUID,
    sheet: Sheet[Any] | None = None,
    entry_id: UUID | None = None,
) -> Response:
    with page.work() as work:
        case = _case(work, number)
        before_the_form(page, case)
        message = protocol_numbers.notice_of(work, case, message_id)
        others = len(protocol_numbers.beside(work, message))
        found = proof_of_notice.line_of(work, case, message_id)
        if found is None:
            raise NotThere
        member, line = found
        corrected = line.booked if entry_id else None
        if sheet is None and entry_id and (corrected is None or corrected.row.id != entry_id):
            raise NotThere
        return page.render(
            "messages/protocol.html",
            case=case,
            member=member,
            line=line,
            books=False,
            corrected=corrected,
            written_on=local_day(message.queued_at),
            sheet=sheet or _sheet(corrected, one_of_several=bool(others)),
            others=others,
            kind_words=words.kind_words,
        )


def _sheet(corrected: BookedNotice | None, *, one_of_several: bool) -> Sheet[Any]:
    """Empty, or with what was entered."""
    if corrected is None:
        return Sheet.of(ProtocolForm, for_all="yes" if one_of_several else None)
    row = corrected.row
    return Sheet.of(
        CorrectedNumberForm,
        protocol=row.number,
        on=row.booked_on,
        for_all="yes" if one_of_several else None,
    )
