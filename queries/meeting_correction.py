"""Who could have been at a meeting that was held, and what its record says of them: Art. 9."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from casework.table.participants import of_life
from models.session import Work
from queries.meeting_file import MeetingFile
from rules.composition import Relation
from rules.participants import BROUGHT


@dataclass(frozen=True, slots=True)
class AtMeeting:
    """One person, and whether they are on record as having been there."""

    id: UUID
    of: Literal["members", "family", "beside"]
    name: str
    beside: str = ""
    relation: Relation | None = None
    """Of the family, in place of a name."""
    present: bool | None = None
    """None where the record says nothing of them."""


def who_could_be(work: Work, file: MeetingFile) -> Sequence[AtMeeting]:
    """Whoever ever had a seat, the family that was told, and everybody on record without one.

    Who had no seat that day may have sat there all the same: Art. 10(6)."""
    members = [
        AtMeeting(
            seat.member.id,
            "members",
            seat.member.professional.name or "",
            seat.member.professional.affiliation,
            present=seat.line.present if seat.line else None,
        )
        for seat in file.seats
    ]
    family = [
        AtMeeting(kin.person.id, "family", "", "", kin.person.relation, kin.notice.present)
        for kin in file.family
        if kin.notice is not None
    ]
    there = {each.id for each in file.others}
    beside = [
        AtMeeting(
            each.id,
            "beside",
            each.name or each.comes_from or "",
            each.comes_from or "",
            present=True if each.id in there else None,
        )
        for each in of_life(work, file.life.id)
        if each.part in BROUGHT
    ]
    return [*members, *family, *beside]
