"""The number of a case in the protocol book of its centre's office, with those before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from identity.officers import names_of
from models.case import Case
from models.office_number import OfficeNumber
from models.session import Work


@dataclass(frozen=True, slots=True)
class BookedCase:
    """The entry that stands, and those of before, the newest first, each with its writer."""

    row: OfficeNumber
    entered_by: str
    former: Sequence[tuple[OfficeNumber, str]]

    @property
    def stands(self) -> bool:
        return not self.row.taken_back


def of_case(work: Work, case: Case) -> BookedCase | None:
    rows = case.office_numbers
    if not rows:
        return None
    names = names_of(work.session, {row.recorded_by_id for row in rows})
    known = {row.id: row for row in rows}
    (last,) = known.keys() - {row.corrects_id for row in rows}
    told, earlier = [], known[last].corrects_id
    while earlier is not None:
        told.append((known[earlier], names.get(known[earlier].recorded_by_id, "")))
        earlier = known[earlier].corrects_id
    return BookedCase(known[last], names.get(known[last].recorded_by_id, ""), told)
