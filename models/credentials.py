"""How an officer proves who they are: password, codes of an authenticator, passkeys, invitations.

Read and written through `identity/credentials.py` and the modules beside it that say so, and by
nobody else: decision 0154.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core import crypto
from models.base import Base, EnumText, Sealed, listed
from rules.sign_in_limits import DAY, LIMITS


class AccountPassword(Base):
    """An officer's password as argon2id made it; nobody chooses or sees it but they."""

    __tablename__ = "account_password"
    __table_args__ = (UniqueConstraint("account_id", name="one_password_per_account"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    hash: Mapped[str]
    set_at: Mapped[datetime]


class TotpSecret(Base):
    """What an authenticator app and we both know; in force once a code of it came back."""

    __tablename__ = "totp_secret"
    __table_args__ = (
        Index(
            "one_authenticator_per_account",
            "account_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NOT NULL"),
        ),
        Index(
            "one_authenticator_to_confirm",
            "account_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NULL"),
        ),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    secret = Sealed(str)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The half minute whose code was taken last: RFC 6238, 5.2, takes none twice."""


class RecoveryCode(Base):
    """One of ten codes on paper, each good for one sign-in without the authenticator."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "digest", name="one_recovery_code_once"),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    digest: Mapped[bytes]
    """A plain digest is enough for 120 random bits: NIST SP 800-63B-4, 3.1.2.2."""
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """A key pair whose private half never leaves the officer's device."""

    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("credential_id", name="one_passkey_per_credential"),
        Index("passkeys_by_account", "account_id"),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes]
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    relying_party: Mapped[str]
    """Under which name it was made: under another one no browser offers it."""
    name = Sealed(str)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class EnrolmentPurpose(StrEnum):
    """What an administrator lets somebody set for themselves."""

    INVITATION = "invitation"
    """Password and second factor, of a new account or one that lost both."""
    PASSWORD = "password"  # noqa: S105
    """A forgotten password; the second factor is asked for as before."""
    FACTOR = "factor"
    """A lost device; the password is asked for as before."""


class EnrolmentEnd(StrEnum):
    """Why a link to enrol leads nowhere any more, before its time was up."""

    USED = "used"
    REPLACED = "replaced"
    """By a later one of the same account; or the record was put back from a copy, since which it
    may have been used."""
    GUESSED = "guessed"
    """Too many wrong codes."""
    DISABLED = "disabled"
    ADDRESS = "address"
    """It lies in a mailbox that is not the owner's any more, or never was."""


class Enrolment(Base):
    """A one-time door to an account: a mailed link, and a code that is told by another way."""

    __tablename__ = "enrolment"
    __table_args__ = (
        listed("purpose", EnrolmentPurpose),
        listed("ended_as", EnrolmentEnd),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_as_something"),
        CheckConstraint(
            "expires_at - begun_at <= CASE purpose"
            f" WHEN 'invitation' THEN interval '{LIMITS.INVITATION.minutes // DAY} days'"
            f" ELSE interval '{LIMITS.RESET_LINK.minutes // DAY} day' END",
            name="over_soon",
        ),
        Index("enrolments_by_account", "account_id", "begun_at"),
        Index(
            "one_open_enrolment_per_account",
            "account_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    purpose: Mapped[EnrolmentPurpose] = mapped_column(EnumText(EnrolmentPurpose))
    begun_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The administrator; NULL where it was begun on the command line."""
    begun_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    code_digest: Mapped[bytes | None] = mapped_column(deferred=True)
    """Of what the administrator tells the person; NULL for a link from the command line."""
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[EnrolmentEnd | None] = mapped_column(EnumText(EnrolmentEnd))

    @property
    def token(self) -> str:
        """The secret half of the link: made of the row's id and the key ring, stored nowhere."""
        return crypto.ring().index(str(self.id), "enrolment.token").hex()

    @property
    def path(self) -> str:
        return f"/enrol/{self.id}/{self.token}"
