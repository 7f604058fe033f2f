"""Municipalities, officers with an account, professionals without one, and how they come in."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core import crypto, reach
from models.base import Base, EnumText, Sealed, listed
from rules.roles import Role
from rules.sign_in_limits import LIMITS


class Office(NamedTuple):
    """Where a centre is reached; empty where nobody has said it."""

    phone: str = ""
    mail: str = ""


class PlaceNames(NamedTuple):
    """What a place is called in the three languages, on some day."""

    sq: str
    sr: str
    en: str

    def of(self, language: str) -> str:
        return {"sr": self.sr, "en": self.en}.get(language, self.sq)


class Municipality(Base):
    """One of the 38, with its Centre for Social Work and its roundtable: Art. 3."""

    __tablename__ = "municipality"
    __table_args__ = (UniqueConstraint("slug", name="one_municipality_per_slug"),)

    slug: Mapped[str]
    name_sq: Mapped[str]
    """As the record began; English has no names of its own then."""
    name_sr: Mapped[str]
    if TYPE_CHECKING:  # of `models.centre_name` and its neighbours
        entered_names: Mapped[list[Any] | None]
        entered_contact: Mapped[list[str] | None]
        entered_registration: Mapped[list[Any] | None]

    def named(self, on: date) -> PlaceNames:
        """What it is called on that day."""
        at = on.isoformat()
        said = [each for each in self.entered_names or () if (each[0] or "") <= at]
        if not said:
            return PlaceNames(self.name_sq, self.name_sr, self.name_sq)
        return PlaceNames(*max(said, key=lambda each: each[0] or "")[2:])

    @property
    def office(self) -> Office:
        """Where it is reached, as it has entered it."""
        return Office(*(self.entered_contact or ()))

    def name(self, language: str, on: date) -> str:
        return self.named(on).of(language)

    @property
    def ever_named(self) -> str:
        """Every name, as somebody may look for it."""
        later = (name for each in self.entered_names or () for name in each[2:])
        return " ".join((self.name_sq, self.name_sr, *later))


class Account(Base):
    """An officer of a centre, or an administrator of the system."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("email_index", name="one_account_per_address"),
        listed("role", Role),
        Index("accounts_by_municipality", "municipality_id"),
        CheckConstraint("NOT convener OR role = 'manager'", name="convener_is_an_officer"),
        Index(
            "one_convener_per_municipality",
            "municipality_id",
            unique=True,
            postgresql_where=text("convener"),
        ),
    )

    municipality_id: Mapped[UUID | None] = mapped_column(ForeignKey("municipality.id"))
    """NULL for administrators only."""
    role: Mapped[Role] = mapped_column(EnumText(Role))
    name = Sealed(str)
    former_names = Sealed(list)
    """Each with the moment until which it was theirs, by the clock of the record."""
    email = Sealed(str, reach.mail_address)
    phone = Sealed(str, reach.mobile_number)
    email_index: Mapped[bytes]
    language: Mapped[str] = mapped_column(default="sq")
    disabled_at: Mapped[datetime | None]
    convener: Mapped[bool] = mapped_column(default=False)
    """Named by the head to convene and chair the municipal meeting of Art. 8(2): T6."""
    municipality: Mapped[Municipality | None] = relationship()
    deputyships: Mapped[list["Deputy"]] = relationship(
        back_populates="account", foreign_keys="Deputy.account_id"
    )
    """Every appointment to take the head's acts, past ones too."""

    def rename(self, name: str, at: datetime) -> None:
        """From now on; what was signed and written before keeps the name it was signed with."""
        if self.name:
            self.former_names = [*(self.former_names or []), (self.name, at.isoformat())]
        self.name = name

    def name_at(self, moment: datetime | None) -> str:
        """By which they signed then; the name of today for what has not happened."""
        former = self.former_names or [] if moment else []
        then = (
            name for name, until in former if moment and moment <= datetime.fromisoformat(until)
        )
        return next(then, self.name or "")

    @staticmethod
    def index_of(email: str) -> bytes:
        """The keyed fingerprint by which an address is found."""
        return crypto.ring().index(email, "account.email")


class Deputy(Base):
    """An officer who takes the head's acts for a time: who, from when to when, on what ground.

    One in force at a time; a trigger holds that. What is written stays; an end is added.
    """

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="ends_later"),
        CheckConstraint("account_id <> appointed_by_id", name="appointed_by_another"),
        CheckConstraint(
            "(ended_on IS NULL) = (ended_by_id IS NULL)"
            " AND (ended_on IS NULL) = (ended_at IS NULL)",
            name="ended_by_somebody",
        ),
        Index("deputies_by_municipality", "municipality_id"),
        Index("deputies_by_account", "account_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    """The last day; NULL until it is ended."""
    appointed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    """The head; while there is none, the administrator."""
    ground = Sealed(str)
    """Number or words of the decision."""
    entered_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    """From this day on it is in force no more, whatever was foreseen."""
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(back_populates="deputyships", foreign_keys=[account_id])
    appointed_by: Mapped[Account] = relationship(foreign_keys=[appointed_by_id])

    @property
    def last_day(self) -> date | None:
        """The last day on which it is in force; None while that is open."""
        ended = self.ended_on - timedelta(days=1) if self.ended_on else None
        return min((day for day in (self.valid_until, ended) if day), default=None)

    def is_in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.last_day is None or on <= self.last_day)


class ChangeOfAccount(Base):
    """What an administrator changed of an account; what stood there before stays to be read."""

    __tablename__ = "account_change"
    __table_args__ = (
        listed("was_role", Role),
        CheckConstraint(
            "was_role IS NOT NULL OR old_email_sealed IS NOT NULL", name="changed_something"
        ),
        Index("account_changes_by_account", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    """By real time."""
    changed_on: Mapped[date]
    """The day of the record: on it both roles hold."""
    was_role: Mapped[Role | None] = mapped_column(EnumText(Role))
    old_email = Sealed(str, reach.mail_address)


class SignInAttempt(Base):
    """A try at a password or a code that was not the right one, or is not looked at yet."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("sign_in_attempts_by_subject", "subject", "at"),)

    subject: Mapped[bytes]
    """A keyed fingerprint: of the account, of the caller's network address, of a known browser."""
    at: Mapped[datetime]


class SignInMeans(StrEnum):
    """With what beside the password somebody signed in."""

    PASSKEY = "passkey"
    """Which needs no password: it is two factors by itself."""
    AUTHENTICATOR = "authenticator"
    RECOVERY = "recovery"
    ENROLMENT = "enrolment"
    """At the end of an invitation or a reset."""


IDLE: Final = timedelta(minutes=LIMITS.IDLE.minutes)
ABSOLUTE: Final = timedelta(minutes=LIMITS.ABSOLUTE.minutes)
"""How long an officer's session lives; `0001_who_sees.sql` counts by the same, held by a test."""


class StaffSession(Base):
    """A signed-in browser of an officer; the cookie holds the token, the row its SHA-256."""

    __tablename__ = "staff_session"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_session_per_token"),
        listed("means", SignInMeans),
        Index("sessions_by_account", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_digest: Mapped[bytes]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    factor_at: Mapped[datetime]
    """When a second factor was given last; some acts ask for a fresh one."""
    means: Mapped[SignInMeans] = mapped_column(EnumText(SignInMeans))
    browser = Sealed(str)
    """What the browser calls itself, so that its owner knows it in the list of their sessions."""
    address = Sealed(str)
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class Professional(Base):
    """Somebody an institution sends to the table; has no account: Art. 4(1), 4(4), 4(6)."""

    __tablename__ = "professional"
    __table_args__ = (Index("professionals_by_municipality", "municipality_id"),)

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str]
    """The institution kind of `rules.composition.KINDS`: `1.6`, `6.1`, `other`."""
    institution: Mapped[str]
    unit: Mapped[str] = mapped_column(default="")
    name = Sealed(str)
    email = Sealed(str, reach.mail_address)
    phone = Sealed(str, reach.mobile_number)
    language: Mapped[str] = mapped_column(default="sq")
    superior_name = Sealed(str)
    superior_email = Sealed(str, reach.mail_address)
    superior_phone = Sealed(str, reach.mobile_number)
    superior_language: Mapped[str] = mapped_column(default="sq")
    standing: Mapped[bool] = mapped_column(default=False)
    """A standing member of the municipal roundtable, invited each quarter: Art. 8(2)."""
    left_at: Mapped[datetime | None]

    @property
    def affiliation(self) -> str:
        return f"{self.institution}, {self.unit}" if self.unit else self.institution


class LinkPurpose(StrEnum):
    """What a mailed link leads to."""

    DECLARE = "declare"
    """Both declarations: Art. 10(2), 18(2)."""
    REPORT = "report"
    """A written report: Art. 8(9)."""
    READ = "read"
    """A meeting, its agenda and the papers ahead of it: Art. 8(3), 8(7)."""
    PLAN = "plan"
    """The unified plan: Art. 13(3)."""
    MINUTES = "minutes"
    """The draft that the next meeting approves: Art. 10(1)."""
    SIGN = "sign"
    """The minutes, laid for signature: Art. 10(1)."""
    CLOSE = "close"
    """The closing form, laid for signature: Art. 17(5)."""
    ASKED = "asked"
    """What they asked the case manager for, and the answer: Art. 8(4)."""
    INFORMATION = "information"
    """A claim that they are to verify, and what they gave: Art. 5(1.2), 12(1)."""
    FINDINGS = "findings"
    """What the table is told of the monitoring: Art. 14(3.4)."""


class LinkEnd(StrEnum):
    """What closed a link; it is opened again by what undoes that alone."""

    DONE = "done"
    """What it led to: it was said, signed, or is owed no more."""
    CONFLICT = "conflict"
    """A conflict of interest; of one member only one stands at a time: Art. 10(2)."""
    CONTACT = "contact"
    """Another mail address or number: it lies in a mailbox that was left."""
    LEFT = "left"
    """They left the table: Art. 8(6)."""
    SEALED = "sealed"
    """The file is closed: Art. 17(5)."""
    RETURNED = "returned"
    """It was mailed to an address that is not theirs; once the contact is corrected, another one
    takes its place: decision 0170."""


class MemberLink(Base):
    """A mailed link: locates one person's duties in one life; opens nothing by itself."""

    __tablename__ = "member_link"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_link_per_token"),
        listed("purpose", LinkPurpose),
        listed("closed_by", LinkEnd),
        CheckConstraint("(revoked_at IS NULL) = (closed_by IS NULL)", name="closed_by_something"),
        Index("links_by_member", "member_id"),
        Index("links_by_subject", "subject_id", "member_id"),
        Index("returned_links", "member_id", postgresql_where=text("closed_by = 'returned'")),
    )

    token_digest: Mapped[bytes]
    token = Sealed(str)
    """Kept sealed, so that a reminder can carry the same link as the request."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    purpose: Mapped[LinkPurpose] = mapped_column(EnumText(LinkPurpose))
    subject_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    closed_by: Mapped[LinkEnd | None] = mapped_column(EnumText(LinkEnd))


class OneTimeCode(Base):
    """A six-digit code of one person: ten minutes, five tries, used once, and for one thing: to
    open their links, or to confirm a change of contact or a word of theirs."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        Index("codes_by_person", "professional_id", "created_at"),
        Index("codes_by_change", "change_id", "created_at"),
        Index("codes_by_confirmation", "confirmation_id", "created_at"),
        CheckConstraint("change_id IS NULL OR confirmation_id IS NULL", name="for_one_thing"),
        CheckConstraint(
            "change_id IS NULL OR identity_check_id IS NULL", name="read_out_for_no_change"
        ),
        UniqueConstraint("identity_check_id", name="one_code_per_check"),
        CheckConstraint(
            f"expires_at - created_at <= interval '{LIMITS.MEMBER_CODE.minutes} minutes'",
            name="over_soon",
        ),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    change_id: Mapped[UUID | None] = mapped_column(ForeignKey("contact_change.id"))
    confirmation_id: Mapped[UUID | None] = mapped_column(ForeignKey("confirmation.id"))
    code = Sealed(str)
    code_digest: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
    identity_check_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_check.id"))
    """How they were recognised to whom it was read out, and by whom; NULL where it was sent."""


class MemberSession(Base):
    """A person's browser after the code: short, and good for their own links at one centre."""

    __tablename__ = "member_session"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_member_session_per_token"),
        CheckConstraint(
            f"expires_at - created_at <= interval '{LIMITS.MEMBER_SESSION.minutes} minutes'",
            name="over_soon",
        ),
        Index("member_sessions_by_person", "professional_id"),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    token_digest: Mapped[bytes]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    identity_check_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_check.id"))
    """Where a code that was read out has begun it."""
