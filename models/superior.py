"""The superiors of institutions, and what was told to and heard from one: Art. 14(3.2)."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core import reach
from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.meeting import Attendance
from rules.attendance import is_absence
from rules.superior import SuperiorMeans, SuperiorOutcome

OF_ONE: Final = "(request_id IS NULL) <> (absence_id IS NULL)"


class InstitutionSuperior(Base):
    """Who stands above everybody an institution sends; the newest row counts, each stays."""

    __tablename__ = "institution_superior"
    __table_args__ = (
        Index("superiors_by_institution", "municipality_id", "institution", "recorded_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    institution: Mapped[str]
    """As it stands in `models.people.Professional.institution`."""
    name = Sealed(str)
    email = Sealed(str, reach.mail_address)
    phone = Sealed(str, reach.mobile_number)
    language: Mapped[str] = mapped_column(default="sq")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


def is_missed(line: Attendance) -> bool:
    """This line of a record is an absence by all that is on record now: Art. 9."""
    meeting = line.meeting
    met, seated = meeting.held_at is not None, line.member.owed_on(meeting.met_on)
    return is_absence(present=bool(line.present), met=met, seated=seated)


class AbsenceNotice(Base):
    """A superior is notified of who missed a meeting, asked for a report or not: 14(3.2)."""

    __tablename__ = "absence_notice"
    __table_args__ = (
        UniqueConstraint("attendance_id", name="one_notice_per_absence"),
        Index("absence_notices_by_case", "case_id"),
        Index("absence_notices_by_seat", "member_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    attendance_id: Mapped[UUID] = mapped_column(ForeignKey("attendance.id"))
    """The last absence that it is about: whose line, of which meeting, whatever its day is now."""
    about: Mapped[list[str]] = mapped_column(JSONB, default=list)
    """Every absence that mail, letter or call named, by its line in the record."""
    notified_at: Mapped[datetime | None]
    """When a mail was queued; empty again where it was taken back before it left."""
    served_on: Mapped[date | None]
    """When a letter or a call notified them."""
    taken_back_at: Mapped[datetime | None]
    """When they were told that it does not hold: the member was there, by a correction."""
    member: Mapped[Member] = relationship()
    line: Mapped[Attendance] = relationship()

    @property
    def missed_on(self) -> date:
        return self.line.meeting.met_on

    @property
    def was_told(self) -> bool:
        return self.notified_at is not None or self.served_on is not None

    @property
    def holds(self) -> bool:
        """They are on record as absent still, and could have come: Art. 9, 10(2)."""
        return is_missed(self.line)

    @property
    def was_unseated(self) -> bool:
        """Not there, and no seat on that day, or barred by their own word: Art. 10(2)."""
        return not (self.line.present or self.line.member.owed_on(self.missed_on))


class SuperiorService(Base):
    """A letter or a call that notified a superior; another row corrects it, and both stay."""

    __tablename__ = "superior_service"
    __table_args__ = (
        listed("means", SuperiorMeans),
        CheckConstraint(
            "not_stated OR number_sealed IS NOT NULL OR witness_sealed IS NOT NULL",
            name="number_or_witness",
        ),
        CheckConstraint(OF_ONE, name="of_a_report_or_an_absence"),
        Index("superior_services_by_request", "request_id"),
        Index("superior_services_by_absence", "absence_id"),
    )

    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_request.id"))
    absence_id: Mapped[UUID | None] = mapped_column(ForeignKey("absence_notice.id"))
    means: Mapped[SuperiorMeans] = mapped_column(EnumText(SuperiorMeans))
    served_on: Mapped[date]
    to_whom = Sealed(str)
    """Whom it reached; empty where only the office is known."""
    number = Sealed(str)
    """Of the letter, or the one that was called."""
    witness = Sealed(str)
    place = Sealed(str)
    """Where the letter's copy, or the note of the call, lies."""
    not_stated: Mapped[bool] = mapped_column(default=False)
    of_fallen: Mapped[bool] = mapped_column(default=False)
    """It said that a notice does not hold."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class SuperiorLink(Base):
    """The link in a mail to a superior: to one notice and nothing else; what they answer has its
    id, so that it is said once: decision 0180."""

    __tablename__ = "superior_link"
    __table_args__ = (
        UniqueConstraint("token_digest", name="one_superior_link_per_token"),
        CheckConstraint(OF_ONE, name="of_a_report_or_an_absence"),
        Index("superior_links_by_case", "case_id"),
        Index("superior_links_by_request", "request_id"),
        Index("superior_links_by_absence", "absence_id"),
    )

    token_digest: Mapped[bytes]
    token = Sealed(str)
    """Kept sealed: whoever is asked again has the same link."""
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_request.id"))
    absence_id: Mapped[UUID | None] = mapped_column(ForeignKey("absence_notice.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """It lies in a mailbox that is theirs no more."""
    disowned_at: Mapped[datetime | None]
    """After a reply behind it: whoever reads there says that it is not for them."""
    disown_ended_at: Mapped[datetime | None]
    """Another superior is on record since, or an officer found the address right."""


class SuperiorReply(Base):
    """What came back from a superior, or that nothing had come by the day of the entry; behind
    their link it has the link's id, and nobody entered it."""

    __tablename__ = "superior_reply"
    __table_args__ = (
        CheckConstraint(
            "(came_on IS NULL) = (words_sealed IS NULL)", name="a_reply_says_something"
        ),
        CheckConstraint(OF_ONE, name="of_a_report_or_an_absence"),
        listed("outcome", SuperiorOutcome),
        Index("superior_replies_by_request", "request_id"),
        Index("superior_replies_by_absence", "absence_id"),
    )

    request_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_request.id"))
    absence_id: Mapped[UUID | None] = mapped_column(ForeignKey("absence_notice.id"))
    came_on: Mapped[date | None]
    """NULL where nothing had come."""
    words = Sealed(str)
    outcome: Mapped[SuperiorOutcome | None] = mapped_column(EnumText(SuperiorOutcome))
    """What they have done; NULL where that was not said."""
    done_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """NULL where they said it themselves."""

    @property
    def by_link(self) -> bool:
        return self.recorded_by_id is None


class StandingInstruction(Base):
    """The manager's word, given ahead, on when a superior is notified: Art. 14(3.2)."""

    __tablename__ = "standing_instruction"
    __table_args__ = (
        CheckConstraint("after_reminders >= 1", name="never_without_reminder"),
        CheckConstraint("last_chance_days >= 1", name="a_last_chance"),
        Index("instructions_by_case", "case_id"),
        Index(
            "one_instruction_in_force",
            "case_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    after_reminders: Mapped[int]
    last_chance_days: Mapped[int]
