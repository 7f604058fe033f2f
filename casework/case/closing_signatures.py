"""A signature under a closing form that was typed wrong from paper: Art. 17(5), decision 0148."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from casework.case import closure as closing
from casework.record.table import open_case
from casework.table import closing_day, signing
from casework.table.signature_corrections import check, end
from identity.access import NotThere
from models.case import Case
from models.chairing import ChairCorrection
from models.closure import AgeFinding, Closure
from models.fact import FactRow
from models.meeting import Signature
from models.record_correction import RecordCorrection
from models.session import Work
from rules.signature_corrections import check_another_day
from rules.signing import SignatureMethod
from workflow.life import after_act


def correct_day(work: Work, signature_id: UUID, on: date, *, reason: str) -> Signature:
    """The paper is of another day; under which form it stands goes with it: Art. 17(5)."""
    said, paper, case = _open(work, signature_id, reason)
    check_another_day(said.signed_on, on)
    in_force = said.digest == paper.digest
    end(work, said, reason, now_on=on)
    anew = closing.sign(
        work,
        paper.id,
        member_id=said.member_id,
        account_id=said.account_id,
        method=SignatureMethod(said.method),
        reason=said.reason,
        on=on,
    )
    _go_with_the_record(work, case, paper, reason)
    _follow(work, case, paper, said, in_force=in_force)
    return anew


def take_back(work: Work, signature_id: UUID, *, why: str) -> None:
    """It was somebody else's, or none; whose word is missing then is asked again: Art. 17(5).

    A form that nobody has signed any more goes with the record again.
    """
    said, paper, case = _open(work, signature_id, why)
    in_force = said.digest == paper.digest
    end(work, said, why)
    _go_with_the_record(work, case, paper, why)
    _follow(work, case, paper, said, in_force=in_force)


def _go_with_the_record(work: Work, case: Case, paper: Closure, reason: str) -> None:
    if paper.is_open and _was_corrected(work, paper):
        closing_day.follow_facts(work, case.life, reason.strip())


def _open(work: Work, signature_id: UUID, reason: str) -> tuple[Signature, Closure, Case]:
    said = work.session.get(Signature, signature_id)
    paper = work.session.get(Closure, said.paper_id) if said else None
    if said is None or paper is None:
        raise NotThere
    case = open_case(work, paper.case_id)
    work.session.refresh(paper)
    check(work, said, case.life, reason)
    return said, paper, case


def _was_corrected(work: Work, paper: Closure) -> bool:
    """Something that the form says was put on record otherwise since it was laid."""
    since = paper.decision_recorded_at
    found = (
        select(RecordCorrection.id).where(RecordCorrection.meeting_id == paper.meeting_id),
        select(ChairCorrection.id).where(ChairCorrection.meeting_id == paper.meeting_id),
        select(FactRow.id).where(
            FactRow.case_id == paper.case_id, FactRow.name == "death", FactRow.recorded_at >= since
        ),
        select(AgeFinding.id).where(
            AgeFinding.case_id == paper.case_id, AgeFinding.recorded_at >= since
        ),
    )
    return bool(work.session.scalar(select(or_(*(each.exists() for each in found)))))


def _follow(work: Work, case: Case, paper: Closure, said: Signature, *, in_force: bool) -> None:
    """Whoever is to sign the form that is laid, and had signed by the record, is told."""
    if (
        paper.is_open
        and in_force
        and not signing.has_signed(work.session, said, under=paper.digest)
    ):
        closing.ask_again(work, paper, said.member_id)
    work.record("signature corrected", "17(5)", life=case.life, signature=said.id)
    after_act(work, case.id, "signature corrected")
