"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4)."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.meeting import Meeting
from models.misplaced import MisplacedMeeting
from models.people import Account
from models.plan import Plan, PlanAction
from rules.monitoring import FindingsMeans, Indicator


class MonitoringForm(Base):
    """One form, of the version that was in force on its day; a later one stands beside it."""

    __tablename__ = "monitoring_form"
    __table_args__ = (UniqueConstraint("case_id", "number", name="one_monitoring_per_number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    """The version under review."""
    monitored_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    finding = Sealed(str)
    """Of the plan as a whole; may be left out."""
    plan: Mapped[Plan] = relationship()
    recorded_by: Mapped[Account] = relationship()
    lines: Mapped[list["MonitoredAction"]] = relationship(
        order_by="MonitoredAction.id", back_populates="form"
    )


class MonitoredAction(Base):
    """What the form says of one action: done, by whom, known when, and how the child stands."""

    __tablename__ = "monitored_action"
    __table_args__ = (
        UniqueConstraint("form_id", "action_id", name="one_line_per_monitored_action"),
        listed("indicator", Indicator),
    )

    form_id: Mapped[UUID] = mapped_column(ForeignKey("monitoring_form.id"))
    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    indicator: Mapped[Indicator] = mapped_column(EnumText(Indicator))
    known_on: Mapped[date | None]
    """When it became known what was done; NULL where nobody said."""
    done = Sealed(str)
    by_whom = Sealed(str)
    finding = Sealed(str)
    form: Mapped[MonitoringForm] = relationship(back_populates="lines")
    action: Mapped[PlanAction] = relationship()


class TableFindings(Base):
    """What the table was told of the monitoring, in words of its own; it stays: Art. 14(3.4)."""

    __tablename__ = "table_findings"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_telling_per_number"),
        listed("means", FindingsMeans),
        CheckConstraint("words_sealed IS NOT NULL", name="tells_something"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    told_on: Mapped[date]
    recorded_at: Mapped[datetime]
    means: Mapped[FindingsMeans] = mapped_column(EnumText(FindingsMeans))
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    recorded_by: Mapped[Account] = relationship()

    if TYPE_CHECKING:  # SQLAlchemy reads a declared column property as `Optional`
        taken_out: Mapped[bool]
        """Told in a meeting of that day that stood here when it was typed, and was of another case:
        decision 0102."""


TableFindings.taken_out = column_property(
    (TableFindings.means == FindingsMeans.MEETING)
    & select(MisplacedMeeting.id)
    .join(Meeting, Meeting.id == MisplacedMeeting.meeting_id)
    .where(Meeting.life_id == TableFindings.case_id)
    .where(MisplacedMeeting.was_met_on == TableFindings.told_on)
    .where(MisplacedMeeting.recorded_at > TableFindings.recorded_at)
    .exists()
)
