"""Which rows of a child's file its record has, and which of their columns: beside Art. 18(1).

A table that another room adds is one line here, or in `NOT_TOLD` with its reason; so is a column
that is sealed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from models.agenda import AgendaItem
from models.appointment_day import AppointmentDay
from models.assessment import Assessment
from models.base import Base
from models.case import (
    Appointment,
    Case,
    Child,
    DepartureSeen,
    FamilyPerson,
    Member,
    Replacement,
    Succession,
)
from models.chairing import ChairCorrection, SubstituteChair
from models.closure import AgeAnnouncement, AgeFinding, Closure, OpinionRow
from models.contact_schedule import ContactSchedule
from models.contribution import Contribution, LeftContribution
from models.decision_record import DecisionOption, DecisionRecord, RecordTakenBack
from models.declaration_seen import DeclarationSeen
from models.dissent import Dissent
from models.fact import FactRow
from models.family_word import FamilyWord
from models.filed_page import FiledPage, PageTakenBack, SignatureScan
from models.goal import GoalCriterion
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import (
    AnswerTakenBack,
    Inquiry,
    InquiryAnswer,
    InquiryWithdrawal,
    ReportDate,
)
from models.late_coming import LateComing
from models.logbook import LogEntry
from models.meeting import Attendance, FamilyNotice, Meeting, Minutes, Signature, SignedText
from models.meeting_request import MeetingRequest, RequestAnswer
from models.misplaced import MisplacedMeeting
from models.mistaken import MistakenReferral
from models.monitoring import MonitoredAction, MonitoringForm, TableFindings
from models.office_number import OfficeNumber
from models.own_progress import OwnProgress
from models.paper_case import PaperCase, PaperWord
from models.participant import (
    ConflictWithdrawal,
    GuestInvitation,
    InvitationTakenBack,
    Participant,
    ParticipantPresence,
    ParticipantWord,
)
from models.plan import Plan, PlanAction, Progress, Reminder, ReportedAction, ReportRequest, Review
from models.protocol_number import ProtocolNumber
from models.record_correction import PresenceCorrection, RecordCorrection
from models.referral_day import ReferralDay
from models.reopening import EarlierCaseLink
from models.report_correction import ReportCorrection
from models.rhythm import ReviewRhythm
from models.section_word import SectionWord
from models.service import HandService
from models.services_letter import ServicesLetter, ServicesLetterWord
from models.signal_answer import SignalAnswer
from models.signature_correction import SignatureCorrection
from models.stored_file import FileBeforeMeeting, FileRemoval, StoredFile
from models.superior import AbsenceNotice, StandingInstruction, SuperiorReply, SuperiorService
from models.supplement import Supplement
from models.told_notice import ToldNotice
from models.typed_day import TypedDay
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.exports import ExportSection as In


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Where the rows of a table stand in a record, and what is told of each."""

    section: In
    columns: tuple[str, ...]


def _in(section: In, columns: str) -> ToldRow:
    return ToldRow(section, tuple(columns.split()))


TOLD: Final[Mapping[type[Base], ToldRow]] = {
    Child: _in(
        In.CHILD,
        "name birth_date birth_estimated gender ethnicity birth_place residence whereabouts health"
        " disability status other",
    ),
    AgeFinding: _in(In.CHILD, "found_on born_on source"),
    Case: _in(In.REFERRAL, "referred_on categories situation best_interest services_before risk"),
    ReferralDay: _in(In.REFERRAL, "was_on came_on reason"),
    MistakenReferral: _in(In.REFERRAL, "decided_on reason"),
    OfficeNumber: _in(In.REFERRAL, "number reason"),
    PaperCase: _in(In.REFERRAL, "from_on lies"),
    PaperWord: _in(In.REFERRAL, "words"),
    FamilyPerson: _in(In.FAMILY, "relation name contact alleged_perpetrator died died_on"),
    FactRow: _in(In.FACTS, "person_id name answer valid_from known_on source reason"),
    Member: _in(In.PEOPLE, "professional_id selected_on reason left_on left_for"),
    Participant: _in(In.PEOPLE, "part account_id person_id name comes_from reason"),
    Appointment: _in(In.PEOPLE, "account_id appointed_on ended_on reason"),
    Assessment: _in(
        In.ASSESSMENTS,
        "kind version made_on meeting_id risk summary safety needs education care inclusion age"
        " health development participation unknown worse basis why recorded_by_id",
    ),
    Plan: _in(In.PLAN, "kind version adopted_on meeting_id goal"),
    GoalCriterion: _in(In.PLAN, "words"),
    PlanAction: _in(
        In.PLAN,
        "number objective action service member_id of_centre due_on aim status notes dropped_on",
    ),
    ContactSchedule: _in(In.PLAN, "action_id person_id whom place watched_by from_on"),
    OwnProgress: _in(In.PLAN, "action_id said_on status words recorded_by_id"),
    Contribution: _in(In.PLAN, "number said_on member_id action needs due_on"),
    LeftContribution: _in(In.PLAN, "left_on words"),
    Meeting: _in(
        In.MEETINGS,
        "number kind starts_at place held_at chaired_by_id chaired_by_member_id chaired_by_words"
        " short_notice_reason no_assessment_reason counter_note agenda_changes paper_words",
    ),
    AgendaItem: _in(In.MEETINGS, "meeting_id words"),
    Attendance: _in(In.MEETINGS, "meeting_id member_id present reason"),
    LateComing: _in(In.MEETINGS, "meeting_id member_id came_at"),
    ParticipantPresence: _in(In.MEETINGS, "meeting_id participant_id present"),
    FamilyNotice: _in(
        In.MEETINGS, "meeting_id person_id notified_on present not_notified_reason views"
    ),
    FamilyWord: _in(In.MEETINGS, "meeting_id person_id told_on not_told_reason because"),
    Minutes: _in(In.MEETINGS, "meeting_id approved_on text corrections"),
    Dissent: _in(In.MEETINGS, "meeting_id member_id decision words"),
    MeetingRequest: _in(In.MEETINGS, "member_id asked_on reason wish"),
    RequestAnswer: _in(In.MEETINGS, "answered_at reason"),
    ReportRequest: _in(In.REPORTS, "member_id asked_on due_on received_on done concerns"),
    ReportCorrection: _in(In.REPORTS, "now_on done concerns reason"),
    ReportedAction: _in(In.REPORTS, "action_id status done_on"),
    ReportDate: _in(In.REPORTS, "action_id on_day words"),
    Review: _in(In.REVIEWS, "meeting_id settled_on risk finding"),
    ReviewRhythm: _in(In.REVIEWS, "set_on days reason"),
    Progress: _in(In.REVIEWS, "action_id status assessment reason notes"),
    MonitoringForm: _in(In.REVIEWS, "number monitored_on finding recorded_by_id"),
    MonitoredAction: _in(In.REVIEWS, "action_id indicator known_on done by_whom finding"),
    TableFindings: _in(In.REVIEWS, "number told_on words"),
    SignalAnswer: _in(In.REVIEWS, "answered_on reason"),
    MonitoringVisit: _in(In.REVIEWS, "number visited_on who findings"),
    FollowUp: _in(In.REVIEWS, "number until_on words"),
    FollowUpWord: _in(In.REVIEWS, "said_on words"),
    LogEntry: _in(
        In.LOG,
        "number kind happened_on member_id officer_id name with_whom place seen words contact_of_id"
        " why_not reaction reason",
    ),
    Information: _in(In.INFORMATION, "number given_on member_id source words"),
    Claim: _in(In.INFORMATION, "number asked_on member_id words"),
    ClaimOutcome: _in(In.INFORMATION, "found_on member_id found words"),
    Inquiry: _in(In.INFORMATION, "number asked_on member_id to_whom address letter words"),
    InquiryAnswer: _in(In.INFORMATION, "said_on member_id source words reason"),
    InquiryWithdrawal: _in(In.INFORMATION, "withdrawn_at why"),
    AnswerTakenBack: _in(In.INFORMATION, "taken_back_at why"),
    DecisionRecord: _in(
        In.DECISIONS,
        "number subject decided_on by_whom rests_on why view not_asked dissent reason",
    ),
    DecisionOption: _in(In.DECISIONS, "name safety attachment daily_life"),
    RecordTakenBack: _in(In.DECISIONS, "taken_back_at why"),
    Closure: _in(
        In.CLOSING,
        "ground ground_detail decided_on assessment best_interest after_eighteen needs_services"
        " head_note accepted_by accepted_letter fell_for",
    ),
    OpinionRow: _in(In.CLOSING, "person_id asked_on outcome words asked_by"),
    ServicesLetter: _in(In.CLOSING, "number left_on institution services starts_on reason"),
    ServicesLetterWord: _in(In.CLOSING, "said_on said_by words"),
    Supplement: _in(In.CLOSING, "number happened_on text"),
}
"""What a record tells: each row is one piece."""

AMONG_PROFESSIONALS: Final = "How professionals were asked, reminded and replaced."
MISTYPED: Final = "A day or a mark that was mistyped; what holds now is told."
NOT_TOLD: Final[Mapping[type[Base], str]] = {
    **dict.fromkeys(
        (
            *(StandingInstruction, AbsenceNotice, SuperiorService, SuperiorReply, Reminder),
            *(ToldNotice, ProtocolNumber, HandService, Succession, DepartureSeen, Replacement),
            *(SectionWord, ConflictWithdrawal, GuestInvitation, InvitationTakenBack),
            *(
                ParticipantWord,
                SubstituteChair,
                ChairCorrection,
                FileBeforeMeeting,
                DeclarationSeen,
            ),
        ),
        AMONG_PROFESSIONALS,
    ),
    **dict.fromkeys(
        (
            *(TypedDay, AppointmentDay, SignatureCorrection, RecordCorrection),
            *(PresenceCorrection, MisplacedMeeting, PageTakenBack),
        ),
        MISTYPED,
    ),
    **dict.fromkeys(
        (SignedText, Signature, FiledPage, SignatureScan),
        "What was signed, and the sheets: the text is told with its paper.",
    ),
    EarlierCaseLink: "It leads to another file, which is asked for by itself.",
    AgeAnnouncement: "Reckoned from the date of birth, which is told.",
    StoredFile: "A file is a piece of its own.",
    FileRemoval: "The file is gone.",
}
"""What is in no record that is handed out, and why."""
NOT_TOLD_COLUMNS: Final = frozenset(
    {"cases.referrer"}  # a piece of its own
    | {"member.refusal"}  # why somebody did not declare
)
"""Sealed columns of the rows above that are told elsewhere, or are of a professional."""
