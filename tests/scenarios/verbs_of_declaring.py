"""What everybody declares who takes part, and who does not sign: Art. 10(2), 18(2)."""

from uuid import UUID

from sqlalchemy import select

from casework.table import declarations, guests, participants
from models.participant import Participant
from rules.participants import Part, Word
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import FAMILY
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import Which
from tests.scenarios.verb import verb


@verb
def declare_as_chair(
    play: Play, *, who: str | None = None, conflict: bool = False, table: Which = "case"
) -> None:
    """Who chairs the table, or is named to chair its next meeting, signs with their password."""
    with play.acting(play.officer(who, play.chair(table))) as work:
        participants.declare_as_chair(work, play.life(table), conflict=conflict)


@verb
def bring(
    play: Play,
    *,
    who: str,
    part: Part,
    institution: str = "",
    reason: str = "",
    of: int | None = None,
    table: Which = "case",
) -> None:
    """An assistant, an interpreter, a guest, or who sat unasked in a meeting, by its number."""
    with play.acting(play.chair(table)) as work:
        guests.bring(
            work,
            play.life(table),
            part,
            name=who,
            comes_from=institution,
            reason=reason,
            meeting_id=play.numbered(of, table).id if of else None,
        )


@verb
def sign_on_paper(
    play: Play,
    *,
    who: str,
    word: Word = Word.SIGNED,
    reason: str = "",
    signed_by: str = "",
) -> None:
    """One of the family, or whom `bring` put on record; on the day of the entry."""
    whose = play.people.family(play.case.case, who) if who in FAMILY else participant_of(play, who)
    with play.as_manager() as work:
        participants.record_word(
            work,
            play.case.case,
            whose,
            word,
            reason=reason,
            signed_by=signed_by,
            on=play.on(),
        )


@verb
def refuse_to_sign(play: Play, *, who: str, reason: str = "", on_paper: bool = False) -> None:
    """A member does not sign the declaration of confidentiality."""
    seat = play.seat(who)
    with play.as_manager() if on_paper else play.as_member(seat) as work:
        declarations.refuse(work, seat, reason=reason, on=play.on())


def participant_of(play: Play, name: str, table: Which = "case") -> UUID:
    life = play.life(table)
    with reading() as work:
        known = work.session.scalars(select(Participant).where(Participant.life_id == life))
        found = next((each.id for each in known if each.name == name), None)
    if found is None:
        raise NothingYet(f"{name!r} is not on record at this table")
    return found
