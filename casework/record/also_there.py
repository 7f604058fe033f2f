"""Who was at a meeting without a seat, as its minutes name them: Art. 8(10), 10(1), 10(6)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select

from casework.record.invited import unasked_at
from casework.record.minutes_words import AlsoThere
from models.case import FamilyPerson
from models.meeting import FamilyNotice, Meeting
from models.participant import Participant, ParticipantPresence
from models.session import Work
from rules.composition import Relation
from rules.guests import came_as
from rules.participants import BROUGHT, Part


def also_there(work: Work, meeting: Meeting) -> tuple[AlsoThere, ...]:
    """As it is on record now; what is learned later stands beside the text that was laid."""
    others = others_at(work, meeting)
    unasked = unasked_at(work, meeting) if others else ()
    return named(_relations(work, meeting), others, unasked)


def named(
    kin: Iterable[Relation], others: Iterable[Participant], unasked: Collection[UUID | None]
) -> tuple[AlsoThere, ...]:
    """The family by relation only, then whoever else sat there: by name, and as what."""
    family = [AlsoThere(part=Part.FAMILY, relation=each) for each in sorted(kin)]
    by_name = [
        AlsoThere(
            part=came_as(each.part, unasked=each.id in unasked),
            name=each.name or "",
            comes_from=each.comes_from or "",
            independent=each.independent,
        )
        for each in others
    ]
    return (*family, *sorted(by_name, key=_place))


def _place(each: AlsoThere) -> tuple[int, str, str]:
    return BROUGHT.index(each.part), each.name, each.comes_from


def others_at(work: Work, meeting: Meeting) -> list[Participant]:
    """Whoever was at a meeting that was held without a seat, and is none of the family."""
    there = select(ParticipantPresence.participant_id).where(
        ParticipantPresence.meeting_id == meeting.id, ParticipantPresence.present
    )
    query = select(Participant).where(Participant.id.in_(there))
    return list(work.session.scalars(query.order_by(Participant.recorded_at, Participant.id)))


def _relations(work: Work, meeting: Meeting) -> list[Relation]:
    query = (
        select(FamilyPerson.relation)
        .join(FamilyNotice, FamilyNotice.person_id == FamilyPerson.id)
        .where(FamilyNotice.meeting_id == meeting.id, FamilyNotice.present.is_(True))
    )
    return list(work.session.scalars(query))
