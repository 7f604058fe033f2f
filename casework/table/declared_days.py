"""The day of what somebody declared at a table, typed wrong by an officer: Art. 10(2), 18(2).

Whoever sat at a meeting unsigned or barred, and what each was owed ahead of it, follows from the
day that counts: decision 0150.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select

from casework.record.beginning import done_on
from casework.record.table import open_table
from casework.table import conflicted, rejudged, seated_then
from casework.table.participants import other_quarters, words_of
from casework.table.signing import Declarations
from casework.table.typed_days import DayAt, ToDay, keep
from core.clock import local_day
from identity.access import NotThere, officer_of
from identity.heads_word import take_for_head
from models.case import Member
from models.life import Life
from models.meeting import Signature, SignedText
from models.participant import Participant, ParticipantWord
from models.session import Work
from models.typed_day import TypedDay
from rules.basis import Article
from rules.participants import BOUND, Part, Word, check_not_own
from rules.signing import SignatureMethod
from rules.typed_days import DayOf, TypedDayFacts, check_signed_before
from workflow.kinds import case_of, kind_of
from workflow.life import after_act, lock_open


def of_seat(work: Work, what: DayOf, seat_id: UUID, to: ToDay) -> None:
    """What a member signed, refused, or said of a conflict of interest, is of another day.

    At the municipal table the same word holds in each open quarter.
    """
    member = work.session.get(Member, seat_id)
    if member is None:
        raise NotThere
    lock_open(work, [member.life_id, *(each.life_id for each in _other_seats(work, member))])
    life = open_table(work, member.life_id)
    work.session.refresh(member)
    done_on(work, life, to.on)
    for each in (member, *_other_seats(work, member)):
        work.session.refresh(each)
        _move_seat(work, what, each, to)


def _move_seat(work: Work, what: DayOf, member: Member, to: ToDay) -> None:
    life = work.session.get_one(Life, member.life_id)
    facts = replace(seat_day(work, what, member), over=life.ended_at is not None)
    if what is DayOf.CONFLICT:
        check_signed_before(member.signed_on, to.on)
    elif what is DayOf.DECLARATION and member.conflict is True:
        check_signed_before(to.on, member.declared_on)
    row = keep(work, DayAt(life.id, what, member.id), facts, to)
    if what is DayOf.REFUSAL:
        member.refused_on = to.on
    elif what is DayOf.CONFLICT:
        member.declared_on = to.on
    else:
        member.signed_on = to.on
        if member.conflict is not True:
            member.declared_on = to.on
    for each in _papers(work, member.id, conflict=what is DayOf.CONFLICT):
        if what is not DayOf.REFUSAL and each.signed_on == row.was_on:
            each.signed_on = to.on
    work.session.flush()
    after_act(work, life.id, _recorded(work, life, row))
    if what is DayOf.CONFLICT:
        conflicted.judge_held(work, life)
    if what is not DayOf.REFUSAL:
        rejudged.undeclared(work, life, [member.id], member.signed_on)
        if kind_of(life).of_a_child:
            seated_then.judge(work, life, [member])


def seat_day(work: Work, what: DayOf, member: Member) -> TypedDayFacts:
    """As it is on record; `NotThere` where nothing of it is."""
    if what is DayOf.REFUSAL and member.refused_on and member.refused_at:
        entered = local_day(member.refused_at)
        return TypedDayFacts(member.refused_on, entered, member.refused_on_paper)
    barred, declared_at = member.conflict is True, member.declared_at
    on = member.declared_on if what is DayOf.CONFLICT and barred else member.signed_on
    if what is DayOf.REFUSAL or declared_at is None or on is None:
        raise NotThere
    if what is DayOf.CONFLICT and not barred:
        raise NotThere
    typed, entered = member.declared_on_paper, local_day(declared_at)
    if what is DayOf.DECLARATION and barred:  # they had signed before it came up
        paper = next(iter(_papers(work, member.id)), None)
        if paper is None:
            raise NotThere
        typed, entered = paper.method == SignatureMethod.PAPER, local_day(paper.signed_at)
    return TypedDayFacts(on, entered, typed)


def _papers(work: Work, member_id: UUID, *, conflict: bool = False) -> list[Signature]:
    """The declarations that they signed, those of a conflict or the others; the last first."""
    this = (SignedText.paper_id == Signature.paper_id, SignedText.digest == Signature.digest)
    query = select(SignedText, Signature).join(SignedText, and_(*this))
    query = query.where(Signature.paper_id == member_id).order_by(SignedText.version.desc())
    return [
        signature
        for laid, signature in work.session.execute(query)
        if Declarations.model_validate_json(laid.text or "").conflict == conflict
    ]


def _other_seats(work: Work, member: Member) -> Sequence[Member]:
    """Of the same person, in the other open quarters of a municipal table, by the same word."""
    life = work.session.get_one(Life, member.life_id)
    if kind_of(life).of_a_child or member.declared_at is None:
        return ()
    query = select(Member).join(Life, Life.id == Member.life_id)
    same = (Life.kind == life.kind, Life.municipality_id == life.municipality_id)
    theirs = (
        Member.professional_id == member.professional_id,
        Member.declared_at == member.declared_at,
    )
    return work.session.scalars(
        query.where(*same, *theirs, Life.ended_at.is_(None), Life.id != life.id)
    ).all()


def of_word(work: Work, word_id: UUID, to: ToDay) -> None:
    """What one of the family, a guest or an interpreter said is of another day; and what whoever
    chairs signed on paper, which the head enters and corrects."""
    word = work.session.get(ParticipantWord, word_id)
    if word is None:
        raise NotThere
    who = word.participant
    quarters = other_quarters(work, who.life_id)
    lock_open(work, [who.life_id, *quarters])
    life = open_table(work, who.life_id)
    work.session.refresh(word)
    done_on(work, life, to.on)
    if who.part is Part.CHAIR:
        _for_the_head(work, life, who)
    facts = replace(word_day(word), over=life.ended_at is not None)
    row = keep(work, DayAt(life.id, DayOf.WORD, word.id), facts, to)
    word.said_on = to.on
    if word.word is Word.SIGNED:  # nothing is signed by what is only said, also on the same day
        mine = (Signature.paper_id == who.id, Signature.method == SignatureMethod.PAPER)
        for each in work.session.scalars(select(Signature).where(*mine)):
            each.signed_on = to.on if each.signed_on == row.was_on else each.signed_on
    _stood_back(work, life, word, row.was_on)
    work.session.flush()
    _follow_word(work, life, word, row, quarters)


def _follow_word(
    work: Work, life: Life, word: ParticipantWord, row: TypedDay, quarters: Collection[UUID]
) -> None:
    act = _recorded(work, life, row)
    for id in (life.id, *quarters):
        after_act(work, id, act)
    if word.in_conflict:
        conflicted.judge_held(work, life)
        if word.participant.part is Part.CHAIR:
            conflicted.judge_chairs(work, life)
    for id in (life.id, *quarters):
        _judge_unsigned(work, work.session.get_one(Life, id), word.participant)


def _for_the_head(work: Work, life: Life, who: Participant) -> None:
    by = officer_of(work).id
    take_for_head(work, life.municipality_id, by, Article(18, "2"), at=life.id)
    check_not_own(own=who.account_id == by)


def word_day(word: ParticipantWord) -> TypedDayFacts:
    """As it is on record; of a conflict that was withdrawn nothing is counted."""
    entered, stands = local_day(word.recorded_at), word.withdrawal is None
    return TypedDayFacts(word.said_on, entered, word.on_paper, stands=stands)


def _stood_back(work: Work, life: Life, word: ParticipantWord, was_on: date) -> None:
    """Since when the head stands in for a manager in conflict: Art. 10(2)."""
    case = case_of(work.session, life.id)
    stood_back = case is not None and word.in_conflict and case.conflict_on == was_on
    if case is None or not stood_back or case.manager_id != word.participant.account_id:
        return
    case.conflict_on = word.said_on


def _judge_unsigned(work: Work, life: Life, who: Participant) -> None:
    bound = (each for each in words_of(work, [who.id]) if each.word in BOUND)
    signed_on = min((each.said_on for each in bound), default=None)
    rejudged.undeclared(work, life, _ids(who), signed_on)


def _ids(who: Participant) -> Collection[UUID]:
    return [id for id in (who.id, who.account_id, who.person_id) if id]


def _recorded(work: Work, life: Life, row: TypedDay) -> str:
    article = "10(2)" if row.what is DayOf.CONFLICT else "18(2)"
    act = f"day of the {row.what} corrected"
    work.record(
        act, article, life=life, subject=row.subject_id, correction=row.number, on=row.now_on
    )
    return act
