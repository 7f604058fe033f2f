"""Officers signing in: one answer for every wrong pair, a session in the database, two limits."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, Select, and_, bindparam, or_, select, update
from sqlalchemy.orm import joinedload

from core import crypto, ids
from core.clock import Clock
from core.i18n import Language, language_or
from identity import passwords, tries
from identity.officers import deputyship
from models.asked import kept
from models.life import ActorKind
from models.people import Account, SignInAttempt, StaffSession
from models.sent_form import SentForm
from models.session import Actor, Work, unit_of_work

IDLE: Final = timedelta(minutes=30)
ABSOLUTE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)  # a page view need not be a write

TRIES_PER_PAIR: Final = 5
TRIES_PER_ADDRESS: Final = 50


@dataclass(frozen=True, slots=True)
class Visitor:
    """An officer whose session is alive."""

    account_id: UUID
    session_id: UUID
    role: str
    name: str
    municipality_id: UUID | None
    place_sq: str
    place_sr: str
    language: Language
    is_deputy: bool = False
    """By an appointment in force today this officer takes the head's acts too: decision 0037."""
    deputy_until: date | None = None
    """The appointment's last day; None while that is open."""

    @property
    def actor(self) -> Actor:
        return Actor(ActorKind.STAFF, self.account_id)

    def place(self, language: str) -> str:
        """The municipality's name as the reader's language writes it."""
        return self.place_sr if language == "sr" else self.place_sq


def sign_in(clock: Clock, email: str, password: str, address: str) -> str | None:
    """The token of a new session, or None for a wrong pair; raises `TooManyTries`.

    The limit counts an address and an account together, so that nobody can lock out somebody
    else; `clock` is real time, which no demo moves. No connection is held while it is hashed.
    """
    pair = crypto.ring().index(f"{email} {address}", "sign_in.pair")
    place = crypto.ring().index(address, "sign_in.address")
    with unit_of_work() as work:
        forget_old(work, clock)
        counted = tries.count(work, clock, {pair: TRIES_PER_PAIR, place: TRIES_PER_ADDRESS})
        account = _account(work, email)
    right = passwords.matches(password, account.password_hash if account else None)
    with unit_of_work() as work:
        account = _account(work, email, held=True)
        if not right or account is None:
            work.record("sign-in refused")
            return None
        tries.take_back(work, counted)
        return _open(work, clock, account)


def _account(work: Work, email: str, *, held: bool = False) -> Account | None:
    """`held`: not disabled before the session that is opened can be ended with it."""
    query = select(Account).where(
        Account.email_index == Account.index_of(email), Account.disabled_at.is_(None)
    )
    return work.session.scalar(query.with_for_update(read=True) if held else query)


def _open(work: Work, clock: Clock, account: Account) -> str:
    token = ids.new_token()
    now = clock.now()
    work.session.add(
        StaffSession(
            account_id=account.id, token_digest=ids.digest(token), created_at=now, seen_at=now
        )
    )
    work.actor = Actor(ActorKind.STAFF, account.id)
    work.record("signed in")
    return token


def visitor(work: Work, clock: Clock, token: str) -> Visitor | None:
    """Who holds this token, if the session lives: neither ended, nor idle, nor a day old."""
    now = clock.now()
    asked = {"token": ids.digest(token), "seen": now - IDLE, "begun": now - ABSOLUTE}
    row = work.session.scalars(_alive(), asked).unique().one_or_none()
    if row is None:
        return None
    if row.seen_at < now - SEEN_EVERY:
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
        place_sq=place.name("sq") if place else "",
        place_sr=place.name("sr") if place else "",
        language=language_or(account.language, "sq"),
        is_deputy=appointment is not None,
        deputy_until=appointment.last_day if appointment else None,
    )


def sign_out(work: Work, clock: Clock, token: str) -> None:
    """End the session for good."""
    work.session.execute(
        update(StaffSession)
        .where(StaffSession.token_digest == ids.digest(token), StaffSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    work.record("signed out")


def forget_old(work: Work, clock: Clock) -> None:
    """Drop attempts, sessions and keys of forms that no limit looks at any more."""
    now = clock.now()
    work.session.query(SentForm).filter(SentForm.sent_at < now - ABSOLUTE).delete()
    work.session.query(SignInAttempt).filter(SignInAttempt.at < now - tries.WINDOW).delete()
    over = or_(
        StaffSession.created_at < now - ABSOLUTE,
        and_(StaffSession.ended_at.is_not(None), StaffSession.ended_at < now - IDLE),
    )
    work.session.query(StaffSession).filter(over).delete()
