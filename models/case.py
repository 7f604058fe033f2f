"""The case: one child's file, its people and its papers."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Select,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from models.base import Base, EnumText, Sealed, SealedAlways, listed
from models.life import Life
from models.office_number import OfficeNumber
from models.participant import withdrawn_by
from models.people import Account, Municipality, Professional
from rules.assessment import Risk
from rules.composition import ChildStatus, Relation
from rules.phases import Phase
from rules.seats import Barred, had_seat, may_have_come, was_barred, was_owed_notice
from rules.succession import Departure


class Case(Base):
    """A child in need of protection before the roundtable; its id is its life's id: Art. 11."""

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("number", name="one_case_per_number"),
        listed("phase", Phase),
        listed("risk", Risk),
        CheckConstraint("(phase = 'closed') = (sealed_at IS NOT NULL)", name="closed_when_sealed"),
        Index("cases_by_manager", "manager_id"),
        Index("cases_by_municipality", "municipality_id"),
        Index("cases_by_sibling", "sibling_of_id"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("life.id"), primary_key=True, sort_order=-1)
    number: Mapped[str]
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    phase: Mapped[Phase] = mapped_column(EnumText(Phase), default=Phase.ASSESSMENT)
    rules_version: Mapped[str] = mapped_column(default="2023-23")
    referred_on: Mapped[date]
    """When it reached the centre; `models.referral_day` has what stood there before."""
    announced_at: Mapped[datetime | None]
    """When the head was told of the referral."""
    referrer = Sealed(str)
    situation = Sealed(str)
    """Why the child was referred, in the referrer's words."""
    best_interest = Sealed(str)
    """Why the roundtable serves the child's best interest: Art. 5(1.1)."""
    services_before = Sealed(str)
    """Services given before the referral, with their dates: Annex 1, C2."""
    categories = SealedAlways[dict[str, str]](dict)
    """Ticked boxes of Annex 1, M1 to N3, each once, with what is written beside "other"."""
    manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    conflict_on: Mapped[date | None]
    """When the manager declared a conflict of interest: the head stands in until another is
    appointed: Art. 10(2)."""
    risk: Mapped[Risk | None] = mapped_column(EnumText(Risk))
    """The risk level in force: the manager's first one, then the roundtable's: Art. 12(2)."""
    composed_at: Mapped[datetime | None]
    """When the manager settled who sits at the table: Art. 4(3)."""
    review_opened_on: Mapped[date | None]
    """When the review of the plan was opened last: Art. 15(1)."""
    sibling_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("cases.id"))
    from_paper_on: Mapped[date | None]
    """Since when a case that ran on paper runs here: `models.paper_case`; NULL of any other."""
    paper_ended_at: Mapped[datetime | None]
    """When all that is known of the time before had been entered."""
    version: Mapped[int] = mapped_column(default=1)
    sealed_at: Mapped[datetime | None]
    seal: Mapped[bytes | None]
    trail_entries: Mapped[int | None]
    trail_end: Mapped[bytes | None]
    """How many entries of the trail stood when the file was sealed, and their chain's end: 0153."""
    """SHA-256 over the whole file as it was closed: Art. 17(5)."""

    life: Mapped[Life] = relationship()
    municipality: Mapped[Municipality] = relationship()
    manager: Mapped[Account | None] = relationship()
    child: Mapped["Child"] = relationship(back_populates="case", uselist=False)
    office_numbers: Mapped[list[OfficeNumber]] = relationship(viewonly=True)
    """All that was entered of the number that the centre's office has for it: decision 0183."""

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Child(Base):
    """Annex 1, personal data of the case, as it is in force: every field sealed; `models.fact`."""

    __tablename__ = "child"
    __table_args__ = (UniqueConstraint("case_id", name="one_child_per_case"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    name = Sealed(str)
    birth_date = Sealed(date)
    birth_estimated = SealedAlways(bool)
    """The birth is not registered, or its date is a guess."""
    gender = Sealed(str)
    ethnicity = Sealed(str)
    birth_place = Sealed(str)
    residence = Sealed(str)
    whereabouts = Sealed(str)
    """Where the child actually is: the second half of Annex 1, P6."""
    health = Sealed(str)
    disability = Sealed(str)
    other = Sealed(str)
    status = SealedAlways(ChildStatus)
    case: Mapped[Case] = relationship(back_populates="child")


class FamilyPerson(Base):
    """The child, a parent, a guardian, a carer or a relative: Art. 4(5), 8(10), 10(5), 17(2).

    What is in force of `models.fact.FactRow`, and so of a child.
    """

    __tablename__ = "family_person"
    __table_args__ = (
        listed("relation", Relation),
        Index(
            "one_child_in_the_family",
            "case_id",
            unique=True,
            postgresql_where=text("relation = 'child'"),
        ),
        Index("family_by_case", "case_id"),
        Index(
            "dead_children",
            "case_id",
            postgresql_where=text("relation = 'child' AND died IS TRUE"),
        ),
        CheckConstraint(
            "officer_id IS NULL OR relation = 'guardian'", name="officer_is_a_guardian"
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    relation: Mapped[Relation] = mapped_column(EnumText(Relation))
    name = Sealed(str)
    contact = Sealed(str)
    alleged_perpetrator = Sealed(bool)
    """None while nobody has answered or knows; True bars from the table: Art. 4(5)."""
    died: Mapped[bool] = mapped_column(default=False)
    """From then on nobody tells or asks them anything: Art. 17(3.5)."""
    died_on = Sealed(date)
    """None also where the day is not known."""
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The officer who is guardian on behalf of the centre."""

    def had_died(self, day: date) -> bool:
        """On that day, as it is known now."""
        return self.died and (self.died_on is None or self.died_on <= day)


def of_the_dead() -> Select[UUID]:
    """The cases whose child has died, as it is known: Art. 17(3.5)."""
    return select(FamilyPerson.case_id).where(
        FamilyPerson.relation == Relation.CHILD, FamilyPerson.died.is_(True)
    )


class Appointment(Base):
    """The centre appoints an officer to manage the case and chair its table: Art. 4(2)."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("appointments_by_case", "case_id"),
        Index("appointments_by_officer", "account_id"),
        Index(
            "one_manager_at_a_time",
            "case_id",
            unique=True,
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    appointed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    appointed_on: Mapped[date]
    """When the head appointed them; it may be typed later."""
    recorded_at: Mapped[datetime]
    ended_on: Mapped[date | None]
    announced_at: Mapped[datetime | None]
    reason = Sealed(str)
    """Why the case was handed over, where it was with others of one officer: decision 0163."""


class Member(Base):
    """Somebody's seat at one table: a case's (Art. 4(3)) or a quarterly meeting's (Art. 8(2)).

    Who left and comes back takes another seat, and declares anew: Art. 10(2), 18(2).
    """

    __tablename__ = "member"
    __table_args__ = (
        Index(
            "one_seat_per_professional",
            "life_id",
            "professional_id",
            unique=True,
            postgresql_where=text("left_on IS NULL"),
        ),
        Index("seats_by_life", "life_id"),
        CheckConstraint("conflict IS NULL OR declared_at IS NOT NULL", name="conflict_is_declared"),
        listed("left_as", Departure),
        CheckConstraint(
            "(left_on IS NULL) = (left_as IS NULL)"
            " AND (left_on IS NULL) = (left_recorded_at IS NULL)",
            name="left_for_something",
        ),
        CheckConstraint("(refused_on IS NULL) = (refused_at IS NULL)", name="refused_on_a_day"),
        CheckConstraint("signed_on IS NULL OR confidential_at IS NOT NULL", name="signed_on_a_day"),
        Index("members_by_professional", "professional_id"),
        Index("conflicts_of_members", "declared_at", postgresql_where=text("conflict IS TRUE")),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    professional_id: Mapped[UUID] = mapped_column(ForeignKey("professional.id"))
    under: Mapped[str]
    """The provision that seats them: `4(1)`, `4(4)`, `4(6)`, `8(2)`."""
    reason = Sealed(str)
    """Why the manager chose them: Art. 4(3)."""
    selected_on: Mapped[date]
    """The day on which the seat was given; it may be entered later."""
    selected_recorded_at: Mapped[datetime]
    left_on: Mapped[date | None]
    """The day on which they left; it may be entered later."""
    left_as: Mapped[Departure | None] = mapped_column(EnumText(Departure))
    left_recorded_at: Mapped[datetime | None]
    left_for = Sealed(str)
    """Why they left the table, in words: Art. 8(6)."""
    asked_at: Mapped[datetime | None]
    """When the declarations were asked for."""
    declared_at: Mapped[datetime | None]
    """When it was recorded."""
    declared_on: Mapped[date | None]
    """The day on which they signed: earlier, where it was on paper."""
    conflict: Mapped[bool | None]
    """Declared conflict of interest: bars from the case: Art. 10(2)."""
    confidential_at: Mapped[datetime | None]
    """When the declaration of confidentiality was signed: Art. 18(2)."""
    signed_on: Mapped[date | None]
    """The day on which both were; a conflict of interest that comes up later leaves it."""
    declared_on_paper: Mapped[bool] = mapped_column(default=False)
    refused_on: Mapped[date | None]
    """When they said that they do not sign; they may sign later: Art. 18(2)."""
    refused_at: Mapped[datetime | None]
    """When that was recorded."""
    refused_on_paper: Mapped[bool] = mapped_column(default=False)
    refusal = Sealed(str)
    """Why; empty where it is not stated."""
    professional: Mapped[Professional] = relationship()

    if TYPE_CHECKING:
        withdrawn: Mapped[Sequence[Sequence[date]] | None]
        """Of each conflict said by mistake the days: `models.participant.withdrawn_by`."""

    @property
    def sits(self) -> bool:
        """Still at the table: neither recused nor replaced."""
        return self.left_on is None and self.conflict is not True

    def sat_on(self, day: date) -> bool:
        """Had a seat on that day, as it is known now: Art. 9, 10(2)."""
        return had_seat(day, self.selected_on, self.left_on, self.recused_on)

    @property
    def barred(self) -> tuple[Barred, ...]:
        """When their own word kept them from the table, and was withdrawn since: Art. 10(2)."""
        return tuple(Barred(*days) for days in self.withdrawn or ())

    def owed_on(self, day: date) -> bool:
        """Something was theirs to give or to get on that day: Art. 8(3), 8(9), 8(11), 10(2)."""
        return self.sat_on(day) and not was_barred(day, self.barred)

    def was_owed_notice(self, met_on: date, last: date) -> bool:
        """Of a meeting, by its last day: Art. 8(3), 8(7)."""
        ended = (self.left_on, self.recused_on)
        return was_owed_notice(met_on, last, self.selected_on, *ended, barred=self.barred)

    @property
    def free_since(self) -> date | None:
        """The day on which their seat ended, by departure or conflict: Art. 8(6), 10(2)."""
        return min((day for day in (self.left_on, self.recused_on) if day), default=None)

    @property
    def recused_on(self) -> date | None:
        """Since when they take no part, by their own word: Art. 10(2)."""
        return self.declared_on if self.conflict else None

    def may_have_come_on(self, day: date) -> bool:
        """Without a seat that day, and perhaps there all the same: Art. 9, 10(2)."""
        return not self.sat_on(day) and may_have_come(day, self.selected_on, self.left_on)

    def was_recused(self, day: date) -> bool:
        """By this day, or in the course of it."""
        return self.recused_on is not None and self.recused_on <= day

    @property
    def signs_what_they_sat_in(self) -> bool:
        """Who has left since is asked too, and not waited for: Art. 10(1). Whoever is recused opens
        no paper, and may sign on paper: Art. 10(2)."""
        return self.conflict is not True and self.left_as is not Departure.DEATH

    @property
    def refuses(self) -> bool:
        """They do not sign, and have not signed since: Art. 18(2)."""
        return self.refused_on is not None and self.confidential_at is None

    @property
    def may_read(self) -> bool:
        """May open papers of the case: Art. 10(2), 18(2)."""
        return self.sits and self.has_signed

    @property
    def has_signed(self) -> bool:
        """Both declarations, and they hold, also once they have left: Art. 10(2), 18(2)."""
        return self.conflict is False and self.confidential_at is not None

    def had_signed(self, on: date) -> bool:
        """Both by that day, whatever came up since: Art. 10(2), 18(2)."""
        return self.signed_on is not None and self.signed_on <= on


Member.withdrawn = column_property(withdrawn_by(Member.id))


class Succession(Base):
    """Who took the place of somebody who left or was recused, and answers for what they held: 8(6).

    The plan, the reports and the requests stay as they were written; who answers is read over this.
    """

    __tablename__ = "succession"
    __table_args__ = (
        UniqueConstraint("member_id", name="one_successor_per_seat"),
        CheckConstraint("member_id <> successor_id", name="nobody_succeeds_themselves"),
        Index("successions_by_successor", "successor_id"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    successor_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    named_on: Mapped[date]
    """Since when they hold it; it may be entered later."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class DepartureSeen(Base):
    """The head has seen why somebody left whom nobody succeeds: beside Art. 8(6)."""

    __tablename__ = "departure_seen"
    __table_args__ = (UniqueConstraint("member_id", name="one_look_per_departure"),)

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    seen_at: Mapped[datetime]
    seen_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class Replacement(Base):
    """What became of the seat of a member who recused themselves: beside Art. 10(2)."""

    __tablename__ = "replacement"
    __table_args__ = (
        UniqueConstraint("member_id", name="one_word_on_a_replacement"),
        CheckConstraint(
            "asked_on IS NOT NULL OR words_sealed IS NOT NULL", name="asked_or_reasoned"
        ),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    asked_on: Mapped[date | None]
    """When the institution was asked for somebody else; None where nobody is needed."""
    words = Sealed(str)
    """Who was asked, or why nobody is needed in their place."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
