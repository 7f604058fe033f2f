"""What the rules are told about a table: plain frozen values, no rows, no names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.action_facts import LateActionFacts, LeftActionFacts, LookFacts
from rules.birthday import EighteenFacts
from rules.call_facts import CallFacts
from rules.composition import Composition
from rules.contact_days import ScheduledContact
from rules.contact_facts import ContactFacts, RecusalFacts
from rules.inquiry_facts import NOTHING_ASKED, InquiryFacts
from rules.meetings import MeetingKind
from rules.paper_facts import PaperFacts
from rules.phases import Phase
from rules.receipt import ReceiptFacts
from rules.rhythm import Rhythm
from rules.seats import Barred
from rules.served_facts import ServedFacts
from rules.superior_facts import SilentSuperior
from rules.visit_facts import NO_VISITS, VisitsOnRecord


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """A meeting that was held, whatever came after it."""

    id: UUID
    held_on: date


@dataclass(frozen=True, slots=True)
class MemberFacts:
    id: UUID
    asked: bool
    declared: bool
    signed_on: date | None = None
    """From when they could open the papers, whatever came up since: Art. 10(2), 18(2)."""
    missed: HeldFacts | None = None
    """The first meeting held after they were asked, while they have not declared."""
    asked_on: date | None = None
    refused: bool = False
    """That they do not sign is on record; the manager asks for somebody else: Art. 18(2)."""
    barred: tuple[Barred, ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting from proposal to holding."""

    id: UUID
    kind: MeetingKind
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
    unsent_told: bool = False
    """Its officers were told that invitations had not left by the last day: Art. 8(3)."""
    held_on: date | None = None
    family_told: bool = True
    """Everybody of the family who could be told was told, or there is a reason: Art. 8(10)."""
    countered_on: date | None = None  # when the head asked for another one
    agreed_on: date | None = None
    open_since: date | None = None
    """Since when a day waits for the head's answer, where one proposed before it lapsed."""
    on_review: bool = False
    """The plan is on its agenda: Art. 15(1)."""
    needs_papers: bool = True
    """False where the information is given in the meeting itself: Art. 8(8)."""
    served: tuple[ServedFacts, ...] = ()
    """Whoever was given a way to its papers."""
    newcomers: frozenset[UUID] = frozenset()
    """Who sits now, and had no seat on its day."""
    gone: tuple[MemberFacts, ...] = ()
    """Who had a seat on its day, and has none now."""

    @property
    def is_extraordinary(self) -> bool:
        return self.kind == MeetingKind.EXTRAORDINARY

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
    """Approved by signature, because no next meeting follows (decision 0011)."""
    next_held_on: date | None = None  # of the next meeting, which was to approve them
    asked_on: date | None = None
    unsigned: tuple[UUID, ...] = ()
    """The members who were present and have not given their word, once they were asked."""
    chair_unsigned: bool = False
    chair: UUID | None = None  # who is to sign it; None: whoever runs the table now
    unsigned_since: date | None = None  # where each had given their word, and it was taken back
    chair_since: date | None = None

    @property
    def is_signed(self) -> bool:
        return bool(self.asked_on) and not self.unsigned and not self.chair_unsigned


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One member's report owed before the open meeting, or on an action that is late."""

    id: UUID
    meeting_id: UUID | None
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
    called_off_on: date | None = None  # when that meeting was
    died: bool = False
    action_id: UUID | None = None
    """The action it is about, where no meeting asked for it: Art. 14(3.3)."""
    done: bool = False
    """That action is completed, dropped, has another day or is another's: no word is owed."""
    owed: bool = True
    """On its last day: `rules.missed_reports`; a word on an action is, whatever the day."""
    reminded_on: tuple[date, ...] = ()
    """The days of the reminders that count."""
    stands_again: bool = False
    """The superior was told that their notice does not hold, and it does: `rules.silence`."""
    at_once: bool = False
    """No day was left for it when it was asked for: DEFAULTS.REPORT_AT_ONCE."""
    held_on: date | None = None  # when that meeting was
    superior: SilentSuperior | None = None
    holidays: Collection[date] = ()
    """Around its day: none of its reminders is of one of them."""
    unreached: bool = False
    """No mail reaches its member, and nothing is held against them meanwhile: decision 0174."""
    unread: bool = False
    """Their contact was none when it was asked for, and none of it was there by its day."""
    astray: bool = False  # the notice went to somebody who is not their superior
    meets_on: date | None = None  # the day of its meeting
    in_plan_since: date | None = None  # the first version of the plan that names them
    asked_on: date | None = None


@dataclass(frozen=True, slots=True)
class DepartureFacts:
    """Somebody who left without a successor, while the head has not seen why: Art. 8(6)."""

    id: UUID
    known_on: date


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A meeting that a member asked for, while nothing answers it: Art. 8(4)."""

    id: UUID
    member_id: UUID
    asked_on: date
    called_off_on: date | None = None
    """When the meeting that answered it was taken off the calendar."""

    @property
    def open_since(self) -> date:
        return self.called_off_on or self.asked_on


@dataclass(frozen=True, slots=True)
class ChairFacts:
    """Who chairs the table, and what they declared: Art. 10(2), 18(2)."""

    since: date | None
    answered: bool  # they signed, or their refusal is on record
    conflict_on: date | None = None
    account_id: UUID | None = None
    others_chaired: tuple[date, ...] = ()  # at a table without a case, before they convened it


@dataclass(frozen=True, slots=True)
class SubstituteFacts:
    """Whom the head named last to chair a meeting to come, or who chaired one: Art. 4(2), 18(2)."""

    meeting_id: UUID
    meets_on: date
    answered: bool
    in_conflict: bool
    chaired: bool = False  # the meeting is over, and they are not the manager now
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """Somebody at the table without a seat, while nothing is on record of their declaration."""

    id: UUID
    since: date | None


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a case's table and a municipality's table have in common."""

    members: tuple[MemberFacts, ...] = ()
    meeting: MeetingFacts | None = None
    """The planned meeting that comes next."""
    beside: tuple[MeetingFacts, ...] = ()
    """Those planned beside it, by day: an extraordinary one may stand beside another: 14(5)."""
    last: MeetingFacts | None = None
    called_off_on: date | None = None
    """When a day was taken off the calendar last: what asks for another begins then (0179)."""
    regular_off_on: date | None = None
    """The same of those that were not extraordinary, or had the plan on their agenda."""
    minutes: tuple[MinutesFacts, ...] = ()
    composed: bool = False
    papers_ready: bool = False
    """Assessment and initial plan exist: Art. 8(7)."""
    has_family: bool = True
    bad_contacts: int = 0
    """Contacts that lead nowhere, and that nobody has asked to change yet."""
    bad_since: date | None = None  # the first day on which one of them was known
    contacts: tuple[ContactFacts, ...] = ()
    recusals: tuple[RecusalFacts, ...] = ()
    departures: tuple[DepartureFacts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    """The meetings asked for that wait for their answer."""
    calls: tuple[CallFacts, ...] = ()
    composition: Composition | None = None
    """Who sits at a case's table and on what that rests; None at a municipality's."""
    held_before: tuple[HeldFacts, ...] = ()
    """Every meeting held before the last one, the oldest first."""
    life_id: UUID | None = None
    chair: ChairFacts | None = None
    substitutes: tuple[SubstituteFacts, ...] = ()
    undeclared: tuple[ParticipantFacts, ...] = ()
    """Who takes part without a seat and has said nothing yet: Art. 18(2)."""
    in_paper_file: frozenset[UUID] = frozenset()
    """The meetings whose minutes lie there, or of which nobody knows: nothing is owed for them."""

    def meets_first(self, day: date) -> bool:
        """It has not met, and will not before that day."""
        return self.last is None and all(each.day > day for each in self.planned)

    @property
    def planned(self) -> tuple[MeetingFacts, ...]:
        """Every meeting that is planned and not yet held, the nearest first."""
        return (self.meeting, *self.beside) if self.meeting else ()

    def seated_at(self, meeting: MeetingFacts) -> tuple[MemberFacts, ...]:
        """Who has a seat on the day of a meeting, or had one: Art. 9."""
        here = (each for each in self.members if each.id not in meeting.newcomers)
        return (*here, *meeting.gone)

    @property
    def without_minutes(self) -> tuple[HeldFacts, ...]:
        """The meetings held whose minutes nobody has written, the oldest first."""
        written = {paper.meeting_id for paper in self.minutes} | self.in_paper_file
        last = self.last and self.last.held_on and HeldFacts(self.last.id, self.last.held_on)
        held = (*self.held_before, *((last,) if last else ()))
        return tuple(meeting for meeting in held if meeting.id not in written)

    @property
    def unwritten(self) -> HeldFacts | None:
        return next(iter(self.without_minutes), None)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The unified plan in force."""

    id: UUID
    settled_on: date  # its adoption, or the last review of it
    sent: bool
    rhythm: Rhythm | None = None
    """Where the table set one of its own; None is the month of the text."""
    without_it: tuple[UUID, ...] = ()
    """Who sits and was not sent this version, though others were: Art. 13(3)."""


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
    ground: str | None = None  # its code in Annex 1, part 4.7
    unsigned: tuple[UUID, ...] = ()
    """The members who have not given their word, once they were asked."""
    chair_unsigned: bool = False
    chair: UUID | None = None
    unsigned_since: date | None = None  # where each had given their word, and it was taken back
    chair_since: date | None = None
    unlettered: bool = False
    """Services are needed after eighteen, and no letter says which."""
    meeting: HeldFacts | None = None
    """The meeting on closing the case that was held last."""

    @property
    def met(self) -> HeldFacts | None:
        """The meeting on this proposal, made and approved before it: Art. 17(1), 17(3)."""
        if self.meeting is None or self.approved_on is None:
            return None
        since = max(self.approved_on, self.proposed_on)
        return self.meeting if self.meeting.held_on >= since else None

    @property
    def is_signed(self) -> bool:
        return bool(self.signatures_asked_on) and not self.unsigned and not self.chair_unsigned


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
    table: TableFacts
    reports: tuple[ReportFacts, ...] = ()
    actions: tuple[LateActionFacts, ...] = ()
    left_actions: tuple[LeftActionFacts, ...] = ()
    looks: tuple[LookFacts, ...] = ()
    contacts: tuple[ScheduledContact, ...] = ()
    """Contacts of the child that are actions of the plan, or were: Art. 13(2), 15(3)."""
    visits: VisitsOnRecord = NO_VISITS
    inquiries: InquiryFacts = NOTHING_ASKED
    unasked: tuple[tuple[UUID, UUID], ...] = ()
    """Who sits and was not asked for a report on the meeting to come, though others were."""
    plan: PlanFacts | None = None
    closure: ClosureFacts | None = None
    instruction: Instruction | None = None
    review_opened_on: date | None = None
    """Since when the review of the plan as it was settled last is open: Art. 15(1)."""
    lacks_representative: bool = False
    """The child is from elsewhere, and nobody of Art. 4(6) sits at the table."""
    told_before_marked: tuple[UUID, ...] = ()
    """Who of the family was told of the meeting to come before a mark of violence: Art. 4(5)."""
    family_named: bool = True
    """A parent or guardian is named, or why none is."""
    died: bool = False
    """The child has died, as it is known: Art. 17(3.5)."""
    unreviewed: HeldFacts | None = None
    """The meeting with the plan on its agenda held last, while no findings are written down."""
    eighteen: EighteenFacts | None = None
    """None while no date of birth is known."""
    receipt: ReceiptFacts | None = None
    """What was said last of it; None where nobody spoke of one."""
    paper: PaperFacts | None = None
    """None of a case that began here."""

    @property
    def is_assessed(self) -> bool:
        """Initially, or by the table: Art. 12(1)."""
        return self.assessed_initially or self.assessed

    @property
    def is_decided(self) -> bool:
        """The table has closed the case: no meeting follows."""
        return self.closure is not None and self.closure.decided_on is not None
