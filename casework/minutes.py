"""Minutes: written by the manager, sent as a draft, approved, signed: Art. 10(1)."""

from uuid import UUID

from sqlalchemy import select

from casework import links, tell
from casework.activation import after_act, lock
from casework.meetings import text_digest
from casework.table import NotThere, convener_of, head_of, seats, sitting
from casework.unsigned import under_minutes
from models.case import Case
from models.life import Life
from models.meeting import Attendance, Meeting, Minutes, Signature
from models.session import Work
from rules.basis import Article
from rules.convening import NoMeetingPlanned
from rules.minutes import MinutesApproved, NothingToSign, NotYoursToSign
from rules.refusals import ProcedureRefused


class RefusalWithoutReason(ProcedureRefused):
    reason = "A refusal to sign is recorded with its reason."
    way_out = "Write why the signature is refused."
    basis = Article(10, "1")


def write(work: Work, meeting_id: UUID, text: str) -> Minutes:
    """Write or rewrite the minutes of a meeting held, until they are approved: Art. 10(1)."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None or meeting.held_at is None:
        raise NoMeetingPlanned
    life = lock(work, meeting.life_id)
    query = select(Minutes).where(Minutes.meeting_id == meeting_id)
    paper = work.session.scalars(query).first()
    if paper is None:
        paper = Minutes(meeting_id=meeting_id, written_at=work.clock.now())
        work.session.add(paper)
    elif paper.digest is not None:
        raise MinutesApproved
    paper.text = text.strip()
    work.record("minutes written", "10(1)", life=life, meeting=meeting.number)
    after_act(work, life.id, "minutes written")
    return paper


def send(work: Work, life_id: UUID, minutes_id: UUID | None) -> None:
    """Send the draft to the table, so that the next meeting can approve it: Art. 10(1)."""
    paper = work.session.get_one(Minutes, minutes_id)
    if paper.sent_at is None:
        for member in sitting(work.session, life_id):
            link = links.issue(work, member.id, "minutes", paper.id)
            tell.minutes_drafted(work, paper, member, link)
        paper.sent_at = work.clock.now()
        life = lock(work, life_id)
        work.record("minutes sent", "10(1)", life=life, meeting=paper.meeting.number)


def ask_signatures(work: Work, life_id: UUID, minutes_id: UUID | None) -> None:
    """Ask who was present to sign and who was absent to acknowledge: Art. 10(1), tension T7."""
    paper = work.session.get_one(Minutes, minutes_id)
    if paper.signatures_asked_at is not None:
        return
    if paper.digest is None:
        paper.digest = text_digest(paper.text, paper.corrections)
    lines = {line.member_id: line for line in attendance_of(work, paper.meeting_id)}
    for member in sitting(work.session, life_id):
        if member.id in lines:
            link = links.issue(work, member.id, "sign", paper.id)
            tell.signature_wanted(work, paper, member, link, present=lines[member.id].present)
    paper.signatures_asked_at = work.clock.now()
    work.record(
        "signatures asked for", "10(1)", life=lock(work, life_id), meeting=paper.meeting.number
    )


def attendance_of(work: Work, meeting_id: UUID) -> list[Attendance]:
    query = select(Attendance).where(Attendance.meeting_id == meeting_id)
    return list(work.session.scalars(query))


def sign(
    work: Work,
    minutes_id: UUID,
    *,
    member_id: UUID | None = None,
    account_id: UUID | None = None,
    method: str,
    reason: str = "",
) -> Signature:
    """Sign the approved text, or record a signature on paper or a refusal with its reason."""
    paper = work.session.get(Minutes, minutes_id)
    if paper is None:
        raise NotThere
    life = lock(work, paper.meeting.life_id)
    if paper.digest is None or paper.signatures_asked_at is None:
        raise NothingToSign
    role = "sign" if member_id is None else _role_of(work, paper, member_id)
    signature = put_under(
        work,
        life,
        "minutes",
        paper.id,
        paper.digest,
        member_id=member_id,
        account_id=account_id,
        method=method,
        reason=reason,
        role=role,
    )
    missing = under_minutes(work.session, [paper], seats(work.session, life.id))
    if paper.approved_on is None and not missing[paper.id]:
        paper.approved_on = work.clock.today()  # in writing: no next meeting follows
        work.record("minutes approved in writing", "10(1)", life=life, meeting=paper.meeting.number)
    after_act(work, life.id, "minutes signed")
    return signature


def _role_of(work: Work, paper: Minutes, member_id: UUID) -> str:
    for line in attendance_of(work, paper.meeting_id):
        if line.member_id == member_id:
            return "sign" if line.present else "acknowledge"
    raise NotYoursToSign


def _chairs(work: Work, life: Life, account_id: UUID) -> bool:
    """The manager chairs the case's table, convener or head the municipal one: Art. 4(2), T6."""
    if life.kind == "case":
        return work.session.get_one(Case, life.id).manager_id == account_id
    find = (convener_of, head_of)
    chairs = [officer(work.session, life.municipality_id) for officer in find]
    return account_id in {chair.id for chair in chairs if chair is not None}


def put_under(
    work: Work,
    life: Life,
    paper: str,
    paper_id: UUID,
    digest: bytes,
    *,
    member_id: UUID | None,
    account_id: UUID | None,
    method: str,
    reason: str = "",
    role: str = "sign",
) -> Signature:
    """One word under one fixed text; a second one by the same person is refused."""
    query = select(Signature.id).where(
        Signature.paper_id == paper_id,
        Signature.member_id.is_not_distinct_from(member_id),
        Signature.account_id.is_not_distinct_from(account_id),
    )
    if work.session.scalar(query) is not None:
        raise NothingToSign
    if account_id is not None and not _chairs(work, life, account_id):
        raise NotYoursToSign
    if method == "refused" and not reason.strip():
        raise RefusalWithoutReason
    signature = Signature(
        paper=paper,
        paper_id=paper_id,
        member_id=member_id,
        account_id=account_id,
        role=role,
        method=method,
        reason=reason.strip() or None,
        digest=digest,
        signed_at=work.clock.now(),
    )
    work.session.add(signature)
    article = "10(1)" if paper == "minutes" else "17(5)"
    who = member_id or account_id
    work.record(f"{paper} signed", article, life=life, paper=paper_id, by=str(who), method=method)
    work.session.flush()
    return signature
