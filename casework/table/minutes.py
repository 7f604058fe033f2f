"""Minutes: written by the manager, sent as a draft, approved, signed: Art. 10(1)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.agenda import agenda_of
from casework.record.chairing import officer_signs
from casework.record.table import open_table, seats
from casework.record.unsigned import under_minutes
from casework.table import chairing, signing
from casework.table.minutes_text import attendance_of, items_without_words, laid_text
from casework.table.paper_version import digest_on
from casework.tell import minutes as tell
from identity import links
from identity.access import NotThere
from models.confirmation import Confirmation
from models.life import Life
from models.meeting import Attendance, Meeting, Minutes, Signature
from models.people import LinkPurpose
from models.session import Work
from rules.minutes import Written, check_items, check_writing, open_lines
from rules.signing import SignatureMethod, SignatureRole, SignedPaper, check_asked, role_of
from workflow.kinds import Act
from workflow.life import after_act, lock


def write(
    work: Work, meeting_id: UUID, text: str, *, nothing_was_said: bool = False, reason: str = ""
) -> Minutes:
    """Write or rewrite the minutes of a meeting held, until they are approved: Art. 10(1).

    A text that is open for signature becomes another version, with its reason (T2).
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    query = select(Minutes).where(Minutes.meeting_id == meeting_id)
    paper = work.session.scalars(query.execution_options(populate_existing=True)).first()
    laid = paper is not None and paper.digest is not None
    approved = paper is not None and paper.approved_on is not None
    check_writing(Written(meeting.held_at is not None, approved, laid), reason)
    empty = items_without_words(text, agenda_of(work.session, meeting))
    check_items(empty, nothing_was_said=nothing_was_said, left=open_lines(text))
    if paper is not None and paper.digest is not None:
        lay(work, life, paper, text=text.strip(), reason=reason)
    else:
        if paper is None:
            paper = Minutes(meeting_id=meeting_id, written_at=work.clock.now())
            work.session.add(paper)
        paper.text = text.strip()
        work.record("minutes written", "10(1)", life=life, meeting=meeting.number)
    after_act(work, life.id, "minutes written")
    return paper


def approve(
    work: Work, life: Life, paper: Minutes, meeting: Meeting, corrections: str, *, on: date
) -> None:
    """The meeting, held on that day, approves minutes of an earlier one, maybe corrected: 10(1).

    A correction of a text that is being signed already begins its signatures anew.
    """
    corrections = corrections.strip()
    if paper.digest is None or corrections:
        lay(work, life, paper, corrections=corrections, approved_on=on, reason=corrections)
    paper.approved_on, paper.approved_in_id = on, meeting.id
    work.record("minutes approved", "10(1)", life=life, meeting=paper.meeting.number)


def lay(
    work: Work,
    life: Life,
    paper: Minutes,
    *,
    text: str = "",
    corrections: str = "",
    approved_on: date | None = None,
    reason: str = "",
) -> None:
    """Fix the minutes as they are shown to whoever signs them: Art. 10(1)."""
    meeting, is_first = paper.meeting, paper.digest is None
    laid = laid_text(
        work, life, paper, text=text, corrections=corrections, approved_on=approved_on
    ).model_copy(update={"reason": "" if is_first else reason.strip()})
    laid = signing.lay(work, paper.id, laid, reason=laid.reason)
    # in one statement: the database lets the text change with its digest only
    paper.text, paper.corrections = laid.text, laid.corrections or None
    paper.digest = signing.digest_of(laid)
    if not is_first:
        paper.signatures_asked_at = None  # everybody is asked again, under the new text
        work.record(
            "minutes laid anew",
            "10(1)",
            life=life,
            meeting=meeting.number,
            version=laid.version,
        )


def send(work: Work, life_id: UUID, minutes_id: UUID | None) -> None:
    """Send the draft to the table, so that the next meeting can approve it: Art. 10(1)."""
    paper = work.session.get_one(Minutes, minutes_id)
    if paper.sent_at is None:
        for line in open_to(work, paper):
            link = links.issue(work, line.member_id, LinkPurpose.MINUTES, paper.id)
            tell.minutes_drafted(work, paper, line.member, link)
        paper.sent_at = work.clock.now()
        life = lock(work, life_id)
        work.record("minutes sent", "10(1)", life=life, meeting=paper.meeting.number)


def open_to(work: Work, paper: Minutes) -> list[Attendance]:
    """Whoever had a seat on the day of that meeting, who has left since too: Art. 10(1), 10(2)."""
    lines = attendance_of(work, paper.meeting_id)
    return [line for line in lines if line.member.signs_what_they_sat_in]


def ask_signatures(work: Work, life_id: UUID, minutes_id: UUID | None) -> None:
    """Ask who was present to sign and who was absent to acknowledge: Art. 10(1), tension T7."""
    paper = work.session.get_one(Minutes, minutes_id)
    if paper.signatures_asked_at is not None:
        return
    life = lock(work, life_id)
    if paper.digest is None:
        lay(work, life, paper)
    ask_to_sign(work, paper, open_to(work, paper))
    chairing.ask_to_sign(work, life, paper)
    paper.signatures_asked_at = work.clock.now()
    work.record("signatures asked for", "10(1)", life=life, meeting=paper.meeting.number)


def ask_to_sign(
    work: Work, paper: Minutes, lines: Iterable[Attendance], *, taken_back_on: date | None = None
) -> None:
    """Each by a link of their own, under the text as it is laid; anew where what was on record as
    their word was taken back."""
    text = signing.in_force(work.session, paper.id)
    version = text.version if text else 1
    for line in lines:
        link = links.issue(work, line.member_id, LinkPurpose.SIGN, paper.id)
        tell.signature_wanted(
            work,
            paper,
            line.member,
            link,
            present=line.present,
            version=version,
            taken_back_on=taken_back_on,
        )


def sign(
    work: Work,
    minutes_id: UUID,
    *,
    member_id: UUID | None = None,
    account_id: UUID | None = None,
    method: SignatureMethod,
    reason: str | None = "",
    confirmed: bool = False,
    shown: bytes | None = None,
    on: date | None = None,
    confirmation: Confirmation | None = None,
) -> Signature:
    """Sign the text as it is laid, or record a signature on paper or a refusal with its reason.

    `on` is the day of a signature on paper; the last one approves minutes in writing (T2).
    """
    paper = work.session.get(Minutes, minutes_id)
    if paper is None:
        raise NotThere
    life = open_table(work, paper.meeting.life_id)
    work.session.refresh(paper)
    if paper.meeting.held_at is None:  # it was not of this case: decision 0102
        raise NotThere
    check_asked(laid=paper.digest is not None, asked=paper.signatures_asked_at is not None)
    role = SignatureRole.SIGN if member_id is None else _role_of(work, paper, member_id)
    assert paper.digest is not None  # it is laid
    signature = signing.add_signature(
        work,
        life,
        SignedPaper.MINUTES,
        paper.id,
        paper.digest,
        member_id=member_id,
        account_id=account_id,
        chair_id=officer_signs(work.session, life, paper.meeting),
        method=method,
        reason=reason,
        confirmed=confirmed,
        role=role,
        shown=shown,
        on=on,
        confirmation=confirmation,
        under=digest_on(
            work.session, paper.id, on, met_on=paper.meeting.met_on, in_force=paper.digest
        ),
    )
    approve_in_writing(work, life, paper)
    after_act(work, life.id, "minutes signed")
    return signature


def approve_in_writing(work: Work, life: Life, paper: Minutes) -> None:
    """The last signature approves minutes that no next meeting approves (T2)."""
    if paper.approved_on is not None or paper.signatures_asked_at is None:
        return
    if not under_minutes(work.session, [paper], seats(work.session, life.id))[paper.id]:
        paper.approved_on = _last_signed(work, paper)
        work.record("minutes approved in writing", "10(1)", life=life, meeting=paper.meeting.number)


def approve_without(work: Work, life: Life) -> None:
    """Whoever left the table was perhaps the last whose word was missing under minutes (T2)."""
    asked = (Minutes.signatures_asked_at.is_not(None), Minutes.approved_on.is_(None))
    query = select(Minutes).join(Minutes.meeting).where(Meeting.life_id == life.id, *asked)
    for paper in work.session.scalars(query).all():
        approve_in_writing(work, life, paper)


def _last_signed(work: Work, paper: Minutes) -> date | None:
    """On which day the last word came; or the last seat ended whose word had not come."""
    query = select(Signature.member_id, Signature.signed_on).where(
        Signature.paper_id == paper.id,
        Signature.digest == paper.digest,
        Signature.role == SignatureRole.SIGN,
        Signature.stands(),
    )
    given = [(row[0], row[1]) for row in work.session.execute(query)]
    lines = [line for line in attendance_of(work, paper.meeting_id) if line.present]
    signed = {member_id for member_id, _ in given}
    gone = [line.member.free_since for line in lines if line.member_id not in signed]
    return max([*(day for _, day in given), *(day for day in gone if day)], default=None)


def _role_of(work: Work, paper: Minutes, member_id: UUID) -> SignatureRole:
    """The present sign, the absent acknowledge; whoever has no line there signs nothing (T7)."""
    present = {line.member_id: line.present for line in attendance_of(work, paper.meeting_id)}
    return role_of(present, member_id)


ACTS: Final[Mapping[str, Act]] = {
    "send_minutes": send,
    "ask_signatures": ask_signatures,
}
