"""An officer whose session lives: who they are, what they may, how the session ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Select, bindparam, select, update
from sqlalchemy.orm import joinedload

from core import ids
from core.clock import Clock
from core.i18n import Language, language_or
from identity.officers import deputyship
from models import bearer
from models.asked import kept
from models.life import ActorKind
from models.people import ABSOLUTE, IDLE, Account, PlaceNames, SignInMeans, StaffSession
from models.session import Actor, SignInWork, Work
from rules.sign_in_limits import LIMITS

SEEN_EVERY: Final = timedelta(minutes=1)  # a page view need not be a write

FRESH: Final = timedelta(minutes=LIMITS.FRESH.minutes)


@dataclass(frozen=True, slots=True)
class Visitor:
    """An officer whose session is alive."""

    account_id: UUID
    session_id: UUID
    role: str
    name: str
    municipality_id: UUID | None
    called: PlaceNames | None
    """The own municipality, today; an administrator has none."""
    language: Language
    is_deputy: bool = False
    """By an appointment in force today this officer takes the head's acts too: decision 0037."""
    deputy_until: date | None = None
    """The appointment's last day; None while that is open."""
    factor_at: datetime | None = None
    """When they gave a second factor last."""

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.STAFF, self.account_id)

    def is_fresh(self, now: datetime) -> bool:
        return self.factor_at is not None and now - self.factor_at <= FRESH

    def place(self, language: str) -> str:
        """The municipality's name as the reader's language writes it."""
        return self.called.of(language) if self.called else ""


def visitor(work: Work, clock: Clock, token: str, *, stays: bool = True) -> Visitor | None:
    """Who holds this token, if the session lives: neither ended, nor idle, nor a day old.

    Only where somebody `stays` is it no more idle: what a page asks by itself does not count.
    """
    now = clock.now()
    asked = {"token": ids.digest(token), "seen": now - IDLE, "begun": now - ABSOLUTE}
    row = work.session.scalars(_alive(), asked).unique().one_or_none()
    if row is None:
        return None
    if stays and row.seen_at < now - SEEN_EVERY:
        bearer.say_whose_session(work.session.connection(), token)
        row.seen_at = now
    return _visitor_of(row, work.clock.today())


@kept
def _alive() -> Select[StaffSession]:
    return (
        select(StaffSession)
        .join(StaffSession.account)
        .where(
            StaffSession.token_digest == bindparam("token", type_=LargeBinary()),
            StaffSession.ended_at.is_(None),
            StaffSession.seen_at > bindparam("seen", type_=DateTime(timezone=True)),
            StaffSession.created_at > bindparam("begun", type_=DateTime(timezone=True)),
            Account.disabled_at.is_(None),
        )
        .options(
            joinedload(StaffSession.account).joinedload(Account.municipality),
            joinedload(StaffSession.account).joinedload(Account.deputyships),
        )
    )


def _visitor_of(row: StaffSession, today: date) -> Visitor:
    account = row.account
    appointment = deputyship(account, today)
    place = account.municipality
    return Visitor(
        account_id=account.id,
        session_id=row.id,
        role=account.role,
        name=account.name or "",
        municipality_id=account.municipality_id,
        called=place.named(today) if place else None,
        language=language_or(account.language, "sq"),
        is_deputy=appointment is not None,
        deputy_until=appointment.last_day if appointment else None,
        factor_at=row.factor_at,
    )


def sign_out(work: Work, clock: Clock, token: str) -> None:
    """End the session for good."""
    work.record("signed out")
    work.write_trail()  # while it lives: whoever it is of, the database knows by it
    work.session.execute(
        update(StaffSession)
        .where(StaffSession.token_digest == ids.digest(token), StaffSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One line in the list of somebody's own sessions."""

    id: UUID
    browser: str
    address: str
    means: SignInMeans
    created_at: datetime
    seen_at: datetime


def own_sessions(work: Work, clock: Clock, account_id: UUID) -> Sequence[OwnSession]:
    """Those that still open something, the one in use last first."""
    now = clock.now()
    query = select(StaffSession).where(
        StaffSession.account_id == account_id,
        StaffSession.ended_at.is_(None),
        StaffSession.seen_at > now - IDLE,
        StaffSession.created_at > now - ABSOLUTE,
    )
    rows = work.session.scalars(query.order_by(StaffSession.seen_at.desc()))
    return [
        OwnSession(
            row.id, row.browser or "", row.address or "", row.means, row.created_at, row.seen_at
        )
        for row in rows
    ]


def end_sessions(
    work: Work,
    clock: Clock,
    account_id: UUID,
    *,
    only: UUID | None = None,
    besides: UUID | None = None,
) -> int:
    """End one session of this account, or all, or all but one; dead at once."""
    query = update(StaffSession).where(
        StaffSession.account_id == account_id, StaffSession.ended_at.is_(None)
    )
    if only is not None:
        query = query.where(StaffSession.id == only)
    if besides is not None:
        query = query.where(StaffSession.id != besides)
    ended = work.session.scalars(query.values(ended_at=clock.now()).returning(StaffSession.id))
    count = len(ended.all())
    if count:
        work.record("sessions ended", account=account_id, count=count)
    return count


def refresh_factor(work: SignInWork, clock: Clock, session_id: UUID) -> None:
    """A second factor was given again in this session."""
    work.session.execute(
        update(StaffSession)
        .where(StaffSession.id == session_id)
        .values(factor_at=clock.now(), seen_at=clock.now())
    )
