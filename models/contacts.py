"""How a professional's contact changed: asked for, confirmed or refused, never overwritten.

Beside it the numbers and addresses of which a member said that they are not theirs.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core import crypto, reach
from models.base import Base, EnumText, Sealed, listed
from models.people import Account, Professional
from rules.contacts import ChangeEnd, ChangeMeans, DisownEnd, DisputeEnd


class ContactChange(Base):
    """One change of where a professional or their superior is reached, from asking to its end.

    A contact belongs to the centre and not to a case: our choice beside Art. 18(1).
    """

    __tablename__ = "contact_change"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_contact_change_per_token"),
        listed("ended_as", ChangeEnd),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_once"),
        listed("means", ChangeMeans),
        CheckConstraint("(means IS NOT NULL) = (ended_as = 'in_force')", name="confirmed_somehow"),
        CheckConstraint(
            "means <> 'call' OR (decided_by_id IS NOT NULL AND called_at IS NOT NULL"
            " AND called_number_sealed IS NOT NULL AND called_person_sealed IS NOT NULL)",
            name="a_call_is_recorded",
        ),
        CheckConstraint("decided_by_id <> asked_by_id", name="four_eyes"),
        Index(
            "one_open_contact_change",
            "professional_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("contact_changes_by_life", "life_id", postgresql_where=text("ended_at IS NULL")),
        Index("contact_changes_by_professional", "professional_id", "asked_at"),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    """The table at which it was asked for."""
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    reason = Sealed(str)
    """From whom the asker has it."""
    old_email = Sealed(str)
    old_phone = Sealed(str)
    old_superior_name = Sealed(str)
    old_superior_email = Sealed(str)
    old_superior_phone = Sealed(str)
    email = Sealed(str, reach.mail_address)
    phone = Sealed(str, reach.mobile_number)
    superior_name = Sealed(str)
    superior_email = Sealed(str, reach.mail_address)
    superior_phone = Sealed(str, reach.mobile_number)
    superior_language: Mapped[str]

    token_digest: Mapped[bytes]
    token = Sealed(str)
    """Of the page on which the professional confirms it by a code."""

    ended_at: Mapped[datetime | None]
    ended_as: Mapped[ChangeEnd | None] = mapped_column(EnumText(ChangeEnd))
    means: Mapped[ChangeMeans | None] = mapped_column(EnumText(ChangeMeans))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who called or refused; None where the professional did it."""
    called_at: Mapped[datetime | None]
    called_person = Sealed(str)
    called_number = Sealed(str)
    refusal = Sealed(str)

    professional: Mapped[Professional] = relationship()
    asked_by: Mapped[Account] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def wanted(self) -> tuple[str | None, ...]:
        """All that is in force once it is confirmed."""
        superior = (self.superior_name, self.superior_email, self.superior_language)
        return self.email, self.phone, *superior, self.superior_phone

    @property
    def shown(self) -> str:
        """The digest of what a page shows of it: a press confirms exactly this."""
        return crypto.ring().index(repr((self.id, self.wanted)), "contact_change").hex()

    @property
    def moves_mail(self) -> bool:
        return self.email != self.old_email

    @property
    def moves_phone(self) -> bool:
        return self.phone != self.old_phone

    @property
    def moves_superior(self) -> bool:
        """To whom it is told, or where: by mail or by SMS."""
        return self.moves_superior_mail or self.moves_superior_phone

    @property
    def replaces_superior(self) -> bool:
        """What is to change of them was on record: no address or number is put in its place."""
        return (self.moves_superior_mail and self.old_superior_email is not None) or (
            self.moves_superior_phone and self.old_superior_phone is not None
        )

    @property
    def moves_superior_mail(self) -> bool:
        return self.superior_email != self.old_superior_email

    @property
    def moves_superior_phone(self) -> bool:
        return self.superior_phone != self.old_superior_phone


class DisputedNumber(Base):
    """Somebody said behind a link that the mobile number on record is not theirs: Art. 6(1.1).

    Until it ends no code is sent to that number, at whatever table they sit: decision 0155.
    """

    __tablename__ = "disputed_number"
    __table_args__ = (
        listed("ended_as", DisputeEnd),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_once"),
        CheckConstraint(
            "(ended_as IS NOT DISTINCT FROM 'right')"
            " = (decided_by_id IS NOT NULL AND basis_sealed IS NOT NULL)",
            name="right_by_somebody",
        ),
        Index(
            "one_open_dispute",
            "professional_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("disputed_numbers_by_professional", "professional_id", "said_at"),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    """The seat whose link it was said behind."""
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[DisputeEnd | None] = mapped_column(EnumText(DisputeEnd))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    basis = Sealed(str)
    """From whom the officer knows that the number is right."""

    decided_by: Mapped[Account | None] = relationship()


class DisownedAddress(Base):
    """Who reads at the address on record said that it is not theirs, or that they have left.

    What was sent there is closed by the database as this is written, at every table of the centre;
    once it ends, what is still open leaves anew: decision 0176.
    """

    __tablename__ = "disowned_address"
    __table_args__ = (
        listed("ended_as", DisownEnd),
        CheckConstraint("(ended_at IS NULL) = (ended_as IS NULL)", name="ended_once"),
        CheckConstraint(
            "(ended_as IS NOT DISTINCT FROM 'right')"
            " = (decided_by_id IS NOT NULL AND basis_sealed IS NOT NULL)",
            name="right_by_somebody",
        ),
        Index(
            "one_open_disowning",
            "professional_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("disowned_addresses_by_professional", "professional_id", "said_at"),
    )

    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    """The seat whose link it was said behind."""
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_as: Mapped[DisownEnd | None] = mapped_column(EnumText(DisownEnd))
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    basis = Sealed(str)
    """From whom the officer knows that the address is right."""

    decided_by: Mapped[Account | None] = relationship()
