"""The municipal table, which stands without a case: its quarters, its rounds, its convener.

A municipality is in service once its Centre for Social Work has had a head or a deputy: before
that there is nobody to agree to a date. A head who leaves takes no duty along: decision 0037.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, String, and_, exists, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from casework.municipality import annual, quarterly
from casework.municipality.seats import seat_standing
from casework.tell.reminders import open_reminders
from casework.tell.waiting import pass_on_where
from core.clock import local_day
from identity.access import NotThere, is_head, officer_of, say_for_whom
from identity.officers import ever_head, head_of, nominee
from models.asked import kept
from models.case import Member
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.people import Account, Deputy, Municipality, Professional
from models.session import Work
from rules.annual import years_owed
from rules.days import Quarter
from rules.quarterly import check_convener, opens_on
from workflow.life import after_act, lock_open, settle


def in_service(work: Work) -> Sequence[Municipality]:
    """The municipalities whose centre has had somebody to decide."""
    return [place for place, *_ in work.session.execute(_in_service())]


@kept
def _in_service() -> Select[Municipality, Sequence[str] | None, datetime | None, datetime | None]:
    """With the keys of the lives that stand there without a case, when its table met last, and when
    the first of them began."""
    heads = select(Account.municipality_id).where(ever_head())
    deputies = select(Deputy.municipality_id)
    held = and_(Meeting.life_id == Life.id, Life.kind == LifeKind.QUARTERLY)
    own = (
        select(
            Life.municipality_id,
            func.array_agg(Life.key, type_=ARRAY(String())).label("keys"),
            func.max(Meeting.held_at).label("met"),
            func.min(Life.began_at).label("since"),
        )
        .outerjoin(Meeting, held)
        .where(Life.kind.in_((LifeKind.QUARTERLY, LifeKind.REMINDERS, LifeKind.ANNUAL)))
        .group_by(Life.municipality_id)
        .subquery()
    )
    return (
        select(Municipality, own.c["keys"], own.c.met, own.c.since)
        .outerjoin(own, own.c.municipality_id == Municipality.id)
        .where(Municipality.id.in_(heads.union(deputies)))
        .order_by(Municipality.slug)
    )


def open_current_quarter(work: Work, municipality_id: UUID) -> None:
    """What the schedule asks for on the first morning of a quarter: Art. 8(2)."""
    if any(place.id == municipality_id for place in in_service(work)):
        quarterly.open_quarter(work, municipality_id, Quarter.of(work.clock.today()))


def ensure(work: Work) -> int:
    """Open what is missing, also where a schedule was missed; gives how many: 5(1.6), 8(2), 8(9).

    What waited for somebody who decides leaves, where a new head or a deputy's first day came.
    """
    pass_on_where(work)
    today = work.clock.today()
    quarter, opened = Quarter.of(today), 0
    for place, keys, met, since in work.session.execute(_in_service()).all():
        there, last_met = frozenset(keys or ()), local_day(met) if met else None
        for each in (quarter, quarter.following()):
            is_time = each == quarter or opens_on(each, last_met) <= today
            if is_time and f"{place.slug}:{each}" not in there:
                quarterly.open_quarter(work, place.id, each)
                opened += 1
        for year in years_owed(local_day(since) if since else today, today):
            if f"{place.slug}:{year}" not in there:
                annual.open_year(work, place.id, year)
                opened += 1
        if place.slug not in there:  # its reminders
            open_reminders(work, place.id)
            opened += 1
    _seat_whom_an_administrator_entered(work)
    return opened


def _seat_whom_an_administrator_entered(work: Work) -> None:
    """Who stands by an administrator's entry sits in the open quarters too, once their table has
    begun; the head's own act seats them at once: 0163."""
    for life in lock_open(work, work.session.scalars(_where_somebody_stands()).all()):
        seat_standing(work, life)
        after_act(work, life.id, "standing seat taken")


@kept
def _where_somebody_stands() -> Select[UUID]:
    """And does not sit."""
    sits = exists().where(Member.life_id == Life.id)
    theirs = exists().where(
        Member.life_id == Life.id,
        Member.professional_id == Professional.id,
        Member.left_on.is_(None),
    )
    return (
        select(Life.id)
        .join(Professional, Professional.municipality_id == Life.municipality_id)
        .where(Life.kind == LifeKind.QUARTERLY, Life.ended_at.is_(None), sits, ~theirs)
        .where(Professional.standing, Professional.left_at.is_(None))
        .distinct()
    )


def name_convener(work: Work, account_id: UUID | None) -> None:
    """The head names who convenes and chairs the municipal table; None takes it back: T6.

    The trail keeps who was named when; one at a time, the database holds that too.
    """
    head = officer_of(work)
    if not is_head(work) or head.municipality_id is None:
        raise NotThere
    named = work.session.get(Account, account_id) if account_id else None
    if account_id is not None:
        check_convener(nominee(named), head.municipality_id)
    former = select(Account).where(
        Account.municipality_id == head.municipality_id, Account.convener
    )
    for account in work.session.scalars(former.with_for_update(key_share=True)):
        account.convener = False
    work.session.flush()
    if named is not None:
        named.convener = True
    say_for_whom(work, head)
    life = work.session.scalars(_open_quarters(head.municipality_id)).first()
    work.record("convener named", "8(2)", life=life, officer=_named(work, named, head))
    open_ones = [each.id for each in work.session.scalars(_open_quarters(head.municipality_id))]
    for each in lock_open(work, open_ones):
        settle(work, each)  # whoever convenes now declares for themselves: Art. 18(2)


def _named(work: Work, named: Account | None, by: Account) -> UUID:
    """Whom the trail names: where it is taken back, the head."""
    assert by.municipality_id is not None  # the caller asked
    convener = named or head_of(work.session, by.municipality_id) or by
    return convener.id


def wake_quarters(work: Work, municipality_id: UUID) -> None:
    """Who convenes may be somebody else, and whoever changed that may not read what they owe."""
    for life in work.session.scalars(_open_quarters(municipality_id)):
        work.wake(life.id, "who convenes")


def _open_quarters(municipality_id: UUID) -> Select[Life]:
    query = select(Life).where(
        Life.kind == LifeKind.QUARTERLY,
        Life.municipality_id == municipality_id,
        Life.ended_at.is_(None),
    )
    return query.order_by(Life.key.desc())
