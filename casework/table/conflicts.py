"""A conflict of interest that was declared by mistake is withdrawn: Art. 10(2).

What it had brought about and is not done yet ends; what happened stays, the declaration first.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select

from casework.record.contact_facts import is_taken
from casework.record.table import open_table
from casework.table import (
    conflicted,
    put_again,
    reports_asked,
    seated_then,
    signature_corrections,
)
from casework.table.participants import words_of
from casework.table.signing import Declarations
from casework.tell import participants as tell
from casework.tell import referral as asked
from casework.tell.coming import coming_again
from casework.tell.waiting import pass_on
from core.clock import local_day
from identity import links
from identity.access import NotThere, officer_of
from models.case import Case, Member
from models.confirmation import Confirmation
from models.life import ActorKind, Life, WakeReason
from models.meeting import Signature, SignedText
from models.participant import ConflictWithdrawal, Participant, ParticipantWord
from models.people import LinkPurpose
from models.session import Work
from rules.declarations import Withdrawal, check_withdrawal
from rules.participants import Part
from rules.signing import SignatureMethod
from workflow.life import after_act


def withdraw_own(work: Work, life_id: UUID, *, reason: str) -> None:
    """Who chairs, is named to chair, or chaired, and declared a conflict by mistake, says so."""
    life, officer = open_table(work, life_id), officer_of(work)
    query = select(Participant).where(Participant.life_id == life_id)
    mine = work.session.scalars(query.where(Participant.account_id == officer.id)).first()
    if mine is None:
        raise NotThere
    word = _withdraw_word(work, life, mine, reason, None)
    case = work.session.get_one(Case, life_id)  # no conflict is declared at another table
    in_charge = case.manager_id == officer.id
    if in_charge:
        case.conflict_on = None  # the head stands in no longer
    tell.conflict_withdrawn(work, case, word, in_charge=in_charge)
    after_act(work, life_id, "conflict withdrawn")
    pass_on(work, life)
    if life.stalled_at is not None:  # perhaps because nobody could be asked
        work.wake(life_id, WakeReason.RETRY)
    conflicted.judge_chairs(work, life)


def withdraw(work: Work, life_id: UUID, who_id: UUID, *, reason: str, on: date | None) -> None:
    """What a member, one of the family or somebody without a seat says of theirs; put on record by
    who runs the table. `on` is the day on which they said so."""
    life, member = open_table(work, life_id), work.session.get(Member, who_id)
    if member is not None and member.life_id == life_id:
        kept = _withdraw_seat(work, life, member, reason, on)
        _seated_again(work, life, member, kept)
    else:
        query = select(Participant).where(
            Participant.life_id == life_id,
            Participant.part != Part.CHAIR,
            or_(Participant.id == who_id, Participant.person_id == who_id),
        )
        who = work.session.scalars(query).first()
        if who is None:
            raise NotThere
        _withdraw_word(work, life, who, reason, on)
    after_act(work, life_id, "conflict withdrawn")
    conflicted.judge_held(work, life)


def withdraw_by_link(
    work: Work,
    member_id: UUID,
    *,
    reason: str,
    on: date | None,
    confirmation: Confirmation | None = None,
) -> None:
    """A member says themselves that it was a mistake, until somebody has come in their place."""
    member = work.session.get_one(Member, member_id)
    life = open_table(work, member.life_id)
    kept = _withdraw_seat(
        work, life, member, reason, on, by_themselves=True, confirmation=confirmation
    )
    _seated_again(work, life, member, kept)
    after_act(work, life.id, "conflict withdrawn")
    conflicted.judge_held(work, life)


def _seated_again(work: Work, life: Life, member: Member, kept: ConflictWithdrawal) -> None:
    """Of a last day on which their own word barred them nothing was owed, and what they were asked
    to answer by such a day is put again: decision 0126. Whoever was told of the conflict is told
    of this, and so is the head: decision 0103. Their links open again: 13(3), 14(2)."""
    work.session.refresh(member, ["withdrawn"])
    links.open_cut(work, member.id)
    reports_asked.chance_again(work, member, kept)
    seated_then.judge(work, life, [member])
    put_again.put(work, member, kept)
    signature_corrections.wait_again(work, member)
    coming_again(work, life, member, kept)
    tell.member_conflict_withdrawn(work, member, kept)


def _withdraw_word(
    work: Work, life: Life, who: Participant, reason: str, on: date | None
) -> ParticipantWord:
    """Gives what had been declared."""
    standing = [each for each in words_of(work, [who.id]) if each.in_conflict]
    declared_on = standing[-1].said_on if standing else None
    said_on = check_withdrawal(Withdrawal(declared_on, reason, on), work.clock.today())
    for word in standing:
        _keep(work, reason, said_on, word=word)
    work.session.flush()
    for word in standing:
        work.session.refresh(word)
    work.record("conflict withdrawn", "10(2)", life=life, participant=who.id, on=said_on)
    return standing[-1]


def _withdraw_seat(
    work: Work,
    life: Life,
    member: Member,
    reason: str,
    on: date | None,
    *,
    by_themselves: bool = False,
    confirmation: Confirmation | None = None,
) -> ConflictWithdrawal:
    """They sit again; who had not signed before is asked for both declarations anew: 18(2)."""
    work.session.refresh(member)
    declared_on = member.declared_on if member.conflict else None
    said = Withdrawal(
        declared_on,
        reason,
        on,
        left=member.left_on is not None,
        by_themselves=by_themselves,
        taken=by_themselves and is_taken(work.session, member),
    )
    said_on = check_withdrawal(said, work.clock.today())
    kept = _keep(work, reason, said_on, seat=member, confirmation=confirmation)
    work.session.flush()
    before = _signed_before(work, member)
    member.conflict = None if before is None else False
    member.declared_at = before.signed_at if before else None
    member.declared_on = member.signed_on = before.signed_on if before else None
    member.declared_on_paper = before is not None and before.method == SignatureMethod.PAPER
    if before is None and member.asked_at is not None:
        link = links.issue(work, member.id, LinkPurpose.DECLARE)
        asked.declaration_wanted(work, member, link, after=kept)
    work.record("conflict withdrawn", "10(2)", life=life, member=member.id, on=said_on)
    return kept


def _signed_before(work: Work, member: Member) -> Signature | None:
    """What they had signed before the conflict came up; the papers were open to them by it."""
    if member.confidential_at is None:
        return None
    this = (SignedText.paper_id == Signature.paper_id, SignedText.digest == Signature.digest)
    query = select(SignedText, Signature).join(SignedText, and_(*this))
    query = query.where(Signature.paper_id == member.id).order_by(SignedText.version.desc())
    for laid, signature in work.session.execute(query):
        if not Declarations.model_validate_json(laid.text or "").conflict:
            return signature
    return None


def _keep(
    work: Work,
    reason: str,
    said_on: date,
    *,
    word: ParticipantWord | None = None,
    seat: Member | None = None,
    confirmation: Confirmation | None = None,
) -> ConflictWithdrawal:
    """What was declared, before it gives way: the database refuses it otherwise."""
    declared_at = word.recorded_at if word else seat.declared_at if seat else None
    declared_on = word.said_on if word else seat.declared_on if seat else None
    assert declared_at is not None
    row = ConflictWithdrawal(
        member_id=seat.id if seat else None,
        word_id=word.id if word else None,
        declared_at=declared_at,
        declared_on=declared_on or local_day(declared_at),
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=None if work.actor.kind == ActorKind.MEMBER else work.actor.id,
        confirmation_id=confirmation.id if confirmation else None,
    )
    work.session.add(row)
    row.reason = reason.strip()
    return row


def withdrawals(work: Work, life_id: UUID) -> Sequence[ConflictWithdrawal]:
    """Every conflict at this table that was declared by mistake, the oldest first."""
    seats = select(Member.id).where(Member.life_id == life_id)
    words = (
        select(ParticipantWord.id)
        .join(Participant, Participant.id == ParticipantWord.participant_id)
        .where(Participant.life_id == life_id)
    )
    query = select(ConflictWithdrawal).where(
        ConflictWithdrawal.member_id.in_(seats) | ConflictWithdrawal.word_id.in_(words)
    )
    return work.session.scalars(query.order_by(ConflictWithdrawal.recorded_at)).all()
