"""Which pages from paper that wait for a person are shown to whom: 10(2), 18(1), 0194."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from identity import access
from identity.access import NotThere, officer_of
from identity.conflicts import last_declared
from models.filed_page import WaitingPage
from models.made_paper import MadePaper
from models.session import Work
from rules.filing import WhyAside, check_waits, sees_unknown


def is_theirs(work: Work, made: MadePaper) -> bool:
    return _reads(work, made.life_id)


def _reads(work: Work, life_id: UUID) -> bool:
    try:
        access.still_reads(work, life_id)
    except NotThere:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Onlooker:
    """Who looks at them."""

    id: UUID
    heads: bool
    barred_since: datetime | None
    """The last conflict of interest that they declared at a table that goes on."""

    @classmethod
    def of(cls, work: Work) -> "_Onlooker":
        me = officer_of(work).id
        return cls(me, access.is_head(work), last_declared(work.session, me))

    def sees(self, by_id: UUID, brought_at: datetime) -> bool:
        """A page of which nobody knows yet whose it is."""
        barred = self.barred_since
        return sees_unknown(
            brought=by_id == self.id,
            heads=self.heads,
            since=None if barred is None else brought_at > barred,
        )


def waiting_for(work: Work) -> Sequence[WaitingPage]:
    """The pages that wait for whoever looks: what they brought themselves; what is of a case that
    they may open; and for the head of the centre what nobody knows yet of which case it is."""
    who = _Onlooker.of(work)
    query = select(WaitingPage).where(WaitingPage.ended_at.is_(None))
    rows = work.session.scalars(query.order_by(WaitingPage.brought_at, WaitingPage.scan_page))
    return [row for row in rows if _is_shown(work, row, who)]


def how_many_wait(work: Work) -> int:
    """The same, counted without a picture, each life asked of once."""
    query = (
        select(
            WaitingPage.brought_by_id, WaitingPage.brought_at, WaitingPage.why, MadePaper.life_id
        )
        .outerjoin(MadePaper, MadePaper.id == WaitingPage.made_paper_id)
        .where(WaitingPage.ended_at.is_(None))
    )
    rows = work.session.execute(query).all()
    if not rows:
        return 0
    who = _Onlooker.of(work)
    theirs = {each for each in {row.life_id for row in rows if row.life_id} if _reads(work, each)}
    return sum(
        life_id in theirs or (by_id == who.id and why == WhyAside.NOT_THEIRS)
        if life_id
        else who.sees(by_id, at)
        for by_id, at, why, life_id in rows
    )


def _is_shown(work: Work, row: WaitingPage, who: _Onlooker) -> bool:
    """What leads to a case is seen by whoever may open that, and by no other head; by whoever
    brought it only where it led there for others from the first: who is recused reads no more of
    it."""
    if row.made_paper_id is None:
        return who.sees(row.brought_by_id, row.brought_at)
    may = is_theirs(work, work.session.get_one(MadePaper, row.made_paper_id))
    return may or (row.brought_by_id == who.id and row.why == WhyAside.NOT_THEIRS)


def one_waiting(work: Work, page_id: UUID) -> WaitingPage:
    """One of them; raises `NotThere`, or says that it was decided meanwhile."""
    row = work.session.get(WaitingPage, page_id, with_for_update={"key_share": True})
    if row is None:
        raise NotThere
    check_waits(waits=row.ended_at is None)
    if row not in waiting_for(work):
        raise NotThere
    return row
