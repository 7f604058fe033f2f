"""A signature under minutes that was typed wrong from paper: Art. 10(1), ours: decision 0148."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table
from casework.table import chairing, minutes, signing
from identity.access import NotThere, officer_of
from models.case import Member
from models.life import Life
from models.meeting import Meeting, Minutes, Signature
from models.session import Work
from models.signature_correction import SignatureCorrection
from rules.signature_corrections import (
    approval_waits,
    check_another_day,
    check_signature_correction,
)
from rules.signing import SignatureMethod, SignatureRole
from workflow.life import after_act


def correct_day(work: Work, signature_id: UUID, on: date, *, reason: str) -> Signature:
    """The paper is of another day; under which text it stands goes with it: Art. 10(1)."""
    said, paper, life = _open(work, signature_id, reason)
    check_another_day(said.signed_on, on)
    _end(work, said, paper, reason, now_on=on)
    anew = minutes.sign(
        work,
        paper.id,
        member_id=said.member_id,
        account_id=said.account_id,
        method=SignatureMethod(said.method),
        reason=said.reason,
        on=on,
    )
    _follow(work, life, paper, said)
    return anew


def take_back(work: Work, signature_id: UUID, *, why: str) -> None:
    """It was somebody else's, or none; whose word is missing then is asked again: Art. 10(1)."""
    said, paper, life = _open(work, signature_id, why)
    _end(work, said, paper, why)
    minutes.approve_in_writing(work, life, paper)
    _follow(work, life, paper, said)


def _open(work: Work, signature_id: UUID, reason: str) -> tuple[Signature, Minutes, Life]:
    said = work.session.get(Signature, signature_id)
    paper = work.session.get(Minutes, said.paper_id) if said else None
    if said is None or paper is None:
        raise NotThere
    life = open_table(work, paper.meeting.life_id)
    work.session.refresh(paper)
    if paper.meeting.held_at is None:  # it was not of this case: decision 0102
        raise NotThere
    check(work, said, life, reason)
    return said, paper, life


def check(work: Work, said: Signature, life: Life, reason: str) -> None:
    """Once the table is locked: what somebody else ended meanwhile stands no more."""
    work.session.refresh(said)
    typed, stands = said.entered_by_id is not None, said.ended_by_id is None
    over = life.ended_at is not None
    check_signature_correction(typed=typed, stands=stands, over=over, reason=reason)


def end(work: Work, said: Signature, reason: str, *, now_on: date | None = None) -> None:
    """It stays to be read beside what stands from now on."""
    row = SignatureCorrection(
        paper_id=said.paper_id,
        now_on=now_on,
        corrected_at=work.clock.now(),
        corrected_by_id=officer_of(work).id,
        reason=reason.strip(),
    )
    work.session.add(row)
    work.session.flush()
    said.ended_by_id = row.id
    work.session.flush()


def _end(
    work: Work, said: Signature, paper: Minutes, reason: str, *, now_on: date | None = None
) -> None:
    end(work, said, reason, now_on=now_on)
    if approval_waits(
        in_writing=paper.approved_on is not None and paper.approved_in_id is None,
        in_force=said.digest == paper.digest,
        present=said.role == SignatureRole.SIGN,
    ):
        paper.approved_on = None
        work.session.flush()


def _follow(work: Work, life: Life, paper: Minutes, said: Signature) -> None:
    """Whoever is to sign the text as it is laid, and had signed it by the record, is told."""
    asked = paper.signatures_asked_at is not None and said.digest == paper.digest
    if asked and not signing.has_signed(work.session, said, under=said.digest):
        today = work.clock.today()
        if said.member_id is None:
            chairing.ask_to_sign(work, life, paper, anew_on=today)
        else:
            lines = [
                each
                for each in minutes.open_to(work, paper)
                if each.member_id == said.member_id and each.member.sits
            ]
            minutes.ask_to_sign(work, paper, lines, taken_back_on=today)
    work.record("signature corrected", "10(1)", life=life, signature=said.id)
    after_act(work, life.id, "signature corrected")


def wait_again(work: Work, member: Member) -> None:
    """Whose conflict was none sits again, and minutes that were approved without their word wait
    for it; whose word was taken back meanwhile is told why they are asked: Art. 10(1)."""
    query = select(Minutes).join(Meeting, Meeting.id == Minutes.meeting_id)
    asked = (Meeting.life_id == member.life_id, Minutes.signatures_asked_at.is_not(None))
    for paper in work.session.scalars(query.where(*asked)).all():
        lines = [each for each in minutes.open_to(work, paper) if each.member_id == member.id]
        said = _said(work, paper, member)
        if not lines or any(each.ended_by_id is None for each in said):
            continue
        if approval_waits(
            in_writing=paper.approved_on is not None and paper.approved_in_id is None,
            in_force=True,
            present=lines[0].present,
        ):
            paper.approved_on = None
            work.session.flush()
        minutes.ask_to_sign(work, paper, lines, taken_back_on=work.clock.today() if said else None)


def _said(work: Work, paper: Minutes, member: Member) -> Sequence[Signature]:
    """Their words under the text as it is laid, those that were taken back too."""
    here = (Signature.paper_id == paper.id, Signature.digest == paper.digest)
    query = select(Signature).where(*here, Signature.member_id == member.id)
    return work.session.scalars(query).all()
