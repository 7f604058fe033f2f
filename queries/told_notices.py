"""What was said of a notice on the telephone, or handed over: each entry with those before it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from models.told_notice import ToldNotice


@dataclass(frozen=True, slots=True)
class ToldBeside:
    """One call or handing over: the entry that stands, and what stood there before."""

    row: ToldNotice
    entered_by: str
    former: Sequence[tuple[ToldNotice, str]]
    """The newest first, each with who had entered it."""

    @property
    def stands(self) -> bool:
        return not self.row.taken_back


def lines(
    rows: Sequence[ToldNotice], names: Mapping[UUID, str]
) -> Mapping[UUID, Sequence[ToldBeside]]:
    """By notice, in the order in which they were first entered."""
    before = {row.id: row for row in rows}
    corrected = {row.corrects_id for row in rows}
    found: dict[UUID, list[ToldBeside]] = defaultdict(list)
    for row in rows:
        if row.id in corrected:
            continue
        former, earlier = [], row.corrects_id
        while earlier is not None:
            was = before[earlier]
            former.append((was, names.get(was.recorded_by_id, "")))
            earlier = was.corrects_id
        line = ToldBeside(row, names.get(row.recorded_by_id, ""), former)
        found[row.message_id].append(line)
    return {id: sorted(each, key=_began) for id, each in found.items()}


def _began(line: ToldBeside) -> tuple[object, ...]:
    first = line.former[-1][0] if line.former else line.row
    return first.recorded_at, first.id
