"""The chair's own items on an agenda, and a member's dissent: Art. 9, 10(1), 10(3)."""

from uuid import UUID

from casework.record.agenda import agenda_of
from casework.table import agenda, dissents, minutes
from casework.table.dissents import DissentWords
from models.meeting import Meeting
from simulation import by_code
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import Which
from tests.scenarios.verb import verb


@verb
def add_item(
    play: Play, *, words: str, after: str = "", of: int | None = None, table: Which = "case"
) -> None:
    """On the day of the entry, whenever it is typed."""
    meeting = _meeting(play, of, table)
    with play.acting(play.chair(table)) as work:
        agenda.add(work, meeting.id, words, after=after, on=play.on())


@verb
def move_item(play: Play, *, words: str, down: bool = False, of: int | None = None) -> None:
    """A place earlier, or later."""
    meeting = _meeting(play, of, "case")
    with play.as_manager() as work:
        agenda.move(work, meeting.id, _item(meeting, words), up=not down)


@verb
def take_item_back(play: Play, *, words: str, of: int | None = None) -> None:
    """The item with these words."""
    meeting = _meeting(play, of, "case")
    with play.as_manager() as work:
        agenda.take_back(work, meeting.id, _item(meeting, words))


def _meeting(play: Play, of: int | None, table: Which) -> Meeting:
    return play.meeting(f"meeting {of}", table) if of else play.meeting(table=table)


def _item(meeting: Meeting, words: str) -> UUID:
    with reading() as work:
        for line in agenda_of(work.session, work.session.get_one(Meeting, meeting.id)):
            if line.words == words and line.item_id:
                return line.item_id
    raise NothingYet(f"no item of the agenda says {words!r}")


@verb
def enter_dissent(play: Play, *, who: str, of: int, decision: str, words: str) -> None:
    """Written down by the manager, said on the day of the entry, by somebody who may have left."""
    meeting = play.meeting(f"meeting {of}")
    seat = play.seat(who)
    with play.as_manager() as work:
        dissents.enter(work, meeting.id, seat, DissentWords(decision, words), on=play.on())


@verb
def sign_with_dissent(play: Play, *, who: str, of: int, decision: str, words: str) -> None:
    """The member signs the minutes, and says what they do not agree with."""
    paper, seat = play.paper(of, "case"), play.seat(who)
    with play.as_member(seat) as work:
        dissents.say(work, paper.meeting_id, seat, DissentWords(decision, words))
        minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, seat))
