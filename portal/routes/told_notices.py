"""A notice that was also said on the telephone, or handed over: who, when, how: Art. 8(3)."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import told_notices
from core.clock import at_local, local_day, local_time
from core.i18n import N_
from identity import access
from identity.access import NotThere
from portal import message_words as words
from portal.fields import Ask, Day, Hour, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from portal.words import NOTICE_MEANS
from queries import proof_of_notice
from queries.told_notices import ToldBeside
from rules.roles import Role
from rules.told_notices import NoticeMeans, NotSaidYet, ToldNow

router = APIRouter(prefix="/cases/{number}/notices/{message_id:uuid}")

DONE: Final = N_("It is on record.")


class ToldForm(FormModel):
    """How, at which moment, to whom; by what it is shown."""

    means: Annotated[NoticeMeans, Ask(N_("How?"), missing=N_("Say how they were told."))]
    on: Annotated[
        Day,
        Ask(
            N_("On which day?"),
            N_("The true day, not the one on which you type."),
            missing=N_("Say on which day it was."),
        ),
    ]
    at: Annotated[
        Hour,
        Ask(N_("At what time?"), N_("For example 14:00"), missing=N_("Write at what time it was.")),
    ]
    to_whom: Annotated[
        Line,
        Ask(N_("Who heard it, or took it?"), missing=N_("Write the name of who heard or took it.")),
    ]
    shown_by: Annotated[
        Line,
        Ask(
            N_("The number called, the receipt, or who saw it"),
            N_("Leave it empty where it is not known."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        on = sheet.known("on")
        if on and on > sheet.today:
            yield "on", NotSaidYet()

    def said(self) -> ToldNow:
        return ToldNow(self.means, at_local(self.on, self.at), self.to_whom, self.shown_by)


class CorrectedForm(ToldForm):
    """What was so instead, and why the entry was wrong; or that it was none at all."""

    reason: Annotated[
        Prose, Ask(N_("Why was it entered wrongly?"), missing=N_("Write why it is corrected."))
    ]
    mistaken: Annotated[bool, Ask(N_("It was entered by mistake: there was none"))] = False


@router.get("")
def told_page(page: Signed, number: str, message_id: UUID) -> Response:
    """What is on record of one notice, and the form to enter a call or a handing over."""
    return _told(page, number, message_id)


def _told(
    page: Page,
    number: str,
    message_id: UUID,
    sheet: Sheet[Any] | None = None,
    entry_id: UUID | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        before_the_form(page, case)
        invites = told_notices.invites(told_notices.notice_of(work, case, message_id))
        found = proof_of_notice.line_of(work, case, message_id)
        if found is None:
            raise NotThere
        member, line = found
        corrected = _entry(line.told, entry_id) if entry_id else None
        ways = [each for each in NoticeMeans if not (invites and each is NoticeMeans.HAND)]
        return page.render(
            "messages/told.html",
            case=case,
            member=member,
            line=line,
            enters=True,
            sheet=sheet or _sheet(corrected),
            corrected=corrected,
            invites=invites,
            ways=[(each.value, page.say.gettext(NOTICE_MEANS[each])) for each in ways],
            notice_means=NOTICE_MEANS,
            kind_words=words.kind_words,
        )


def _sheet(corrected: ToldBeside | None) -> Sheet[Any]:
    """Empty, or with what was entered."""
    if corrected is None:
        return Sheet.of(ToldForm)
    row = corrected.row
    return Sheet.of(
        CorrectedForm,
        means=row.means,
        on=local_day(row.told_at),
        at=f"{local_time(row.told_at):%H:%M}",
        to_whom=row.to_whom,
        shown_by=row.shown_by or "",
    )


def _entry(lines: Sequence[ToldBeside], entry_id: UUID) -> ToldBeside:
    """The one that stands; raises `NotThere` where it was corrected, or is none."""
    found = next((each for each in lines if each.row.id == entry_id and each.stands), None)
    if found is None:
        raise NotThere
    return found


@router.post("")
def enter(page: Signed, number: str, message_id: UUID) -> Response:
    sheet = page.typed(ToldForm)

    def act(form: ToldForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            told_notices.record(work, case.id, message_id, form.said())
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _told(page, number, message_id, sheet))


@router.get("/{entry_id:uuid}")
def correct_page(page: Signed, number: str, message_id: UUID, entry_id: UUID) -> Response:
    """What was entered, to be said as it was; the entry of before stays to be read."""
    return _told(page, number, message_id, entry_id=entry_id)


@router.post("/{entry_id:uuid}")
def correct(page: Signed, number: str, message_id: UUID, entry_id: UUID) -> Response:
    sheet = page.typed(CorrectedForm)

    def act(form: CorrectedForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            said, reason = form.said(), form.reason
            told_notices.correct(work, case.id, entry_id, said, reason, mistaken=form.mistaken)
        return page.go(f"/cases/{number}/notices", done=DONE)

    return page.submit(sheet, act, again=lambda: _told(page, number, message_id, sheet, entry_id))
