"""What was on record was wrong: of a meeting, or the day of the referral: Art. 8(1), 8(3), 9."""

from datetime import time

from casework.case import appointment_day, referral_day
from casework.table import record_correction
from casework.table.chair_correction import Because
from casework.table.meetings import Presence
from casework.table.record_correction import WasSo
from models.case import Case
from queries import appointments, referral_days
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import PROFESSIONALS
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When, Which
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_declaring import participant_of

RELATIONS = ("child", "mother", "father")


@verb
def correct_record(
    play: Play,
    *,
    of: int,
    table: Which = "case",
    there: list[str] = [],  # noqa: B006  pydantic copies it
    away: list[str] = [],  # noqa: B006
    words: str = "Pajtohet.",
    held: When | None = None,
    hour: str | None = None,
    source: str = "Shënimet me dorë.",
    reason: str = "U shënua gabim.",
) -> None:
    """Who was `there` or `away` at the meeting with this number; said on the entry's day."""
    said = dict.fromkeys(there, Presence(present=True))
    said |= dict.fromkeys(away, Presence(present=False, words=words))
    professionals = {*PROFESSIONALS, *play.people.newcomers}
    members = {play.seat(name, table): each for name, each in said.items() if name in professionals}
    family = {
        play.people.family(play.case.case, name): each
        for name, each in said.items()
        if name in RELATIONS
    }
    others = {name for name in said if name not in professionals and name not in RELATIONS}
    was_so = WasSo(
        members,
        family,
        {participant_of(play, name, table): said[name] for name in others},
        on=play.day(held) if held else None,
        hour=time.fromisoformat(hour) if hour else None,
    )
    meeting = play.numbered(of, table).id
    with play.acting(play.chair(table)) as work:
        record_correction.correct(work, meeting, was_so, Because(source, reason, play.on()))


@verb
def correct_referral_day(
    play: Play,
    *,
    came: When,
    reason: str = "U shtyp gabim; vula e letrës thotë ndryshe.",
    by: str | None = None,
) -> None:
    """The referral `came` on another day than is on record; typed today, by the manager."""
    with play.as_manager(by) as work:
        referral_day.correct(work, play.case.case, play.day(came), reason=reason)


@verb
def correct_appointment_day(
    play: Play, *, of: int = 1, made: When, reason: str = "U shtyp gabim.", by: str | None = None
) -> None:
    """The appointment with this number was `made` on another day than is on record; typed today,
    by the head."""
    with play.as_head(by) as work:
        case = work.session.get_one(Case, play.case.case)
        lines = appointments.of_case(work, case)
        if len(lines) < of:
            raise NothingYet(f"there is no appointment number {of}")
        row = lines[of - 1].row
        appointment_day.correct(work, case.id, row.id, play.day(made), reason=reason)


@verb
def read_appointments(
    play: Play,
    *,
    made: list[When],
    before: list[When] = [],  # noqa: B006  pydantic copies it
) -> None:
    """The day of each that holds, and what stood there `before`, in the order of entry."""
    with reading() as work:
        lines = appointments.of_case(work, work.session.get_one(Case, play.case.case))
        days = [each.row.appointed_on for each in lines]
        stood = [day.was_on for each in lines for day in each.days]
    assert (days, stood) == ([*map(play.day, made)], [*map(play.day, before)]), (days, stood)


@verb
def read_referral_day(play: Play, *, came: When, before: list[When]) -> None:
    """The day that holds, and what stood there `before`, in the order of entry."""
    with reading() as work:
        case = work.session.get_one(Case, play.case.case)
        stood = [row.was_on for row in referral_days.of_case(work, case)]
    assert (case.referred_on, stood) == (play.day(came), [play.day(each) for each in before])
