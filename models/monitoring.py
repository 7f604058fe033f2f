"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
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
