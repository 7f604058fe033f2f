"""What those declare who take part without a member's seat: Art. 10(2), 18(2)."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.beginning import done_on
from casework.record.table import open_table
from casework.table import conflicted, signing, stepping_back
from casework.table.declarations import text_of
from casework.table.paper_of_chair import PaperOfChair, signer
from core.i18n import language_or, translator
from identity.access import NotThere
from identity.declaring import declares
from models.case import Case, FamilyPerson
from models.given import given
from models.life import Life
from models.meeting import Signature
from models.participant import GuestInvitation, InvitationTakenBack, Participant, ParticipantWord
from models.people import Account
from models.session import Work
from rules.composition import Relation
from rules.participants import (
    BOUND,
    Part,
    Said,
    Word,
    check_for_others,
    check_word,
)
from rules.signing import SignatureMethod, SignedPaper
from workflow import breaches
from workflow.kinds import kind_of, label_of
from workflow.life import after_act, lock_open


def stamp(
    work: Work, row: Participant | ParticipantWord | GuestInvitation | InvitationTakenBack
) -> None:
    assert work.actor.id is not None  # an officer acts
    row.recorded_at, row.recorded_by_id = work.clock.now(), work.actor.id


def declare_as_chair(
    work: Work,
    life_id: UUID,
    *,
    conflict: bool | None,
    word: Word = Word.SIGNED,
    reason: str = "",
    paper: PaperOfChair | None = None,
) -> None:
    """The officer who chairs declares; a conflict of the manager's goes to the head: Art. 10(2).

    What they signed stays as they read it. At the municipal table no case is treated, and no
    conflict is asked for. What they signed on `paper` the head enters.
    """
    quarters = other_quarters(work, life_id)  # where the same word holds; locked in one order
    lock_open(work, [life_id, *quarters])
    life = open_table(work, life_id)
    officer = signer(work, life, word, paper) if paper else declares(work, life)
    if officer is None:
        raise NotThere
    work.as_deputy = work.as_deputy if paper else None  # nobody declares for the head
    mine = _line(work, life_id, Part.CHAIR, account_id=officer.id)
    of_child = kind_of(life).of_a_child
    said = Said(word, Part.CHAIR, reason=reason, conflict=conflict if of_child else None)
    on, lies = (paper.on, paper.lies) if paper else (None, "")
    row = _add(work, mine, said, on=on, on_paper=paper is not None, lies=lies)
    signature = given(_sign(work, life, officer, row)) if word is Word.SIGNED else {}
    act = "conflict of the chair declared" if said.conflict else f"chair: {word}"
    detail: dict[str, object] = {"officer": officer.id, **({"on": row.said_on} if paper else {})}
    work.record(act, "10(2)" if said.conflict else "18(2)", life=life, **detail, **signature)
    if said.conflict:
        stepping_back.step_back(work, work.session.get_one(Case, life_id), officer.id, row)
    for each in (life_id, *quarters):
        after_act(work, each, act)
        _dated(work, each, mine, row)
    if said.conflict:
        conflicted.judge_chairs(work, life)


def _sign(work: Work, life: Life, officer: Account, said: ParticipantWord) -> Signature:
    """The text stays as they read it."""
    text = text_of(
        translator(language_or(officer.language, "sq")),
        label_of(work.session, life.id),
        conflict=said.conflict,
        confidential=True,
        of_a_child=kind_of(life).of_a_child,
    )
    laid = signing.lay(work, said.participant_id, text)
    method = SignatureMethod.PAPER if said.on_paper else SignatureMethod.PASSWORD
    signature = Signature(
        paper=SignedPaper.DECLARATIONS,
        paper_id=said.participant_id,
        account_id=officer.id,
        method=method,
        digest=signing.digest_of(laid),
        signed_at=work.clock.now(),
        signed_on=said.said_on,
        entered_by_id=signing.typed_by(work, method),
    )
    work.session.add(signature)
    work.session.flush()
    return signature


def other_quarters(work: Work, life_id: UUID) -> list[UUID]:
    """The other open quarters of a municipal table; none for a case."""
    life = work.session.get_one(Life, life_id)
    if kind_of(life).of_a_child:
        return []
    query = select(Life.id).where(
        Life.kind == life.kind, Life.municipality_id == life.municipality_id
    )
    return list(work.session.scalars(query.where(Life.ended_at.is_(None), Life.id != life_id)))


def _line(work: Work, life_id: UUID, part: Part, **whose: UUID) -> Participant:
    """The one line of an officer or a relative at this table, made with their first word."""
    query = select(Participant).where(Participant.life_id == life_id).filter_by(**whose)
    found = work.session.scalars(query).first()
    if found is None:
        found = Participant(life_id=life_id, part=part, **whose)
        work.session.add(found)
        stamp(work, found)
        work.session.flush()
    return found


def record_word(
    work: Work,
    life_id: UUID,
    who_id: UUID,
    word: Word,
    *,
    reason: str = "",
    signed_by: str = "",
    on: date | None = None,
) -> ParticipantWord:
    """What one of the family, an interpreter or a guest said, on paper: Art. 18(2).

    `who_id` is a person of the family or a participant; `on` the day on which they said it.
    """
    life = open_table(work, life_id)
    person = work.session.get(FamilyPerson, who_id)
    if person is not None and person.case_id == life_id:
        who = _line(work, life_id, Part.FAMILY, person_id=who_id)
    else:
        found = work.session.get(Participant, who_id)
        if found is None or found.life_id != life_id:
            raise NotThere
        who = found
    check_for_others(who.part)
    is_child = person is not None and person.relation == Relation.CHILD
    conflict = True if word is Word.CONFLICT else None  # a signature on paper says nothing of it
    said = Said(word, who.part, is_child=is_child, reason=reason, conflict=conflict)
    row = _add(work, who, said, on=on, on_paper=True, signed_by=signed_by if is_child else "")
    article = "10(2)" if conflict else "18(2)"
    work.record(f"declaration {word}", article, life=life, participant=who.id)
    after_act(work, life_id, "declaration recorded")
    _dated(work, life_id, who, row)
    if conflict:
        conflicted.judge_held(work, life)
    return row


def _add(
    work: Work,
    who: Participant,
    said: Said,
    *,
    on: date | None,
    on_paper: bool,
    signed_by: str = "",
    lies: str = "",
) -> ParticipantWord:
    words = words_of(work, [who.id])
    said_on = check_word(
        said,
        signed=any(each.word is Word.SIGNED and each.withdrawal is None for each in words),
        conflict=any(each.in_conflict for each in words),
        on=on,
        today=work.clock.today(),
    )
    done_on(work, work.session.get_one(Life, who.life_id), said_on)
    row = ParticipantWord(
        participant_id=who.id,
        number=len(words) + 1,
        word=said.word,
        conflict=said.conflict,
        said_on=said_on,
        on_paper=on_paper,
    )
    work.session.add(row)
    row.reason, row.signed_by = said.reason.strip() or None, signed_by.strip() or None
    row.paper_place = lies.strip() or None
    stamp(work, row)
    work.session.flush()
    return row


def _dated(work: Work, life_id: UUID, who: Participant, said: ParticipantWord) -> None:
    """What was signed before a meeting and entered after it is no breach there: Art. 18(2)."""
    if said.word in BOUND:
        ids = [id for id in (who.id, who.account_id, who.person_id) if id]
        breaches.signed(work, life_id, said.said_on, who=ids)


def words_of(work: Work, ids: Collection[UUID]) -> Sequence[ParticipantWord]:
    """What these participants said; of each the last word last."""
    query = select(ParticipantWord).where(ParticipantWord.participant_id.in_(ids))
    order = (ParticipantWord.participant_id, ParticipantWord.number)
    return work.session.scalars(query.order_by(*order)).all()


def of_life(work: Work, life_id: UUID) -> Sequence[Participant]:
    """Everybody on record without a seat, in the order in which they were recorded."""
    query = select(Participant).where(Participant.life_id == life_id)
    return work.session.scalars(query.order_by(Participant.recorded_at, Participant.id)).all()


def declared_by(work: Work, life_id: UUID, day: date) -> set[UUID]:
    """Who had signed by this day, or was excused: participants, and their accounts and persons.

    At a municipal table a word given in another of its quarters holds.
    """
    life = work.session.get_one(Life, life_id)
    lives = select(Life.id).where(Life.id == life_id)
    if not kind_of(life).of_a_child:
        lives = select(Life.id).where(
            Life.kind == life.kind, Life.municipality_id == life.municipality_id
        )
    query = (
        select(Participant)
        .join(ParticipantWord, ParticipantWord.participant_id == Participant.id)
        .where(Participant.life_id.in_(lives), ParticipantWord.said_on <= day)
        .where(ParticipantWord.word.in_(BOUND))
    )
    found: set[UUID] = set()
    for each in work.session.scalars(query):
        found |= {id for id in (each.id, each.account_id, each.person_id) if id}
    return found
