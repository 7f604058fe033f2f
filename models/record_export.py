"""One child's record, handed out: who asked, what was decided, what was made of it: 0197."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.archive_order import OrderState
from models.base import Base, EnumText, Sealed, SealedAlways, SealedWords, listed
from models.case import Case
from models.people import Account
from rules.exports import Becomes, ExportEnding, ExportGround, HandedBy, RecordAsker


class RecordExport(Base):
    """One request for a child's record, from the day on which it was entered to its end."""

    __tablename__ = "record_export"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_export_per_number"),
        UniqueConstraint("case_id", "id", name="export_of_a_case"),
        CheckConstraint("number > 0", name="exports_are_counted"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    begun_at: Mapped[datetime]
    begun_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    case: Mapped[Case] = relationship()


class ExportRequest(Base):
    """Who asks, and by what right, as somebody entered it; the last one holds."""

    __tablename__ = "export_request"
    __table_args__ = (
        UniqueConstraint("export_id", "number", name="one_export_request_per_number"),
        listed("asked_by", RecordAsker),
        CheckConstraint("language IN ('sq', 'sr', 'en')", name="export_in_a_language"),
    )

    export_id: Mapped[UUID] = mapped_column(ForeignKey("record_export.id"))
    number: Mapped[int]
    asked_by: Mapped[RecordAsker] = mapped_column(EnumText(RecordAsker))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    """Who of the family asks; NULL of whoever is not on record there."""
    authorised_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    """Of somebody who was authorised: by whom."""
    asker = SealedAlways(str)
    asked_on: Mapped[date]
    ground = SealedAlways(str)
    """By what right."""
    identity = SealedAlways(str)
    """How it was seen who they are."""
    language: Mapped[str]
    """In which they read it."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    recorded_by: Mapped[Account] = relationship()


class ExportDecision(Base):
    """What becomes of one piece, and why; the last one on a piece holds while it is as it was."""

    __tablename__ = "export_decision"
    __table_args__ = (
        UniqueConstraint("export_id", "number", name="one_export_decision_per_number"),
        listed("outcome", Becomes),
        listed("ground", ExportGround),
        CheckConstraint(
            "outcome = 'given' OR ground IS NOT NULL AND reason_sealed IS NOT NULL",
            name="kept_back_for_something",
        ),
        CheckConstraint(
            "piece <> 'reporter' OR reason_sealed IS NOT NULL", name="reporter_decided_with_why"
        ),
        CheckConstraint("octet_length(digest) = 32", name="decided_on_what_was_seen"),
    )

    export_id: Mapped[UUID] = mapped_column(ForeignKey("record_export.id"))
    number: Mapped[int]
    piece: Mapped[str]
    """Table and row: `log_entry:…`; or `reporter`."""
    digest: Mapped[bytes]
    """SHA-256 of the piece as it was decided on."""
    outcome: Mapped[Becomes] = mapped_column(EnumText(Becomes))
    fields = SealedWords()
    """The lines that are left out."""
    words = SealedWords()
    """The beginnings of words that are left out."""
    throughout: Mapped[bool] = mapped_column(default=False)
    """These words are left out in every piece."""
    ground: Mapped[ExportGround | None] = mapped_column(EnumText(ExportGround))
    reason = Sealed(str)
    for_request: Mapped[int]
    """The number of the word on who asks for whom it was decided."""
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    decided_by: Mapped[Account] = relationship()


class ExportApproval(Base):
    """The head has confirmed what was decided; it holds while nothing of that is another."""

    __tablename__ = "export_approval"
    __table_args__ = (
        UniqueConstraint("export_id", "number", name="one_export_approval_per_number"),
        CheckConstraint("octet_length(digest) = 32", name="confirms_decisions"),
    )

    export_id: Mapped[UUID] = mapped_column(ForeignKey("record_export.id"))
    number: Mapped[int]
    digest: Mapped[bytes]
    """SHA-256 over the request and each decision that held."""
    note = Sealed(str)
    although_barred = SealedAlways(bool)
    """It was said of whoever asks that they use violence, and the note is why they may have it."""
    approved_at: Mapped[datetime]
    approved_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    approved_by: Mapped[Account] = relationship()


class ExportOrder(Base):
    """The file of what was confirmed, made apart from any page: as an archive, 0196."""

    __tablename__ = "export_order"
    __table_args__ = (
        listed("state", OrderState),
        UniqueConstraint("case_id", "id", name="export_order_of_a_case"),
        ForeignKeyConstraint(
            ["case_id", "export_id"],
            ["record_export.case_id", "record_export.id"],
            name="order_of_an_export_of_the_case",
        ),
        ForeignKeyConstraint(
            ["case_id", "file_id"],
            ["stored_file.life_id", "stored_file.id"],
            name="export_file_of_the_case",
        ),
        CheckConstraint("(ended_at IS NULL) = (state IN ('waiting', 'at_work'))", name="ended"),
        CheckConstraint("(file_id IS NULL) = (state <> 'done')", name="done_with_a_file"),
        CheckConstraint("(fault IS NULL) = (state <> 'failed')", name="failed_for_something"),
        Index("export_orders_by_export", "export_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    export_id: Mapped[UUID]
    approval_id: Mapped[UUID] = mapped_column(ForeignKey("export_approval.id"))
    asked_at: Mapped[datetime]
    state: Mapped[OrderState] = mapped_column(EnumText(OrderState), default=OrderState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    touched_at: Mapped[datetime | None]
    """Real time at which it was taken last."""
    ended_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    """Why there is none: a sentence of ours, in English."""
    file_id: Mapped[UUID | None]

    approval: Mapped[ExportApproval] = relationship()


class ExportEnd(Base):
    """The record was handed over, or is not handed out; nothing of the request changes after it."""

    __tablename__ = "export_end"
    __table_args__ = (
        UniqueConstraint("export_id", name="one_end_per_export"),
        listed("ending", ExportEnding),
        listed("means", HandedBy),
        ForeignKeyConstraint(
            ["case_id", "export_id"],
            ["record_export.case_id", "record_export.id"],
            name="end_of_an_export_of_the_case",
        ),
        ForeignKeyConstraint(
            ["case_id", "order_id"],
            ["export_order.case_id", "export_order.id"],
            name="handed_over_what_was_made",
        ),
        CheckConstraint(
            "(ending = 'handed') = (order_id IS NOT NULL AND to_whom_sealed IS NOT NULL"
            " AND means IS NOT NULL)",
            name="handed_to_somebody",
        ),
        CheckConstraint(
            "ending = 'handed' OR reason_sealed IS NOT NULL", name="ended_for_a_reason"
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    export_id: Mapped[UUID]
    ending: Mapped[ExportEnding] = mapped_column(EnumText(ExportEnding))
    order_id: Mapped[UUID | None]
    to_whom = Sealed(str)
    means: Mapped[HandedBy | None] = mapped_column(EnumText(HandedBy))
    ended_on: Mapped[date]
    """The day on which it was handed over, or withdrawn or refused."""
    reason = Sealed(str)
    although_barred = Sealed(bool)
    """It was handed to one of whom it is said that they use violence, and ought not to have been:
    4(5)."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))

    recorded_by: Mapped[Account] = relationship()
