"""What everybody declares who takes part, and who does not sign: Art. 10(2), 18(2)."""

from uuid import UUID

from sqlalchemy import select

from casework.record import invited
from casework.record.table import planned_meeting
from casework.table import conflicts, declarations, guests, on_paper, participants, taken_back
from casework.table.guests import Invitation
from casework.table.paper_of_chair import PaperOfChair
from models.participant import Participant
from rules.guests import Origin
from rules.participants import Part, Word
from simulation import by_code
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import FAMILY, OFFICERS, PROFESSIONALS
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
def chair_signs_on_paper(
    play: Play,
    *,
    who: str,
    lies: str = "Dosja e rastit",
    word: Word = Word.SIGNED,
    by: str = "head",
) -> None:
    """The head enters what whoever chairs, or is named to, signed; on the entry's day."""
    paper = PaperOfChair(play.people.account(who), play.people.account(by), play.on(), lies)
    conflict = word is Word.CONFLICT
    with play.as_head(by) as work:
        participants.declare_as_chair(
            work, play.case.case, conflict=conflict, word=word, paper=paper
        )


@verb
def withdraw_conflict(
    play: Play, *, who: str = "manager", reason: str = "Rreshti i gabuar."
) -> None:
    """An officer says that their own was a mistake; of anybody else who runs the table enters it,
    said on the entry's day."""
    if who in OFFICERS:
        with play.acting(play.people.account(who)) as work:
            conflicts.withdraw_own(work, play.case.case, reason=reason)
        return
    whose = somebody(play, who)
    with play.acting(play.chair("case")) as work:
        conflicts.withdraw(work, play.case.case, whose, reason=reason, on=play.on())


@verb
def withdraw_by_link(play: Play, *, who: str, reason: str = "Rreshti i gabuar.") -> None:
    """A member says behind their link that their conflict of interest was a mistake."""
    seat = play.seat(who)
    with play.as_member(seat) as work:
        code = by_code.withdrawing(work, seat, reason, play.on())
        conflicts.withdraw_by_link(work, seat, reason=reason, on=play.on(), confirmation=code)


@verb
def bring(
    play: Play,
    *,
    who: str,
    part: Part,
    institution: str = "",
    reason: str = "",
    independent: bool = False,
    of: int | None = None,
    witness: str = "",
    paper: str = "",
    table: Which = "case",
) -> None:
    """An assistant, an interpreter, a guest, or who sat unasked in a meeting, by its number.

    A guest was invited on the day of the entry.
    """
    with play.acting(play.chair(table)) as work:
        guests.bring(
            work,
            play.life(table),
            part,
            name=who,
            comes_from=institution,
            reason=reason,
            independent=independent,
            meeting_id=play.numbered(of, table).id if of else None,
            invitation=Invitation(play.on(), witness, paper),
        )


@verb
def invite_again(
    play: Play,
    *,
    who: str,
    of: int | None = None,
    witness: str = "",
    paper: str = "",
    institution: str = "",
    reason: str = "",
) -> None:
    """To the nearest meeting, or to the one with this number; on the day of the entry."""
    meeting = play.numbered(of, "case").id if of else None
    said = Invitation(play.on(), witness, paper, Origin(institution, reason))
    with play.as_manager() as work:
        guests.invite_again(work, play.case.case, participant_of(play, who), meeting, said)


@verb
def take_invitation_back(play: Play, *, who: str, reason: str, of: int | None = None) -> None:
    """To the nearest meeting, or to the one with this number; told on the day of the entry."""
    with play.as_manager() as work:
        meeting = play.numbered(of, "case") if of else planned_meeting(work.session, play.case.case)
        row = invited.rows_of(work, participant_of(play, who), meeting.id)[-1]
        taken_back.take_back(work, play.case.case, row.id, reason=reason, on=play.on())


@verb
def sign_on_paper(
    play: Play,
    *,
    who: str,
    word: Word = Word.SIGNED,
    reason: str = "",
    signed_by: str = "",
) -> None:
    """A member, one of the family, or whom `bring` put on record; on the day of the entry."""
    whose = somebody(play, who)
    with play.as_manager() as work:
        on_paper.record(
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
        if not on_paper:
            by_code.refusing(work, seat, reason)
        declarations.refuse(work, seat, reason=reason, on=play.on())


def somebody(play: Play, name: str) -> UUID:
    """One of the family, who sits at the table, or whom `bring` put on record."""
    if name in FAMILY:
        return play.people.family(play.case.case, name)
    return play.seat(name) if name in PROFESSIONALS else participant_of(play, name)


def participant_of(play: Play, name: str, table: Which = "case") -> UUID:
    life = play.life(table)
    with reading() as work:
        known = work.session.scalars(select(Participant).where(Participant.life_id == life))
        found = next((each.id for each in known if each.name == name), None)
    if found is None:
        raise NothingYet(f"{name!r} is not on record at this table")
    return found
