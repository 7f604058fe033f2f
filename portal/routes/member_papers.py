"""What members read behind their link; every opening is on the record: Art. 8(7), 18(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.agenda import agenda_of
from casework.table.made_papers import PaperOf, put_on_record
from core.i18n import Translator
from documents.builder import pressed
from identity.access import NotThere
from identity.member_links import Guest
from models.case import Case
from models.people import LinkPurpose
from models.session import Work
from portal import closing_paper, papers
from portal.institutions import institution
from portal.members import AtLink, Entry
from portal.prose import agenda_items
from portal.reader_pages import shown_to
from portal.reader_papers import MemberPrinting, paper_of
from queries import closure_file, member_desk, member_files, member_papers
from queries.member_desk import ClosingDesk
from rules.readers import AnotherCopy
from workflow.kinds import case_of

router = APIRouter()


@router.get("/l/{token}/read")
def meeting_page(at: AtLink) -> Response:
    """When and where, what about, and the papers that go ahead: Art. 8(3), 8(7)."""
    return _meeting(at, show=False)


@router.post("/l/{token}/read")
def meeting_with_name(at: AtLink) -> Response:
    """The same page with the child's name, once it was asked for; on the record: Art. 18(1)."""
    return _meeting(at, show=True)


def _meeting(at: AtLink, *, show: bool) -> Response:
    with at.inside(LinkPurpose.READ) as (work, guest):
        desk = member_desk.meeting(work, guest)
        member_papers.note_opened(work, guest, "agenda", desk.meeting.id)
        return at.render(
            "member/meeting.html",
            desk=desk,
            about=member_desk.about(work, guest),
            name=member_desk.child_name(work, guest) if show else "",
            agenda=agenda_items(agenda_of(work.session, desk.meeting)),
            asks=desk.asks,
            files=member_files.read(work, guest).lines,
        )


@router.get("/l/{token}/plan")
def plan_page(at: AtLink) -> Response:
    """The unified plan, for those who carry it out: Art. 13(3)."""
    return _paper(at, "plan", LinkPurpose.PLAN)


@router.get("/l/{token}/minutes")
def minutes_page(at: AtLink) -> Response:
    """The draft of the minutes, which the next meeting approves: Art. 10(1)."""
    return _paper(at, "minutes", LinkPurpose.MINUTES)


@router.get("/l/{token}/paper/{kind}")
def paper_page(at: AtLink, kind: str) -> Response:
    return _paper(at, kind)


@router.get("/l/{token}/paper/{kind}/{tongue}.pdf")
def paper_file(at: AtLink, kind: str, tongue: str) -> Response:
    """The same to be kept: exactly what is theirs, asked once more when it is made: 18(1)."""
    say = papers.say_in(tongue)
    with at.inside() as (work, guest):
        copy = member_papers.read(work, guest, kind, as_file=True)
        paper = paper_of(_printing(at, guest, say), work, say, copy)
        number = member_desk.about(work, guest).number
    paper = papers.coded(paper, copy.version)
    made = pressed(paper)
    with at.inside() as (work, guest):
        life = member_papers.still_theirs(work, guest, copy)
        what = PaperOf(f"{kind} copy", copy.version, member_id=guest.member.id)
        put_on_record(work, life, what, paper, made, **copy.on_record())
    return papers.as_file(made.file, f"{kind}-{number}-{say.language}")


@router.get("/l/{token}/close/{tongue}.pdf")
def closing_form(at: AtLink, tongue: str) -> Response:
    """The closing form whole, for who is asked to sign it, until the file is sealed: 17(5)."""
    say = papers.say_in(tongue)
    with at.inside(LinkPurpose.CLOSE) as (work, guest):
        case, desk = _to_sign(work, guest)
        by = _printing(at, guest, say)
        form = closing_paper.closing(by, say, case, closure_file.read(work, case))
    if form is None:
        raise NotThere
    version = desk.form.words.version
    paper = papers.coded(form, version)
    made = pressed(paper)
    with at.inside(LinkPurpose.CLOSE) as (work, guest):
        case, now = _to_sign(work, guest)
        if now.form.digest != desk.form.digest:
            raise AnotherCopy
        what = PaperOf("closing form copy", version, member_id=guest.member.id)
        told = {"member": guest.member.id, "version": version}
        put_on_record(work, case.life, what, paper, made, **told)
    return papers.as_file(made.file, f"closing-{case.number}-{say.language}")


def _to_sign(work: Work, guest: Guest) -> tuple[Case, ClosingDesk]:
    case = case_of(work.session, guest.member.life_id)
    if case is None or case.sealed_at is not None:
        raise NotThere
    return case, member_desk.closing(work, guest)


def _printing(at: Entry, guest: Guest, say: Translator) -> MemberPrinting:
    who = guest.member.professional
    where = institution(say, who.affiliation)
    return MemberPrinting(at.page.today, at.page.printed_at, who.name or "", where)


def _paper(at: AtLink, kind: str, *purposes: LinkPurpose) -> Response:
    with at.inside(*purposes) as (work, guest):
        copy = member_papers.opened(work, guest, kind)
        return at.render(
            f"member/{kind}.html",
            about=member_desk.about(work, guest),
            **shown_to(at.page, work, copy),
        )
