"""What the rules are told about a table: plain frozen values, no rows, no names."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.phases import Phase


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One seat at the table."""

    id: UUID
    asked: bool
    declared: bool


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting from proposal to holding."""

    id: UUID
    kind: str
    day: date
    proposed_on: date
    asked: bool = False
    agreed: bool = False
    countered: bool = False
    invited: bool = False
    inviting: bool = False
    """Some were invited; who is seated after that is invited at once."""
    excused: bool = False
    """A reason for short notice is on record: Art. 8(3), 14(5)."""
    reports_asked: bool = False
    held_on: date | None = None
    family_told: bool = True
    """Everybody of the family who could be told was told, or there is a reason: Art. 8(10)."""
    open_since: date | None = None
    """Since when a day waits for the head's answer, where one proposed before it lapsed."""
    needs_papers: bool = True
    """False where the information is given in the meeting itself: Art. 8(8)."""

    @property
    def unanswered_since(self) -> date:
        """Another proposal gives the head no more time."""
        return self.open_since or self.proposed_on


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """The minutes of one meeting held."""

    id: UUID
    meeting_id: UUID
    sent: bool
    approved: bool
    in_writing: bool
    """Approved by signature, because no next meeting follows: DEFAULTS (T2)."""
    asked_on: date | None = None
    unsigned: tuple[UUID, ...] = ()
    """The members who were present and have not given their word, once they were asked."""
    chair_unsigned: bool = False
    """The chair signs too, and has not."""

    @property
    def is_signed(self) -> bool:
        return self.asked_on is not None and not self.unsigned and not self.chair_unsigned


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One member's report owed before the open meeting."""

    id: UUID
    meeting_id: UUID
    member_id: UUID
    due: date
    received: bool
    reminders: int
    in_plan: bool
    superior_known: bool
    last_chance_on: date | None = None
    confirmed: bool = False
    notified: bool = False
    meeting_held: bool = False
    """The meeting it was owed for is over; the superior still hears of it."""


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A change of somebody's contact that waits for its confirmation."""

    id: UUID
    asked_on: date
    by_head: bool
    """The head asked for it herself: another officer confirms."""


@dataclass(frozen=True, slots=True)
class RecusalFacts:
    """A member who declared a conflict, and nobody was asked for in their place: Art. 10(2)."""

    id: UUID
    declared_on: date


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a case's table and a municipality's table have in common."""

    members: tuple[MemberFacts, ...] = ()
    meeting: MeetingFacts | None = None
    """The one that is planned and not yet held."""
    last: MeetingFacts | None = None
    """The one held last."""
    minutes: tuple[MinutesFacts, ...] = ()
    composed: bool = False
    papers_ready: bool = False
    """Assessment and initial plan exist: Art. 8(7)."""
    has_family: bool = True
    bad_contacts: int = 0
    """Contacts that mail came back from, and that nobody has asked to change yet."""
    contacts: tuple[ContactFacts, ...] = ()
    recusals: tuple[RecusalFacts, ...] = ()

    @property
    def unwritten(self) -> MeetingFacts | None:
        """The meeting held last, while it has no minutes."""
        written = {paper.meeting_id for paper in self.minutes}
        return self.last if self.last and self.last.id not in written else None


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The unified plan in force."""

    id: UUID
    settled_on: date
    """Its adoption, or the last review of it."""
    sent: bool


@dataclass(frozen=True, slots=True)
class ClosureFacts:
    """A proposal to close on its way."""

    id: UUID
    proposed_on: date
    asked: bool
    approved_on: date | None
    returned: bool
    answered: bool
    opinions: bool
    decided_on: date | None
    signatures_asked_on: date | None
    unsigned: tuple[UUID, ...] = ()
    """The members who have not given their word, once they were asked."""
    chair_unsigned: bool = False

    @property
    def is_signed(self) -> bool:
        asked = self.signatures_asked_on is not None
        return asked and not self.unsigned and not self.chair_unsigned


@dataclass(frozen=True, slots=True)
class Instruction:
    """The manager's standing word on notices to superiors: Art. 14(3.2)."""

    after_reminders: int
    last_chance_days: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything the rules need to say what is due in one case."""

    id: UUID
    phase: Phase
    referred_on: date
    announced: bool
    appointed_on: date | None
    appointment_to_announce: UUID | None
    assessed_initially: bool
    planned_initially: bool
    assessed: bool
    """The table's comprehensive assessment exists: Art. 12(2)."""
    review_settled: bool
    """The review meeting held last has its review."""
    table: TableFacts
    reports: tuple[ReportFacts, ...] = ()
    plan: PlanFacts | None = None
    closure: ClosureFacts | None = None
    instruction: Instruction | None = None


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """One municipality's meeting of one quarter: Art. 8(2)."""

    id: UUID
    quarter_begins: date
    quarter_ends: date
    table: TableFacts
