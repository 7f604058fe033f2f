"""The seal: one hash over everything a closed file says: Art. 17(5)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from casework.case import receipt
from casework.record.closure_facts import born_on_now, signed_by
from casework.record.known import child_person
from casework.record.table import seats
from casework.tell import closure as tell
from identity import links
from models.agenda import AgendaItem
from models.annual import AnnualHanding, AnnualReport
from models.appointment_day import AppointmentDay
from models.archive_order import ArchiveOrder
from models.assessment import Assessment
from models.base import Base, Sealed
from models.breach import BreachRow
from models.call_asked import CallAsked
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
from models.confirmation import Confirmation
from models.contact_schedule import ContactSchedule
from models.contacts import ContactChange, DisownedAddress, DisputedNumber
from models.contribution import Contribution, LeftContribution
from models.data_key import DataKeyRow
from models.decision_record import DecisionOption, DecisionRecord, RecordTakenBack
from models.declaration_seen import DeclarationSeen
from models.dissent import Dissent
from models.duty import ComingStepRow, DutyRow
from models.emergency import Emergency
from models.fact import FactRow
from models.family_word import FamilyWord
from models.filed_page import FiledPage, PageTakenBack, SignatureScan, WaitingPage
from models.form_draft import FormDraft
from models.goal import GoalCriterion
from models.identity_check import IdentityCheck, MemberAuthenticator
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import (
    AnswerTakenBack,
    Inquiry,
    InquiryAnswer,
    InquiryWithdrawal,
    ReportDate,
)
from models.last_call import LastCallRow
from models.late_coming import LateComing
from models.life import Life, StepAttempt, Wakeup
from models.logbook import LogEntry
from models.made_paper import MadePaper
from models.mail_complaint import MailComplaint
from models.meeting import (
    Attendance,
    FamilyNotice,
    Meeting,
    Minutes,
    Signature,
    SignedText,
)
from models.meeting_request import MeetingRequest, RequestAnswer
from models.meeting_room import MeetingRoom, RoomArrival
from models.misplaced import MisplacedMeeting
from models.mistaken import MistakenReferral
from models.monitoring import MonitoredAction, MonitoringForm, TableFindings
from models.name_key import NameKey
from models.office_number import OfficeNumber
from models.outbox import Message
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
from models.people import LinkEnd, MemberLink, MemberSession, OneTimeCode
from models.plan import Plan, PlanAction, Progress, Reminder, ReportedAction, ReportRequest, Review
from models.protocol_number import ProtocolNumber
from models.receipt import ReferralReceipt
from models.record_correction import PresenceCorrection, RecordCorrection
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)
from models.referral_day import ReferralDay
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.report_correction import ReportCorrection
from models.retention import ErasedRecord, FileErasure, LegalHold
from models.rhythm import ReviewRhythm
from models.sealing import end_of
from models.section_word import SectionWord
from models.service import HandService
from models.services_letter import ServicesLetter, ServicesLetterWord
from models.session import Work
from models.signal_answer import SignalAnswer
from models.signature_correction import SignatureCorrection
from models.signature_reminder import SignatureReminder
from models.stored_file import (
    FileBeforeMeeting,
    FilePiece,
    FileRemoval,
    OriginalOpening,
    StoredFile,
)
from models.superior import (
    AbsenceNotice,
    StandingInstruction,
    SuperiorLink,
    SuperiorReply,
    SuperiorService,
)
from models.supervision import QuestionTurn, SupervisionQuestion
from models.supplement import Supplement, SupplementSignature
from models.told_notice import ToldNotice
from models.typed_day import TypedDay
from models.visit import FollowUp, FollowUpWord, MonitoringVisit
from rules.closure import check_seal
from rules.phases import Phase, Transition, after
from workflow.kinds import Act

Whose = tuple[str, type[Base]]

FILE: Final[Mapping[type[Base], Sequence[Whose]]] = {
    **dict.fromkeys(
        (
            *(Child, FamilyPerson, FactRow, AgeFinding, AgeAnnouncement),
            *(Appointment, Assessment, Plan, ReportRequest, Review, ReviewRhythm, Closure),
            *(MistakenReferral, StandingInstruction, Information, Claim, AbsenceNotice),
            *(LogEntry, ServicesLetter, SignalAnswer, Inquiry, ReportDate, ReferralDay),
            *(DecisionRecord, Contribution, MonitoringForm, TableFindings, EarlierCaseLink),
            *(PaperCase, PaperWord, ToldNotice, ProtocolNumber, OfficeNumber, SectionWord),
        ),
        (("case_id", Case),),
    ),
    **dict.fromkeys(
        (Member, Meeting, Participant, MeetingRequest, TypedDay, StoredFile),
        (("life_id", Case),),
    ),
    **dict.fromkeys((Succession, DepartureSeen, Replacement), (("member_id", Member),)),
    **dict.fromkeys(
        (
            *(AgendaItem, Attendance, Dissent, FamilyNotice, Minutes, SubstituteChair),
            *(ChairCorrection, FamilyWord, HandService, ParticipantPresence, RecordCorrection),
            LateComing,
            MisplacedMeeting,
        ),
        (("meeting_id", Meeting),),
    ),
    **dict.fromkeys((ParticipantWord, GuestInvitation), (("participant_id", Participant),)),
    InvitationTakenBack: (("invitation_id", GuestInvitation),),
    AppointmentDay: (("appointment_id", Appointment),),
    PresenceCorrection: (("correction_id", RecordCorrection),),
    ConflictWithdrawal: (("member_id", Member), ("word_id", ParticipantWord)),
    RequestAnswer: (("request_id", MeetingRequest),),
    ClaimOutcome: (("claim_id", Claim),),
    **dict.fromkeys((FileRemoval, FileBeforeMeeting), (("file_id", StoredFile),)),
    **dict.fromkeys((InquiryAnswer, InquiryWithdrawal), (("inquiry_id", Inquiry),)),
    AnswerTakenBack: (("answer_id", InquiryAnswer),),
    LeftContribution: (("contribution_id", Contribution),),
    **dict.fromkeys((DecisionOption, RecordTakenBack), (("record_id", DecisionRecord),)),
    **dict.fromkeys((ReportCorrection, ReportedAction, Reminder), (("request_id", ReportRequest),)),
    **dict.fromkeys(
        (SuperiorService, SuperiorReply),
        (("request_id", ReportRequest), ("absence_id", AbsenceNotice)),
    ),
    PlanAction: (("plan_id", Plan),),
    ContactSchedule: (("action_id", PlanAction),),
    OwnProgress: (("action_id", PlanAction),),
    MonitoredAction: (("form_id", MonitoringForm),),
    Progress: (("review_id", Review),),
    GoalCriterion: (("plan_id", Plan), ("review_id", Review)),
    ServicesLetterWord: (("letter_id", ServicesLetter),),
    OpinionRow: (("closure_id", Closure),),
    **dict.fromkeys(
        (SignedText, Signature), tuple(("paper_id", each) for each in (Minutes, Closure, Member))
    ),
    SignatureCorrection: (("paper_id", Minutes), ("paper_id", Closure)),
    **dict.fromkeys(
        (FiledPage, SignatureScan, PageTakenBack, DeclarationSeen), (("life_id", Case),)
    ),
}
"""Each table of a child's file, after those that it hangs on: which column says on what."""

IN_THE_FILE: Final[Mapping[type[Base], ColumnElement[bool]]] = {
    StoredFile: StoredFile.beside.is_(False),
    FiledPage: FiledPage.beside.is_(False),
    SignatureScan: SignatureScan.beside.is_(False),
    PageTakenBack: PageTakenBack.filed_page_id.not_in(
        select(FiledPage.id).where(FiledPage.beside.is_(True))
    ),
}
"""Where not all rows of a table are; a file that was brought is there with its hash."""

BESIDE_THE_FILE: Final[frozenset[type[Base]]] = frozenset(
    {Life, DataKeyRow, BreachRow, ComingStepRow, DutyRow, SignatureReminder, StepAttempt, Wakeup}
    | {LastCallRow}
    | {
        CallAsked,
        Confirmation,
        ContactChange,
        DisownedAddress,
        DisputedNumber,
        MemberLink,
        MemberSession,
    }
    | {MadePaper, MailComplaint, Message, NameKey, SuperiorLink, WaitingPage}
    | {IdentityCheck, MemberAuthenticator, OneTimeCode}
    | {Supplement, SupplementSignature, SupervisionQuestion, QuestionTurn}
    | {MonitoringVisit, FollowUp, FollowUpWord, ReferralReceipt, EarlierCaseLinkEnd, FilePiece}
    | {ArchiveOrder, FormDraft, MeetingRoom, OriginalOpening, RoomArrival}
    | {Emergency, ErasedRecord, FileErasure, LegalHold}
    | {AnnualReport, AnnualHanding}
    | {RecordExport, ExportRequest, ExportDecision, ExportApproval, ExportOrder, ExportEnd}
)
"""What runs the case, what carried its mail, what came to light after the seal (17(5)), the head's
supervision, which is of the manager's work and goes on (decisions 0094, 0095), the receipt, which
is of whoever referred and not of the child (0118), that a link to an earlier file is taken back,
which is never too late (0108), the sealed bytes of files, whose hash is in it, with who opened one
as it came (0193), what was printed, also of a file that is sealed, with the pages that wait for a
person (0194), that archives of it are made (0196), what a meeting's room was
written down with, before it was on record (0209), a year's report, which is of no case (0255),
that it was handed to the child or who acts for it (0197), and how long it is kept (0259)."""


def seal_file(work: Work, case_id: UUID, closure_id: UUID | None) -> None:
    """Seal the child's file; from now on it is read only: Art. 17(5)."""
    case = work.session.get_one(Case, case_id)
    if case.phase == Phase.CLOSED:
        return
    closure = work.session.get_one(Closure, closure_id)
    child = child_person(work.session, case_id)
    proposal, born_on = signed_by(work.session, closure), born_on_now(work, case, closure)
    check_seal(proposal, died=child.died, died_on=child.died_on, born_on=born_on)
    tell.case_closed(work, case, closure.id, _who_is_told(work, case.id))
    close_file(work, case, Transition.SEAL_FILE, "17(5)", closure=str(closure_id))


def _who_is_told(work: Work, case_id: UUID) -> list[Member]:
    """Who sits, and who left and still had a link; nobody with a conflict: `CLOSED_TOLD`."""
    every = [each for each in seats(work.session, case_id) if not each.conflict]
    linked = links.with_open_ones(work, [each.id for each in every])
    return [each for each in every if each.sits or each.id in linked]


def close_file(
    work: Work,
    case: Case,
    step: Transition,
    article: str,
    *,
    spared: Collection[UUID] = (),
    **why: str | UUID,
) -> None:
    """Fix what the file says, and close the links to it but those that lead to what is spared."""
    receipt.forget(work, case.id)
    case.phase = after(Phase(case.phase), step)
    case.sealed_at = work.clock.now()
    case.trail_entries, case.trail_end = end_of(work.session, case.id) or (0, None)
    for member in seats(work.session, case.id):
        links.revoke_all(work, member.id, LinkEnd.SEALED, but=spared)
    work.session.flush()
    case.seal = seal_of(work.session, case.id)
    work.record("file sealed", article, life=case.life, seal=case.seal.hex(), **why)


def seal_of(session: Session, case_id: UUID) -> bytes:
    """SHA-256 over the file's rows in plain text, in a fixed order; stable under key rotation."""
    seal = sha256()
    for row in rows_of(session, case_id):
        seal.update(_spell(row).encode())
    return seal.digest()


def rows_of(session: Session, case_id: UUID) -> list[Base]:
    """Every row of the file, each table after the one that it hangs on."""
    rows: list[Base] = [session.get_one(Case, case_id)]
    found: dict[type[Base], list[UUID]] = {Case: [case_id]}
    for table, whose in FILE.items():
        of_it = or_(*(getattr(table, column).in_(found[parent]) for column, parent in whose))
        taken = session.scalars(select(table).where(of_it, IN_THE_FILE.get(table, true()))).all()
        found[table] = [row.id for row in taken]
        rows += taken
    return sorted(rows, key=lambda row: (row.__tablename__, str(row.id)))


def _plain(value: object) -> str:
    """The same text for the same value, just set or read again on a server in another zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return repr(str(value)) if isinstance(value, str) else repr(value)  # a phase is its text


_NOT_PART: Final[Mapping[type[Base], frozenset[str]]] = {
    Case: frozenset({"seal", "version"}),
    # which of several times it was said, as their moments tell too
    **dict.fromkeys((SignatureScan, PageTakenBack), frozenset({"again"})),
    StoredFile: frozenset({"pages"}),  # counted in the bytes, whose hash is in it
    Reminder: frozenset(
        {"message_id", "taken_at", "held_up"}
    ),  # of its mail, which stands beside the file
}


def values_of(row: Base) -> Iterator[tuple[str, object]]:
    """The columns of one row in a fixed order, sealed values opened."""
    without = _NOT_PART.get(type(row), frozenset())
    for column in sorted(column.key for column in row.__table__.columns):
        if column in without:
            continue
        name = column.removesuffix("_sealed")
        plain = column.endswith("_sealed") and isinstance(getattr(type(row), name, None), Sealed)
        yield name, getattr(row, name if plain else column)


def _spell(row: Base) -> str:
    """Table and columns of one row."""
    values = [f"{name}={_plain(value)}" for name, value in values_of(row)]
    return f"{row.__tablename__}({'; '.join(values)})\n"


ACTS: Final[Mapping[str, Act]] = {
    "seal_file": seal_file,
}
