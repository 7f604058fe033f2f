"""How an officer recognised a member, and the app for codes that was set up after it: 0168."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.people import Account
from rules.identity_checks import AppEnd, CheckMeans
from rules.sign_in_limits import LIMITS


class IdentityCheck(Base):
    """An officer recognised a member: before a code is read out, or an app is set up."""

    __tablename__ = "identity_check"
    __table_args__ = (
        listed("means", CheckMeans),
        CheckConstraint("means = 'card' OR how_sealed IS NOT NULL", name="says_how"),
        Index("identity_checks_by_member", "member_id", "checked_at"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    """The seat at whose table the officer acts; it is of the person all the same."""
    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    means: Mapped[CheckMeans] = mapped_column(EnumText(CheckMeans))
    how = Sealed(str)
    """Which number was called, since when they are known; of a card nothing, and never a number."""
    checked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[datetime]
    checked_by: Mapped[Account] = relationship()

    @property
    def by(self) -> str:
        """The officer, by the name of then."""
        return self.checked_by.name_at(self.checked_at)


class MemberAuthenticator(Base):
    """A member's own app for codes, in place of the SMS; of one person at one centre."""

    __tablename__ = "member_authenticator"
    __table_args__ = (
        UniqueConstraint("check_id", name="one_authenticator_per_check"),
        UniqueConstraint("token_digest", name="one_authenticator_per_token"),
        listed("ended_as", AppEnd),
        CheckConstraint(
            f"expires_at - begun_at <= interval '{LIMITS.MEMBER_APP_LINK.minutes} minutes'",
            name="over_soon",
        ),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_as_something"),
        CheckConstraint(
            "(ended_by_id IS NOT NULL) = coalesce(ended_as = 'officer', false)"
            " AND (reason_sealed IS NOT NULL) = coalesce(ended_as = 'officer', false)",
            name="ended_by_an_officer",
        ),
        CheckConstraint(
            "ended_at IS NULL OR secret_sealed IS NULL", name="what_ended_is_forgotten"
        ),
        Index("authenticators_by_person", "professional_id", "begun_at"),
        Index(
            "one_authenticator_per_member",
            "professional_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NOT NULL AND ended_at IS NULL"),
        ),
        Index(
            "one_authenticator_offered_to_a_member",
            "professional_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NULL AND ended_at IS NULL"),
        ),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    check_id: Mapped[UUID] = mapped_column(ForeignKey("identity_check.id"))
    """How the officer who began it had recognised them."""
    token_digest: Mapped[bytes] = mapped_column(deferred=True)
    """Of the one-time link that the officer's screen showed; the link stands nowhere."""
    secret = Sealed(str)
    """Made as the link is opened, which shows it once; of what ended nothing is left."""
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    """When its first code came back: in force from then on."""
    tries: Mapped[int] = mapped_column(default=0)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute whose code was taken last: RFC 6238, 5.2, takes none twice."""
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[AppEnd | None] = mapped_column(EnumText(AppEnd))
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason = Sealed(str)
    """Why an officer ended it."""
    check: Mapped[IdentityCheck] = relationship()

    @property
    def is_in_force(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    def waits(self, now: datetime) -> bool:
        """Its link is good, and no code of it has come back."""
        return self.confirmed_at is None and self.ended_at is None and now < self.expires_at
