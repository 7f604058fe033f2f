"""Minutes: written, read, signed: Art. 10(1)."""

from datetime import timedelta
from http import HTTPMethod
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from casework.table import minutes
from casework.table.minutes_text import items_without_words
from core.clock import Clock, local_day
from core.i18n import N_, OWN_NAMES
from identity.access import NotThere
from models.session import Work
from portal import drafting, signing, words
from portal.beside import chair_beside, record_beside, said_beside, there_beside, without_words
from portal.fields import Ask, Prose
from portal.forms import FormModel, Sheet
from portal.fresh import FreshSigned
from portal.minutes_steps import steps
from portal.prose import blocks
from portal.signing import OnPaper, Sign, whose
from portal.signing import on_paper as of_paper
from portal.skeleton import first_draft, record_language
from portal.web import Page, Signed, real_clock
from queries.logbook import to_meeting
from queries.meeting_file import MeetingFile, open_meeting
from queries.signatures import Signatures, under_minutes
from rules.defaults import DEFAULTS
from rules.meetings import MeetingNotYetHeld

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/minutes")
RealTime = Annotated[Clock, Depends(real_clock)]


class Write(FormModel):
    """The text of the minutes."""

    text: Annotated[Prose, Ask(N_("Minutes"), missing=N_("Write the minutes."))]
    nothing_was_said: Annotated[
        bool, Ask(N_("Nothing was said on these items; they stay without words."))
    ] = False
    why: Annotated[
        Prose,
        Ask(
            N_("Why is the text laid anew?"),
            hint=N_("Everybody who signs reads it, and signs again."),
            open=True,
        ),
    ] = ""


@router.get("")
def minutes_page(page: Signed, meeting_id: UUID, write: bool = False) -> Response:
    """The minutes as they stand, or the form while there are none."""
    with page.work() as work:
        file = open_meeting(work, meeting_id)
        if meeting_id != file.meeting.id:
            return page.go(f"/meetings/{file.meeting.id}/minutes")
        if file.meeting.held_at is None and file.paper is None:
            raise MeetingNotYetHeld(day=file.meeting.day)
        if file.is_first_written_by_reader or (write and _may_change(file)):
            text = file.paper.text if file.paper else first_draft(work, file)
            sheet = drafting.taken_up(page, work, Sheet.of(Write, text=text))
            return _form(page, work, file, sheet)
        return _read(page, work, file, Sheet.of(Sign), Sheet.of(OnPaper))


def _may_change(file: MeetingFile) -> bool:
    """Until they are approved; a text that is being signed gives way to another version."""
    may = file.is_run_by_reader and file.meeting.held_at and file.paper
    return bool(may and file.paper and file.paper.approved_on is None)


def _form(page: Page, work: Work, file: MeetingFile, sheet: Sheet[Write]) -> Response:
    held = file.meeting.held_at
    response = page.render(
        "meetings/write_minutes.html",
        file=file,
        sheet=sheet,
        record=OWN_NAMES[record_language(file)],
        is_laid=file.laid is not None,
        log=to_meeting(work, file.case.id, held) if file.case and held else None,
        empty=items_without_words(sheet.value("text"), file.agenda)
        if page.request.method == HTTPMethod.POST
        else [],
    )
    return drafting.with_script(response)


def _read(
    page: Page, work: Work, file: MeetingFile, sign: Sheet[Sign], on_paper: Sheet[OnPaper]
) -> Response:
    paper, laid = file.paper, file.laid
    found = under_minutes(work, paper, file.signer) if paper else Signatures(())
    asked = paper.signatures_asked_at if paper else None
    return page.render(
        "meetings/minutes.html",
        file=file,
        found=found,
        text=list(blocks(laid.words.text if laid else paper.text)) if paper else [],
        laid=laid,
        without_words=without_words(file),
        dissents=said_beside(file),
        corrected=chair_beside(file),
        record_beside=record_beside(file),
        there=there_beside(file),
        may_change=_may_change(file),
        due=local_day(asked) + timedelta(days=DEFAULTS.SIGN.days) if asked else None,
        limit=DEFAULTS.SIGN,
        print_of=_print_of(laid.digest) if laid else "",
        steps=steps(page.say, page.today, work, paper, found) if paper else [],
        sign=sign,
        on_paper=on_paper,
        signed_by=words.SIGNED_BY,
        members=of_paper(page, found),
    )


def _print_of(digest: bytes) -> str:
    """The first signs of the text's SHA-256, in groups that can be read out."""
    signs = digest.hex()[:12]
    return " ".join(signs[place : place + 4] for place in range(0, 12, 4))


@router.post("")
def write(page: Signed, meeting_id: UUID) -> Response:
    """Write the minutes, or write them anew until they are approved."""
    sheet = page.typed(Write)

    def again() -> Response:
        with page.work() as work:
            return _form(page, work, open_meeting(work, meeting_id, to_chair_it=True), sheet)

    def act(form: Write) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_chair_it=True)
            id, empty = file.meeting.id, form.nothing_was_said
            minutes.write(work, id, form.text, nothing_was_said=empty, reason=form.why)
            drafting.sent(work, page.path)
        to = f"/meetings/{meeting_id}/minutes" if file.is_run_by_reader else "/"
        return page.go(to, done=N_("The minutes are written."))

    return drafting.submit(page, sheet, act, again)


@router.post("/sign")
def sign(page: FreshSigned, meeting_id: UUID, clock: RealTime) -> Response:
    """The chair signs or refuses, by writing the password once more."""
    sheet = page.typed(Sign)

    def again() -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            return _read(page, work, file, sheet, Sheet.of(OnPaper))

    def act(form: Sign) -> Response:
        with page.work() as work:
            open_meeting(work, meeting_id, to_run_it=True)
        if not signing.is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            minutes.sign(
                work,
                _paper(file),
                account_id=work.actor.id,
                **form.own_word,
            )
        return page.go(f"/meetings/{meeting_id}/minutes", done=form.done)

    return page.submit(sheet, act, again)


def _paper(file: MeetingFile) -> UUID:
    if file.paper is None:
        raise NotThere
    return file.paper.id


@router.post("/paper")
def take_paper(page: Signed, meeting_id: UUID) -> Response:
    """Record a member's signature that came on paper, or a refusal with its reason."""
    sheet = page.typed(OnPaper)

    def again() -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            return _read(page, work, file, Sheet.of(Sign), sheet)

    def act(form: OnPaper) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            who = whose(work, form.member_id)
            minutes.sign(
                work,
                _paper(file),
                member_id=who.member_id,
                account_id=who.account_id,
                method=form.method,
                reason=form.said,
                shown=form.digest,
                on=form.on,
            )
        return page.go(f"/meetings/{meeting_id}/minutes", done=N_("It is on record."))

    return page.submit(sheet, act, again)
