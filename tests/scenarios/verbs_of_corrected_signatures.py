"""Signatures and refusals that were typed wrong from paper: Art. 10(1), 17(5), decision 0148."""

from uuid import UUID

from sqlalchemy import select

from casework.case import closing_signatures
from casework.table import signature_corrections
from models.meeting import Signature
from queries import signature_corrections as read
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import OFFICERS
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, When, Which
from tests.scenarios.verb import verb


def _paper(play: Play, of: int | None, table: Which) -> UUID:
    """The minutes of that meeting, or the closing form."""
    return play.paper(of, table).id if of else play.case.closure().id


def _signature(play: Play, who: str, of: int | None, table: Which) -> UUID:
    """The last of theirs under that paper, whether or not it stands."""
    whose = Signature.member_id == play.seat(who, table) if who not in OFFICERS else None
    if whose is None:
        whose = Signature.account_id == play.people.account(who)
    query = select(Signature.id).where(Signature.paper_id == _paper(play, of, table), whose)
    with reading() as work:
        found = work.session.scalars(query.order_by(Signature.signed_at.desc())).first()
    if found is None:
        raise NothingYet(f"{who!r} has signed nothing")
    return found


@verb
def correct_signature_day(
    play: Play,
    *,
    who: str,
    of: int | None = None,
    table: Which = "case",
    reason: str = "Dita ishte gabim.",
) -> None:
    """Theirs, typed last, is of the entry's day; `of` a meeting's minutes, else the form."""
    signature, on = _signature(play, who, of, table), play.happened
    with play.acting(play.chair(table)) as work:
        if of:
            signature_corrections.correct_day(work, signature, on, reason=reason)
        else:
            closing_signatures.correct_day(work, signature, on, reason=reason)


@verb
def take_back_signature(
    play: Play,
    *,
    who: str,
    of: int | None = None,
    table: Which = "case",
    why: str = "Ishte i dikujt tjetër.",
) -> None:
    """What was typed last as theirs was not theirs; `of` a meeting's minutes, else the form."""
    signature = _signature(play, who, of, table)
    with play.acting(play.chair(table)) as work:
        if of:
            signature_corrections.take_back(work, signature, why=why)
        else:
            closing_signatures.take_back(work, signature, why=why)


@verb
def read_ended_signatures(
    play: Play,
    *,
    of: int | None = None,
    table: Which = "case",
    stood: int,
    now_on: When | None = None,
) -> None:
    """How many stand no more under that paper, and of which day the last one was instead."""
    with play.as_head() as work:
        found = read.ended(work, _paper(play, of, table))
    assert len(found) == stood, f"on {play.today()}: {len(found)}"
    day = play.day(now_on) if now_on is not None else None
    assert found[-1].by.now_on == day, f"on {play.today()}: {found[-1].by.now_on}"


@verb
def read_papers_of_their_day(
    play: Play, *, of: int | None = None, table: Which = "case", who: People
) -> None:
    """Whose paper of those minutes, or of the closing form, has words that were never laid."""
    wanted = {play.seat(name, table) for name in play.several(who, table)}
    paper = _paper(play, of, table)
    theirs = (Signature.paper_id == paper, Signature.digest.is_(None), Signature.stands())
    with reading() as work:
        found = set(work.session.scalars(select(Signature.member_id).where(*theirs)))
    assert found == wanted, f"on {play.today()}: {found}"


@verb
def read_approval(play: Play, *, of: int, on: When | None = None) -> None:
    """On which day the minutes of that meeting were approved, by a meeting or in writing."""
    approved_on = play.paper(of).approved_on
    day = play.day(on) if on is not None else None
    assert approved_on == day, f"on {play.today()}: {approved_on}"
