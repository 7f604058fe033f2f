"""Of what the people of a municipality may be reminded, in one reading: Art. 8(9), 10(1), 18(2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casework.record.dated_duties import dated
from casework.record.last_calls import LastDay, of_reports, of_today, of_words
from casework.record.left_anew import left_anew
from casework.record.missing_reports import MissingReport, missing_reports
from casework.record.morning import Lines, MorningFacts, morning_facts
from casework.record.owing import Owing, owing
from casework.record.unreached import unreached
from models.life import Life
from models.session import Work
from rules.duties import Duty
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """All of which the people of one municipality may be reminded, in one reading."""

    missing: Sequence[MissingReport]
    """Of those whom a mail reaches; so are `signs`."""
    signs: Sequence[Owing]
    morning: MorningFacts
    calls: Sequence[LastDay] = ()
    """Whose last call is due, and has not left this morning."""
    next_call: date | None = None
    """The first later morning on which the last day of something comes."""

    def after(self, lines: Lines, today: date) -> "ReminderFacts":
        """The same once all of it that is due has been queued; what misses counts by itself."""
        reminded = {each.reader for each in self.signs if each.is_due(today)}
        signs = [
            replace(each, reminded_on=today, left_on=None) if each.reader in reminded else each
            for each in self.signs
        ]
        keys = {(reader, line.key): today for reader, each in lines.items() for line in each}
        morning = replace(self.morning, told={**self.morning.told, **keys})
        return replace(self, signs=signs, morning=morning, calls=())


def reminder_facts(work: Work, life: Life) -> ReminderFacts:
    morning = morning_facts(work.session, life, work.clock.today())
    return _facts(work, life, morning, missing_reports(work.session, life.municipality_id))


def owed_anew(work: Work, life: Life, found: ReminderFacts) -> ReminderFacts:
    """The same once cases of the centre were settled: what is owed may be something else now, and
    nothing else has happened there."""
    now_owed = dated(work.session, life.municipality_id, work.clock.today())
    return _facts(work, life, replace(found.morning, dated=now_owed), found.missing)


def _facts(
    work: Work, life: Life, morning: MorningFacts, missing: Sequence[MissingReport]
) -> ReminderFacts:
    today = work.clock.today()
    signs = owing(work.session, life.municipality_id, today, morning.readers)
    last_days = [*of_reports(missing), *of_words(signs)]  # a text reaches whom no mail does
    people = {each.professional_id for each in missing}
    people |= {each.seat.professional_id for each in signs if each.seat}
    out, anew = unreached(work.session, people), left_anew(work.session, people, today)
    return ReminderFacts(
        missing=[
            replace(each, anew_on=anew.get(each.professional_id))
            for each in missing
            if each.professional_id not in out
        ],
        signs=[
            replace(each, anew_on=anew.get(each.seat.professional_id)) if each.seat else each
            for each in _once_a_person(signs)
            if not (each.seat and each.seat.professional_id in out)
        ],
        morning=morning,
        calls=of_today(work.session, life.id, last_days, today),
        next_call=min((each.on for each in last_days if each.on > today), default=None),
    )


def _once_a_person(signs: Iterable[Owing]) -> Iterator[Owing]:
    """The municipal table is the same in each quarter, and who signs for one has signed for all:
    whoever owes that for several is reminded of the first of them: 18(2)."""
    told: set[UUID] = set()
    for each in signs:
        if each.seat and each.duty is Duty.DECLARE and not kind_of(each.life).of_a_child:
            if each.seat.professional_id in told:
                continue
            told.add(each.seat.professional_id)
        yield each
