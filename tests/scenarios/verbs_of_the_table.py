"""What people do around a table: a day, an invitation, a meeting, its minutes: Art. 8 to 10."""

from datetime import time
from uuid import UUID

from casework.record.table import last_held, waiting_minutes
from casework.table import convening, meetings, minutes
from casework.table.meetings import Presence
from casework.table.one_line import Unasked
from core.clock import at_local
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules.agenda import AgendaWord, Approval
from rules.assessment import Risk
from rules.meetings import ToldBy
from rules.proposal import AllTheSame
from rules.signing import SignatureMethod
from simulation import words
from tests.builders import PLACE
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import OFFICERS, by_member, by_password
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, When, Which
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_chairing import chaired
from tests.scenarios.verbs_of_declaring import participant_of
from tests.scenarios.verbs_of_the_requests import request_of

TEN = time(10, 0)
AWAY = "Në detyrë."


@verb
def propose(
    play: Play,
    *,
    meeting_on: When,
    extraordinary: bool = False,
    on_review: bool = False,
    short_notice: str = "",
    no_assessment: str = "",
    at_risk: Risk | None = None,
    answers: People = [],  # noqa: B006
    all_the_same: bool = False,
    that_day: int = 0,
    earlier: bool = False,
) -> None:
    """A meeting at ten o'clock; the reasons are the words for Art. 14(5) and 8(8).

    `answers` names members whose request it is called for: Art. 8(4). `that_day`: of so many on
    the same day the manager knows. `earlier`: put before the head on the day of the entry.
    """
    day = play.day(meeting_on)
    asked = [request_of(play, name).id for name in play.several(answers)]
    with play.as_manager() as work:
        convening.propose(
            work,
            play.case.case,
            starts_at=at_local(day, TEN),
            place=PLACE,
            extraordinary=extraordinary,
            on_review=on_review,
            short_notice_reason=short_notice,
            no_assessment_reason=no_assessment,
            answers=asked,
            stated_risk=at_risk,
            beside=AllTheSame(all_the_same, that_day),
            on=play.on() if earlier else None,
        )


@verb
def agree(play: Play, *, table: Which = "case", by: str = "head", of: int | None = None) -> None:
    """To the nearest planned meeting, or the one with this number; of the entry's day."""
    meeting = play.numbered(of, table)
    with play.as_head(by) as work:
        convening.agree(work, meeting.id, by=play.people.account(by), on=play.on())


@verb
def counter(
    play: Play, *, table: Which = "case", note: str = "", suggest: When | None = None
) -> None:
    """The head asks for another day, and may name it: ten o'clock."""
    meeting = play.meeting(table=table)
    named = None if suggest is None else at_local(play.day(suggest), TEN)
    with play.as_head() as work:
        convening.counter(work, meeting.id, note=note, suggested=named, on=play.on())


@verb
def withdraw_agreement(play: Play, *, table: Which = "case") -> None:
    meeting = play.meeting(table=table)
    with play.as_head() as work:
        convening.withdraw_agreement(work, meeting.id)


@verb
def call_off(play: Play, *, table: Which = "case", of: int | None = None) -> None:
    meeting = play.numbered(of, table)
    with play.as_manager() as work:
        convening.cancel(work, play.life(table), meeting.id, on=play.on())


@verb
def tell_family(
    play: Play,
    *,
    who: People = ["father", "mother"],  # noqa: B006  pydantic copies it
    how: ToldBy = ToldBy.PHONE,
    not_told: dict[str, str] = {"child": words.TOO_YOUNG},  # noqa: B006
    because: str = "",
    of: int | None = None,
) -> None:
    """Told on the day of the entry, whenever it is entered: Art. 8(10); `because` an earlier word
    was wrong."""
    told = dict.fromkeys(who, "")
    for name, reason in {**told, **not_told}.items():
        person = play.people.family(play.case.case, name)
        day = None if reason else play.happened
        with play.as_manager() as work:
            meetings.tell_family(
                work,
                play.case.case,
                person,
                on=day,
                how=how,
                reason=reason,
                because=because,
                meeting_id=play.numbered(of).id if of else None,
            )


@verb
def hold(
    play: Play,
    *,
    table: Which = "case",
    absent: People = [],  # noqa: B006
    family: People = [],  # noqa: B006
    without_views: People = [],  # noqa: B006
    beside: People = [],  # noqa: B006
    unasked: People = [],  # noqa: B006
    approve: list[int] | None = None,
    corrections: str = "",
    agenda: Approval | None = None,
    agenda_changes: str = "",
    of: int | None = None,
    chaired_by: str | None = None,
) -> None:
    """Everybody was there but the absent; `family` names who of them came, `beside` who else did,
    `unasked` who sat in.

    `chaired_by` is an officer, a member, or anybody; left out, who was to chair.

    `approve` numbers the meetings whose minutes the table approved: all that wait, if not given.
    """
    away = set(play.several(absent, table))
    day = (play.on() if of else None) or play.numbered(of, table).day
    sitting = play.people.at_the_table(play.life(table), day)
    play.let_begin(play.numbered(of, table).starts_at)
    with play.acting(play.chair(table)) as work:
        meetings.hold(
            work,
            play.life(table),
            attendance={
                seat: Presence(name not in away, AWAY if name in away else "")
                for name, seat in sitting.items()
            },
            family=family_there(work, play, family, without_views) if table == "case" else {},
            beside=[participant_of(play, name, table) for name in beside],
            unasked=[Unasked(name) for name in unasked],
            chaired=chaired(play, chaired_by),
            approved=dict.fromkeys(waiting(play, table, approve), corrections),
            meeting_id=play.numbered(of, table).id if of else None,
            agenda=AgendaWord(agenda, agenda_changes) if agenda else None,
            on=play.on() if of else None,
            known_off=of is not None,
        )


def family_there(
    work: Work, play: Play, came: list[str], silent: list[str]
) -> dict[UUID, Presence]:
    return {
        person.id: Presence(
            person.relation in came, "" if person.relation in silent else words.FATHERS_VIEWS
        )
        for person in meetings.family_of(work, play.case.case)
    }


def waiting(play: Play, table: Which, wanted: list[int] | None) -> list[UUID]:
    with reading() as work:
        papers = waiting_minutes(work.session, work.session.get_one(Life, play.life(table)))
        return [each.id for each in papers if wanted is None or each.meeting.number in wanted]


@verb
def write_minutes(
    play: Play,
    *,
    of: int | None = None,
    table: Which = "case",
    text: str = words.MINUTES,
    nothing_was_said: bool = False,
    reason: str = "",
) -> None:
    """Of the meeting held last, or of the one with this number."""
    meeting = play.meeting(f"meeting {of}", table) if of else _held_last(play, table)
    with play.acting(play.chair(table)) as work:
        minutes.write(work, meeting.id, text, nothing_was_said=nothing_was_said, reason=reason)


def _held_last(play: Play, table: Which) -> Meeting:
    with reading() as work:
        found = last_held(work.session, play.life(table))
    if found is None:
        raise NothingYet("no meeting was held")
    return found


@verb
def sign_minutes(
    play: Play,
    *,
    of: int,
    who: People,
    table: Which = "case",
    method: SignatureMethod = SignatureMethod.CODE,
    reason: str = "",
    typed: bool = False,
) -> None:
    """Of the meeting with this number: members, and `manager`, who signs or refuses as chair. On
    paper it is typed, with the day of the entry; so is a refusal that is `typed`."""
    paper = play.paper(of, table).id
    for name in play.several(who, table):
        if name in OFFICERS:
            account = play.people.account(name)
            with play.acting(account) as work:
                minutes.sign(work, paper, account_id=account, **by_password(method, reason))
            continue
        seat = play.seat(name, table)
        typed = typed or method is SignatureMethod.PAPER
        with play.acting(play.chair(table)) if typed else play.as_member(seat) as work:
            said = by_member(work, paper, seat, method, reason, typed=typed)
            minutes.sign(work, paper, **said, on=play.on() if typed else None)
