"""Plans, progress reports and reviews: Art. 13 to 15."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    and_,
    case,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.contact_schedule import ContactSchedule
from models.contribution import Contribution
from models.identity_check import IdentityCheck
from models.taken import ByMessage
from rules.aims import Aim
from rules.assessment import Risk
from rules.late_actions import DayAnswer
from rules.own_actions import OfTheCentre
from rules.planning import ActionStatus, PlanKind


class Plan(Base):
    """The initial plan (Art. 6(1.5)), then each version of the unified one: Art. 13."""

    __tablename__ = "plan"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "version", name="one_plan_per_version"),
        listed("kind", PlanKind),
        CheckConstraint("kind = 'initial' OR adopted_on IS NOT NULL", name="unified_is_adopted"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[PlanKind] = mapped_column(EnumText(PlanKind))
    version: Mapped[int] = mapped_column(default=1)
    goal = Sealed(str)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    assessment_id: Mapped[UUID | None] = mapped_column(ForeignKey("assessment.id"))
    """The version in use on its day: Art. 13(1); NULL where there was none by then."""
    adopted_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]
    """When it was put on record that everybody who sat by then has it on paper: Art. 13(3)."""
    actions: Mapped[list["PlanAction"]] = relationship(
        order_by="PlanAction.number", back_populates="plan"
    )


class PlanAction(Base):
    """One row of the plan: what, by whom, until when: Art. 13(2), Annex 1 A1 to A7."""

    __tablename__ = "plan_action"
    __table_args__ = (
        UniqueConstraint("plan_id", "number", name="one_action_per_number"),
        Index("actions_by_seat", "member_id"),
        listed("status", ActionStatus),
        listed("aim", Aim),
        listed("of_centre", OfTheCentre),
        CheckConstraint("member_id IS NULL OR of_centre IS NULL", name="one_who_answers"),
    )

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    objective = Sealed(str)
    action = Sealed(str)
    service = Sealed(str)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id"))
    """The responsible member: Art. 13(2.2); NULL where `of_centre` answers."""
    of_centre: Mapped[OfTheCentre | None] = mapped_column(EnumText(OfTheCentre))
    """Who of the centre answers for it; with `member_id`, NULL in an initial plan only."""
    due_on: Mapped[date | None]
    """NULL in an initial plan only, where the table is still to set it: Art. 13(2.4)."""
    look_again_on: Mapped[date | None]
    """By when the table reviews it: Annex 1, A6; NULL where it is left to the plan's review."""
    status: Mapped[ActionStatus] = mapped_column(
        EnumText(ActionStatus), default=ActionStatus.IN_PROCESS
    )
    notes = Sealed(str)
    aim: Mapped[Aim | None] = mapped_column(EnumText(Aim))
    """What it is for: Art. 5(1.4); NULL where it is not stated."""
    contribution_id: Mapped[UUID | None] = mapped_column(ForeignKey("contribution.id"))
    """What a member contributed that it was taken over from; who proposed it: Art. 6(1.6)."""
    former_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_action.id"))
    """The row of the version before that it carries on."""
    dropped_on: Mapped[date | None]
    """When a review dropped it: Art. 15(3)."""
    plan: Mapped[Plan] = relationship(back_populates="actions")
    member: Mapped[Member | None] = relationship()
    contribution: Mapped[Contribution | None] = relationship()
    contact: Mapped[ContactSchedule | None] = relationship(lazy="joined")

    @property
    def responsible(self) -> UUID | OfTheCentre | None:
        """A seat, or who of the centre."""
        return self.member_id or self.of_centre

    @property
    def is_open(self) -> bool:
        """Neither completed nor dropped."""
        return self.status != ActionStatus.COMPLETED and self.dropped_on is None


class ReportRequest(Base):
    """Owed before a meeting, on a late action, or as an answer: Art. 8(9), 14(3.1), 14(3.3)."""

    __tablename__ = "report_request"
    __table_args__ = (
        UniqueConstraint("meeting_id", "member_id", name="one_report_per_member_and_meeting"),
        UniqueConstraint("inquiry_id", name="one_request_per_inquiry"),
        CheckConstraint(
            "num_nonnulls(meeting_id, action_id, inquiry_id) = 1", name="for_one_of_three"
        ),
        CheckConstraint(
            "notified_at IS NULL OR last_chance_on IS NOT NULL", name="last_chance_first"
        ),
        CheckConstraint("(received_on IS NULL) = (received_at IS NULL)", name="received_on_a_day"),
        CheckConstraint(
            "follows_id IS NULL OR (action_id IS NOT NULL AND received_at IS NOT NULL)",
            name="further_word_is_there",
        ),
        Index("reports_by_case", "case_id"),
        Index("reports_by_member", "member_id"),
        Index("open_reports_by_due", "due_on", postgresql_where=text("received_at IS NULL")),
        Index(
            "one_question_per_late_action",
            "action_id",
            "member_id",
            unique=True,
            postgresql_where=text("follows_id IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    action_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan_action.id"))
    """The action whose day passed, where it is asked for on its own."""
    inquiry_id: Mapped[UUID | None] = mapped_column(ForeignKey("inquiry.id"))
    """The question, of which only the day of the first answer stands here: `models.inquiry`."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date]  # the true day, also of a question put on record later
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    """Three days before the meeting; of an action, so many days after it was asked."""
    put_again_at: Mapped[datetime | None]  # reminders count from then: `rules.put_again`
    received_on: Mapped[date | None]
    """When it came, by which it is late or not: Art. 8(9)."""
    received_at: Mapped[datetime | None]
    """When it was handed in by its link, or typed in from paper."""
    on_paper: Mapped[bool] = mapped_column(default=False)
    answered_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_request.id"))
    """The report, asked for otherwise, that says what became of the action: Art. 14(3.3)."""
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_request.id"))
    """The question about a late action to which this is a further word: Art. 14(2)."""
    done = Sealed(str)
    """What the member did since the last meeting."""
    concerns = Sealed(str)
    """What the table should know."""
    last_chance_on: Mapped[date | None]
    """The day after which the superior is notified."""
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The manager who said so, where there was no standing instruction."""
    confirmed_at: Mapped[datetime | None]
    notified_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    """From when on nobody owes an answer to the question: `models.inquiry`."""
    served_on: Mapped[date | None]
    """When a letter or a call notified the superior instead of a mail: `models.superior`."""
    fell_told_on: Mapped[date | None]
    """When they were told that it does not hold; empty again where they are notified anew."""
    identity_check_id: Mapped[UUID | None] = mapped_column(ForeignKey("identity_check.id"))
    """Where it was handed in behind a code that was read out; the database sets it (0168)."""
    read_out: Mapped[IdentityCheck | None] = relationship()
    member: Mapped[Member] = relationship()
    action: Mapped[PlanAction | None] = relationship()
    reminders: Mapped[list["Reminder"]] = relationship(order_by="Reminder.number")


class Reminder(ByMessage, Base):
    """One reminder of one report, counted because Art. 14(3.2) needs the proof."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("request_id", "number", name="one_reminder_per_number"),
        Index("reminders_by_message", "message_id"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("report_request.id"))
    number: Mapped[int]
    due_on: Mapped[date]
    sent_at: Mapped[datetime]
    """When it was queued."""
    held_up: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A try to send it has failed, or it did not leave at all."""

    @hybrid_property
    def counted_at(self) -> datetime | None:
        """When it was taken; while it leaves, and nothing has held it up, when it was queued."""
        if self.taken_at is not None or self.held_up or self.message_id is None:
            return self.taken_at
        return self.sent_at

    @counted_at.inplace.expression
    @classmethod
    def _counted_at(cls) -> ColumnElement[datetime | None]:
        leaves = and_(cls.message_id.is_not(None), ~cls.held_up)
        return func.coalesce(cls.taken_at, case((leaves, cls.sent_at)))


class ReportedAction(Base):
    """What a member's report says of one of their actions."""

    __tablename__ = "reported_action"
    __table_args__ = (
        UniqueConstraint(
            "request_id",
            "action_id",
            "ended_by_id",
            name="one_line_per_action",
            postgresql_nulls_not_distinct=True,
        ),
        Index("lines_by_action", "action_id"),
        listed("status", ActionStatus),
        CheckConstraint("done_on IS NULL OR status = 'completed'", name="done_when_completed"),
        CheckConstraint(
            "asked_until IS NULL OR status <> 'completed'", name="day_for_what_is_not_done"
        ),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("report_request.id"))
    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    status: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    done_on: Mapped[date | None]
    """When it was done; NULL where it is not, or the day is not known."""
    asked_until: Mapped[date | None]
    """The day that the member asks the table for: Art. 15(3)."""
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("report_correction.id"))
    """The correction since which it stands no more."""

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        return cls.ended_by_id.is_(None)


class Review(Base):
    """The monthly review of the plan: Art. 5(1.5), 15."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("meeting_id", name="one_review_per_meeting"),
        listed("risk", Risk),
        Index("reviews_by_case", "case_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan.id"))
    settled_on: Mapped[date]
    recorded_at: Mapped[datetime]
    risk: Mapped[Risk] = mapped_column(EnumText(Risk))
    finding = Sealed(str)
    """The overall progress in the child's well-being: Art. 15(2)."""
    progress: Mapped[list["Progress"]] = relationship(order_by="Progress.id")

    @property
    def in_order(self) -> list["Progress"]:
        """As the plan numbers its actions."""
        return sorted(self.progress, key=lambda each: each.action.number)


class Progress(Base):
    """Progress of one action at one review: Annex 1, part 4.6."""

    __tablename__ = "progress"
    __table_args__ = (
        UniqueConstraint("review_id", "action_id", name="one_finding_per_action"),
        Index("findings_by_action", "action_id"),
        listed("status", ActionStatus),
        listed("day_answer", DayAnswer),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    status: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    assessment = Sealed(str)
    changes: Mapped[list[str]] = mapped_column(JSONB, default=list)
    """Codes of `rules.planning.ActionChange`: what the review made of the action: Art. 15(3)."""
    reason = Sealed(str)
    """Why it was changed."""
    notes = Sealed(str)
    """Of this review, in the last column of Annex 1, part 4.6; the plan has its own."""
    look_again_on: Mapped[date | None]
    """By when the table looks at it again, where this review says a day: Annex 1, A6."""
    day_answer: Mapped[DayAnswer | None] = mapped_column(EnumText(DayAnswer))
    """To the day that its member asked for; NULL where none was, or it is not stated: 15(3)."""
    action: Mapped[PlanAction] = relationship()
