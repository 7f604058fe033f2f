"""The municipal table's report on a year: Art. 5(1.6)."""

from uuid import UUID

from sqlalchemy import select

from casework.municipality import annual
from casework.record import annual_facts
from casework.record.table import meetings
from models.life import Life, LifeKind
from rules.annual import ReportReader, YearPart
from tests.onrecord import reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import Which
from tests.scenarios.verb import verb


def life_of(play: Play, year: int) -> UUID:
    with reading() as work:
        query = select(Life.id).where(Life.kind == LifeKind.ANNUAL, Life.key == f"ferizaj:{year}")
        return work.session.scalars(query).one()


@verb
def write_annual(play: Play, *, year: int, words: str = "Rreziku mbetet.") -> None:
    """Whoever convenes the table writes its text."""
    life = life_of(play, year)
    with play.acting(play.chair("quarter")) as work:
        annual.save(work, life, {YearPart.SITUATION: words})


@verb
def approve_annual(play: Play, *, year: int, table: Which) -> None:
    """In the meeting of a quarter."""
    life, quarter = life_of(play, year), play.life(table)
    with reading() as work:
        met = next(each.id for each in meetings(work.session, quarter) if each.held_at)
    with play.acting(play.chair("quarter")) as work:
        annual.approve(work, life, met)


@verb
def write_annual_anew(play: Play, *, year: int, reason: str = "Mungonte një shërbim.") -> None:
    """Another version."""
    life = life_of(play, year)
    with play.acting(play.chair("quarter")) as work:
        annual.write_anew(work, life, reason)


@verb
def ask_annual(play: Play, *, year: int, reader: ReportReader) -> None:
    """A request is entered with the entry's day."""
    life = life_of(play, year)
    with play.as_head() as work:
        annual.ask(work, life, reader, "Shkresa 7/27", on=play.happened)


@verb
def give_annual(play: Play, *, year: int, reader: ReportReader) -> None:
    """Handed over on the entry's day, in answer to the request where it needs one."""
    life = life_of(play, year)
    with reading() as work:
        asked = (
            each.id
            for each in annual_facts.handings_of(work.session, life)
            if each.reader == reader
        )
        request = None if reader == ReportReader.MUNICIPALITY else next(asked)
    with play.as_head() as work:
        annual.give(work, life, request, "Arkiva, 12", on=play.happened)
