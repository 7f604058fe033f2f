"""Who takes part at one table, and what each of them declared: Art. 10(2), 18(2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import meetings, seats
from casework.table import participants
from casework.table.meetings import family_of
from core.clock import local_day
from identity import access
from identity.declaring import declares, table_of
from identity.officers import chair_of, names_of
from models.case import FamilyPerson, Member
from models.life import Life
from models.meeting import Meeting
from models.participant import Participant, ParticipantWord
from models.people import Account, LinkPurpose
from models.session import Work
from queries.conflicts import Withdrawn, withdrawn_at
from queries.declarants import (
    Declarant,
    as_they_come,
    declarant,
    former_chairs,
    invitations_of,
    seen,
)
from queries.held_up import held_up
from queries.reminded import last_reminded
from queries.typed_days import DayLine, declared
from rules.duties import Duty
from rules.participants import Part, Word
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class DeclarationFile:
    """The page of one table's declarations."""

    life: Life
    label: str
    is_case: bool
    is_run_by_reader: bool
    is_theirs: bool
    """The reader opens the file; else they chaired a meeting, and see their own words alone."""
    chair: Declarant | None
    former: Sequence[Declarant]
    """Who managed the case before, or chaired a meeting of it: Art. 4(2)."""
    own: Declarant | None
    """The reader, where they declare here: who chairs, is named to chair, or chaired."""
    members: Sequence[Declarant]
    left: Sequence[Declarant]
    """Members who left, and declared on a day that somebody typed."""
    others: Sequence[Declarant]
    days: Mapping[UUID, Sequence[DayLine]]
    """By whose they are: the days that were typed or corrected."""
    withdrawn: Sequence[Withdrawn]
    """Conflicts of interest that were declared by mistake."""
    meetings: Sequence[Meeting]
    """To which a guest may be invited, or in which somebody may have sat: Art. 8(5), 10(6)."""

    @property
    def with_a_text(self) -> Sequence[Declarant]:
        """Who signs a text of ours; the words of others lie on their own paper."""
        officers = filter(None, (self.chair, self.own))
        return [*officers, *self.former, *self.seated]

    @property
    def seated(self) -> Sequence[Declarant]:
        """Who has, or had, a member's seat."""
        return [*self.members, *self.left]


def of_table(work: Work, life_id: UUID, *, to_run_it: bool = False) -> DeclarationFile:
    """For the officers of this table; `to_run_it` lets in who chairs it only."""
    life, is_theirs = table_of(work, life_id)
    if not is_theirs:
        return _own_only(work, life, to_run_it=to_run_it)
    if to_run_it:
        access.only_who_runs(work, life)
    officer, kind = chair_of(work.session, life, work.clock.today()), kind_of(life)
    runs = access.runs(work, life, officer)
    reminded = _reminded(work, life_id)
    known = participants.of_life(work, life_id)
    said = participants.words_of(work, [each.id for each in known])
    called = [each for each in meetings(work.session, life_id) if each.cancelled_at is None]
    me, every = declares(work, life), seats(work.session, life_id)
    days = declared(work, life_id, every, known, said)
    on_paper = [each.on_paper for each in said]
    on_paper += [each.declared_on_paper or each.refused_on_paper for each in every]
    saw = seen(work, life_id) if any(on_paper) else {}
    return DeclarationFile(
        life=life,
        label=kind.label(life),
        is_case=kind.of_a_child,
        is_run_by_reader=runs,
        is_theirs=True,
        chair=(
            replace(_chair(work, life, officer, known, said), reminded_on=reminded.get(officer.id))
            if officer
            else None
        ),
        former=former_chairs(
            work,
            life_id,
            known,
            {each.id: word for each in known if (word := _last(said, each))},
            {each.id for each in known if _conflict(said, each)},
            but=officer.id if officer else None,
        ),
        own=_chair(work, life, me, known, said) if me else None,
        members=_seated(work, every, reminded, saw),
        left=[_member(each, None) for each in every if each.left_on and days[each.id]],
        days=days,
        others=_others(work, life_id, known, said, called, saw=saw, of_a_child=kind.of_a_child),
        withdrawn=withdrawn_at(work, life_id, every, known, said),
        meetings=called,
    )


def _own_only(work: Work, life: Life, *, to_run_it: bool) -> DeclarationFile:
    """For who chaired a meeting of a case that is not theirs: nobody else is named: Art. 18(1)."""
    if to_run_it:
        raise access.NotThere
    known, me = participants.of_life(work, life.id), declares(work, life)
    said = participants.words_of(work, [each.id for each in known])
    return DeclarationFile(
        life=life,
        label=kind_of(life).label(life),
        is_case=kind_of(life).of_a_child,
        is_run_by_reader=False,
        is_theirs=False,
        chair=None,
        former=(),
        own=_chair(work, life, me, known, said) if me else None,
        members=(),
        left=(),
        others=(),
        days={},
        withdrawn=(),
        meetings=(),
    )


def for_the_archive(work: Work, life: Life) -> DeclarationFile:
    """Who ever signed a text at this table, read by the system, for nobody: Art. 17(5)."""
    known, every = participants.of_life(work, life.id), seats(work.session, life.id)
    said = participants.words_of(work, [each.id for each in known])
    accounts = {each.account_id: each for each in known if each.account_id}
    names = names_of(work.session, accounts)
    return DeclarationFile(
        life=life,
        label=kind_of(life).label(life),
        is_case=kind_of(life).of_a_child,
        is_run_by_reader=False,
        is_theirs=True,
        chair=None,
        former=[
            declarant(id, names.get(id, ""), Part.CHAIR, _last(said, each), _conflict(said, each))
            for id, each in accounts.items()
        ],
        own=None,
        members=[_member(each, None) for each in every],
        left=(),
        others=(),
        days={},
        withdrawn=withdrawn_at(work, life.id, every, known, said),
        meetings=(),
    )


def to_declare(work: Work, life_id: UUID) -> DeclarationFile:
    """For who declares at this table; nobody declares for somebody else."""
    found = of_table(work, life_id)
    if found.own is None:
        raise access.NotThere
    return found


def _last(said: Sequence[ParticipantWord], who: Participant | None) -> ParticipantWord | None:
    """Of what was a mistake nothing is left to show here: `withdrawn` says it."""
    theirs = [each for each in said if who is not None and each.participant_id == who.id]
    return next((each for each in reversed(theirs) if each.withdrawal is None), None)


def _chair(
    work: Work,
    life: Life,
    officer: Account,
    known: Sequence[Participant],
    said: Sequence[ParticipantWord],
) -> Declarant:
    """At a municipal table a declaration made in another quarter holds."""
    mine = next((each for each in known if each.account_id == officer.id), None)
    found = _last(said, mine)
    if found is None and not kind_of(life).of_a_child:
        same = select(Life.id).where(
            Life.kind == life.kind, Life.municipality_id == life.municipality_id
        )
        query = (
            select(ParticipantWord)
            .join(Participant, Participant.id == ParticipantWord.participant_id)
            .where(Participant.account_id == officer.id, Participant.life_id.in_(same))
        )
        query = query.order_by(
            ParticipantWord.recorded_at.desc(), ParticipantWord.number.desc()
        ).limit(1)
        found = work.session.scalars(query).first()
    name = officer.name_at(found.recorded_at if found else None)
    return declarant(officer.id, name, Part.CHAIR, found, _conflict(said, mine))


def _conflict(said: Sequence[ParticipantWord], who: Participant | None) -> bool:
    """They said so, and have not withdrawn it as a mistake."""
    return who is not None and any(
        each.in_conflict for each in said if each.participant_id == who.id
    )


def _reminded(work: Work, life_id: UUID) -> Mapping[UUID, date]:
    """By seat or account: when they were last reminded of what they owe."""
    words = (Duty.DECLARE, Duty.CHAIR_DECLARES, Duty.SUBSTITUTE_DECLARES)
    return last_reminded(work, lambda sent: (sent.life_id == life_id, sent.duty.in_(words)))


def _seated(
    work: Work, every: Sequence[Member], reminded: Mapping[UUID, date], saw: Mapping[UUID, str]
) -> list[Declarant]:
    """Who has a seat, and whether a mail has asked them."""
    sit = [each for each in every if each.left_on is None]
    silent = [each.id for each in sit if not each.has_signed]
    unasked = held_up(work, silent, LinkPurpose.DECLARE)
    lines = [_member(each, reminded.get(each.id), saw.get(each.id, "")) for each in sit]
    return [replace(each, is_unasked=each.id in unasked) for each in lines]


def _member(seat: Member, reminded_on: date | None, seen_by: str = "") -> Declarant:
    signed = seat.signed_on is not None
    word = Word.SIGNED if signed else Word.REFUSED if seat.refused_on else None
    return Declarant(
        id=seat.id,
        name=seat.professional.name or "",
        comes_from=seat.professional.affiliation,
        word=word,
        said_on=seat.signed_on or seat.refused_on,
        conflict=seat.conflict,
        reason="" if signed else seat.refusal or "",
        asked_on=local_day(seat.asked_at) if seat.asked_at else None,
        reminded_on=reminded_on,
        seen_by=seen_by,
    )


def _others(
    work: Work,
    life_id: UUID,
    known: Sequence[Participant],
    said: Sequence[ParticipantWord],
    called: Sequence[Meeting],
    *,
    saw: Mapping[UUID, str],
    of_a_child: bool,
) -> Sequence[Declarant]:
    """The family, then whoever is on record by name."""
    lines = {each.person_id: each for each in known if each.person_id}
    family: Sequence[FamilyPerson] = family_of(work, life_id) if of_a_child else ()
    kin = [
        declarant(
            each.id,
            "",  # a page that lists people calls the family by what they are: Art. 18(1)
            Part.FAMILY,
            _last(said, lines.get(each.id)),
            _conflict(said, lines.get(each.id)),
            relation=each.relation,
            seen=saw,
        )
        for each in family
    ]
    days = {each.id: each.met_on for each in called}
    to = invitations_of(work, known, days)
    brought = [
        as_they_come(
            declarant(
                each.id,
                each.name or "",
                each.part,
                _last(said, each),
                _conflict(said, each),
                seen=saw,
            ),
            each,
            to[each.id],
            days,
        )
        for each in known
        if each.part not in {Part.CHAIR, Part.FAMILY}
    ]
    return [*kin, *brought]
