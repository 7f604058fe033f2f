"""What the table was told of the monitoring, and whom it reached: Art. 14(3.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.monitoring_facts import FindingsMail, mails
from casework.record.table import held_of, meetings
from models.case import Case
from models.monitoring import TableFindings
from models.session import Work
from rules.findings import ToldFacts, counted, without_word
from rules.monitoring import FindingsMeans, untold_since


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Once that the table was told."""

    row: TableFindings
    counts: bool
    """It went to somebody, and its meeting is on record as held."""
    mails: Sequence[FindingsMail] = ()
    """To each member, where it was told so."""

    @property
    def reached(self) -> Sequence[FindingsMail]:
        """Each member once."""
        return list({each.facts.member: each for each in self.mails if each.facts.arrived}.values())

    @property
    def missed(self) -> Sequence[FindingsMail]:
        """Whom no mail of it reached, each once."""
        reached = {each.facts.member for each in self.reached}
        missed = (each for each in self.mails if each.facts.member not in reached)
        return list({each.facts.member: each for each in missed}.values())


@dataclass(frozen=True, slots=True)
class ToldFile:
    """All that it was told, the newest day first, and what is warned of."""

    lines: Sequence[ToldLine]
    wordless: Mapping[UUID, date]
    """Who sits and was sent none of it, and since when: ours, decision 0112."""
    untold_since: date | None
    """The meeting since which the table was told nothing."""


def read(work: Work, case: Case, *, planned: bool) -> ToldFile:
    """Nothing is warned of in a file that is sealed; its words are opened where they are shown."""
    rows, held = _told(work, case), held_of(meetings(work.session, case.id))
    by_mail = any(row.means is FindingsMeans.LINK for row in rows)
    left = mails(work.session, case.id) if by_mail else ()
    sent, met = [each.facts for each in left], {each.met_on for each in held}
    told = [ToldFacts(row.number, row.told_on, row.means, row.taken_out) for row in rows]
    count = counted(told, sent, met)
    numbers, days = {each.number for each in count}, [each.on for each in count]
    last, today = held[-1].met_on if held else None, work.clock.today()
    sealed = case.sealed_at is not None
    return ToldFile(
        lines=[
            ToldLine(
                row,
                row.number in numbers,
                [each for each in left if each.facts.number == row.number],
            )
            for row in rows
        ],
        wordless={} if sealed else without_word(told, sent, met),
        untold_since=None if sealed else untold_since(last, days, today, planned=planned),
    )


def _told(work: Work, case: Case) -> Sequence[TableFindings]:
    query = (
        select(TableFindings)
        .where(TableFindings.case_id == case.id)
        .options(joinedload(TableFindings.recorded_by))
        .order_by(TableFindings.told_on.desc(), TableFindings.number.desc())
    )
    return work.session.scalars(query).all()
