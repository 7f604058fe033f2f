"""What stands of a case's notices in the protocol book, each entry with those before it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from models.case import Case
from models.protocol_number import ProtocolNumber
from models.session import Work


@dataclass(frozen=True, slots=True)
class BookedNotice:
    """The number of one notice: the entry that stands, and what stood there before."""

    row: ProtocolNumber
    entered_by: str
    former: Sequence[tuple[ProtocolNumber, str]]
    """The newest first, each with who had entered it."""

    @property
    def stands(self) -> bool:
        return not self.row.taken_back


def entered(work: Work, case: Case) -> Sequence[ProtocolNumber]:
    query = select(ProtocolNumber).where(ProtocolNumber.case_id == case.id)
    return work.session.scalars(query).all()


def by_notice(
    rows: Sequence[ProtocolNumber], names: Mapping[UUID, str]
) -> Mapping[UUID, BookedNotice]:
    known = {row.id: row for row in rows}
    corrected = {row.corrects_id for row in rows}
    found: dict[UUID, BookedNotice] = {}
    for row in rows:
        if row.id in corrected:
            continue
        former, earlier = [], row.corrects_id
        while earlier is not None:
            was = known[earlier]
            former.append((was, names.get(was.recorded_by_id, "")))
            earlier = was.corrects_id
        found[row.message_id] = BookedNotice(row, names.get(row.recorded_by_id, ""), former)
    return found
