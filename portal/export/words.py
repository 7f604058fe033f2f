"""What the pieces of a record and their lines are called, and the words for what stands in them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from core.i18n import N_
from portal.annex import STATUSES as CHILD_STATUSES
from portal.assessment_page import KINDS, NAMES
from portal.decision_words import DECIDED
from portal.known_words import QUESTIONS
from portal.log_words import CHILD_SEEN, LOGGED
from portal.words import (
    AIMS,
    GROUNDS,
    MEETINGS,
    MONITORED,
    OUTCOMES,
    PARTS,
    RELATIONS,
    RISKS,
    STATUSES,
    VERIFICATIONS,
)
from rules.aims import Aim
from rules.assessment import AssessmentKind, Risk
from rules.composition import ChildStatus, Relation
from rules.decision_records import DecisionSubject
from rules.exports import (
    Becomes,
    ExportEnding,
    ExportGround,
    ExportSection,
    HandedBy,
    RecordAsker,
)
from rules.grounds import Ground
from rules.information import Verification
from rules.known import FactName
from rules.logbook import ChildSeen, LogKind
from rules.meetings import MeetingKind
from rules.monitoring import Indicator
from rules.opinions import Hearing
from rules.own_actions import OfTheCentre
from rules.participants import Part
from rules.planning import ActionStatus, PlanKind

SECTIONS: Final[Mapping[ExportSection, str]] = {
    ExportSection.REPORTER: N_("Who reported"),
    ExportSection.CHILD: N_("The child"),
    ExportSection.REFERRAL: N_("Referral"),
    ExportSection.FAMILY: N_("Family"),
    ExportSection.FACTS: N_("What was recorded, answer by answer"),
    ExportSection.PEOPLE: N_("Who took part"),
    ExportSection.ASSESSMENTS: N_("Assessments"),
    ExportSection.PLAN: N_("Plan"),
    ExportSection.MEETINGS: N_("Meetings"),
    ExportSection.REPORTS: N_("Reports"),
    ExportSection.REVIEWS: N_("Monitoring and reviews"),
    ExportSection.LOG: N_("Log"),
    ExportSection.INFORMATION: N_("What came in, and inquiries"),
    ExportSection.DECISIONS: N_("Grave decisions"),
    ExportSection.CLOSING: N_("Closing"),
    ExportSection.FILES: N_("Attached files"),
}
TITLES: Final[Mapping[str, str]] = {
    "reporter": N_("Who reported"),
    "stored_file": N_("Attached file"),
    "child": N_("Personal data"),
    "age_finding": N_("Age, as the table found it"),
    "cases": N_("Referral"),
    "referral_day": N_("Day of the referral, corrected"),
    "mistaken_referral": N_("Referred by mistake"),
    "office_number": N_("Number of the centre's office"),
    "paper_case": N_("Time on paper"),
    "paper_word": N_("Time on paper, in words"),
    "family_person": N_("Somebody of the family"),
    "fact": N_("Answer"),
    "member": N_("Member of the table"),
    "participant": N_("Also at the table"),
    "appointment": N_("Case manager"),
    "assessment": N_("Assessment"),
    "plan": N_("Plan"),
    "goal_criterion": N_("Goal, criterion"),
    "plan_action": N_("Action"),
    "contact_schedule": N_("Contact of the child"),
    "own_progress": N_("Progress of the centre's action"),
    "contribution": N_("Proposal for the plan"),
    "left_contribution": N_("Proposal not taken up"),
    "meeting": N_("Meeting"),
    "agenda_item": N_("Item of the agenda"),
    "attendance": N_("Attendance"),
    "participant_presence": N_("Presence of others"),
    "family_notice": N_("Notice to the family, and its views"),
    "family_word": N_("What the family was told"),
    "minutes": N_("Minutes"),
    "dissent": N_("Against a decision"),
    "meeting_request": N_("Request for a meeting"),
    "request_answer": N_("Answer to the request"),
    "report_request": N_("Report"),
    "report_correction": N_("Report, as it stood before"),
    "reported_action": N_("Action in a report"),
    "report_date": N_("Day for a report"),
    "review": N_("Review"),
    "review_rhythm": N_("Rhythm of reviews"),
    "progress": N_("Progress of an action"),
    "monitoring_form": N_("Monitoring"),
    "monitored_action": N_("Action, monitored"),
    "table_findings": N_("Findings told to the table"),
    "signal_answer": N_("Answer to a signal"),
    "monitoring_visit": N_("Visit of the head"),
    "follow_up": N_("What is to follow"),
    "follow_up_word": N_("What became of it"),
    "log_entry": N_("Log entry"),
    "information": N_("Information"),
    "claim": N_("Claim"),
    "claim_outcome": N_("What was found of a claim"),
    "inquiry": N_("Inquiry"),
    "inquiry_answer": N_("Answer to an inquiry"),
    "inquiry_withdrawal": N_("Inquiry withdrawn"),
    "answer_taken_back": N_("Answer taken back"),
    "decision_record": N_("Grave decision"),
    "decision_option": N_("What was weighed"),
    "record_taken_back": N_("Decision taken back"),
    "closure": N_("Proposal to close"),
    "opinion": N_("Opinion"),
    "services_letter": N_("Letter on services"),
    "services_letter_word": N_("What came of the letter"),
    "supplement": N_("Supplement"),
}

DAY: Final = N_("Day")
"""Of whatever else ends in `_on` or `_at`."""
_WORDS: Final = N_("In words")
_WHY: Final = N_("Why")
_WHO: Final = N_("Who")
_MEMBER: Final = N_("Member")
_SAID_BY: Final = N_("From whom, or from what")
_UNTIL: Final = N_("Until")
_LEFT: Final = N_("Last day")
_ACTION: Final = N_("Action")
_FOUND: Final = N_("What was found")
_SERVICE: Final = N_("Service")
LABELS: Final[Mapping[str, str]] = {
    **NAMES,
    **dict.fromkeys(["words", "text", "decision", "answer", "corrections", "paper_words"], _WORDS),
    **dict.fromkeys(["reason", "why", "why_not", "left_for", "fell_for", "because"], _WHY),
    **dict.fromkeys(["short_notice_reason", "no_assessment_reason", "counter_note"], _WHY),
    **dict.fromkeys(["not_notified_reason", "not_told_reason", "not_asked"], N_("Why not")),
    **dict.fromkeys(["account_id", "officer_id", "person_id", "participant_id", "who"], _WHO),
    **dict.fromkeys(["whom", "with_whom", "to_whom"], N_("With whom")),
    **dict.fromkeys(
        ["by_whom", "accepted_by", "said_by", "asked_by", "watched_by"],
        N_("Carried out or said by"),
    ),
    **dict.fromkeys(["source", "rests_on", "comes_from"], _SAID_BY),
    **dict.fromkeys(["member_id", "professional_id"], _MEMBER),
    **dict.fromkeys(["action_id", "action", "contact_of_id"], _ACTION),
    **dict.fromkeys(["finding", "findings", "found"], _FOUND),
    **dict.fromkeys(["until_on", "due_on"], _UNTIL),
    **dict.fromkeys(["service", "services"], _SERVICE),
    **dict.fromkeys(["chaired_by_id", "chaired_by_member_id", "chaired_by_words"], N_("Chair")),
    **dict.fromkeys(["place", "lies", "address"], N_("Place")),
    **dict.fromkeys(["status", "indicator", "outcome"], N_("Status")),
    **dict.fromkeys(["letter", "accepted_letter", "number"], N_("Number")),
    "referrer": N_("Who reported"),
    "name": N_("Name and surname"),
    "sha256": N_("Fingerprint of the file"),
    "birth_date": N_("Date of birth"),
    "birth_estimated": N_("Date of birth is an estimate"),
    "born_on": N_("Date of birth"),
    "gender": N_("Gender"),
    "ethnicity": N_("Nationality or ethnicity"),
    "birth_place": N_("Place of birth"),
    "residence": N_("Permanent residence"),
    "whereabouts": N_("Where the child is now"),
    "disability": N_("Disability"),
    "other": N_("Other"),
    "came_on": N_("Day on which it came to the centre"),
    "categories": N_("Categories"),
    "situation": N_("Situation"),
    "best_interest": N_("Best interest of the child"),
    "services_before": N_("Services before the referral"),
    "relation": N_("Relation to the child"),
    "contact": N_("How they are reached"),
    "alleged_perpetrator": N_("It is said that they use violence"),
    "died": N_("Has died"),
    "died_on": N_("Day of death"),
    "valid_from": N_("Since when"),
    "part": N_("As what"),
    "kind": N_("Kind"),
    "version": N_("Version"),
    "unknown": N_("Not known"),
    "goal": N_("Goal"),
    "objective": N_("Objective"),
    "aim": N_("Aim"),
    "of_centre": N_("Responsible"),
    "notes": N_("Notes"),
    "dropped_on": N_("Dropped on"),
    "held_at": N_("Held on"),
    "agenda_changes": N_("Changes of the agenda"),
    "present": N_("Present"),
    "views": N_("Views"),
    "approved_on": N_("Approved on"),
    "wish": N_("When, if it may be chosen"),
    "received_on": N_("Received on"),
    "done": N_("What was done"),
    "concerns": N_("What is of concern"),
    "done_on": N_("Done on"),
    "days": N_("Days"),
    "assessment": N_("Assessment"),
    "seen": N_("Was the child seen?"),
    "reaction": N_("How the child took it"),
    "subject": N_("About what"),
    "view": N_("View of the child"),
    "dissent": N_("Who was against it"),
    "attachment": N_("Attachment of the child"),
    "daily_life": N_("Daily life of the child"),
    "ground": N_("Ground"),
    "ground_detail": N_("Ground, in words"),
    "after_eighteen": N_("After eighteen"),
    "needs_services": N_("Services are needed after eighteen"),
    "head_note": N_("Note of the head"),
    "institution": N_("Institution"),
    "meeting_id": N_("Meeting"),
    "recorded_by_id": N_("Recorded by"),
}
"""By column; of one table alone where it is called otherwise there."""
OF_ONE: Final[Mapping[str, str]] = {
    "fact.name": N_("Question"),
    "stored_file.name": N_("Name of the file"),
    "log_entry.name": N_("Carried out or said by"),
    "decision_option.name": N_("What was weighed"),
    "contribution.needs": N_("What it takes"),
    "decision_record.why": N_("Why"),
    "participant.name": N_("Who"),
    "progress.assessment": N_("How far it went"),
    "member.left_on": _LEFT,
    "appointment.ended_on": _LEFT,
    "fact.known_on": N_("Known to the centre since"),
}

WORDS: Final[Mapping[type[StrEnum], Mapping[Any, str]]] = {
    Risk: RISKS,
    Relation: RELATIONS,
    FactName: QUESTIONS,
    Part: PARTS,
    AssessmentKind: KINDS,
    PlanKind: {
        PlanKind.INITIAL: N_("Initial plan"),
        PlanKind.UNIFIED: N_("Unified individual plan"),
    },
    MeetingKind: MEETINGS,
    LogKind: LOGGED,
    ActionStatus: STATUSES,
    OfTheCentre: {
        OfTheCentre.MANAGER: N_("Case manager"),
        OfTheCentre.CENTRE: N_("Centre for Social Work"),
    },
    Aim: AIMS,
    Indicator: MONITORED,
    ChildSeen: CHILD_SEEN,
    Verification: VERIFICATIONS,
    DecisionSubject: DECIDED,
    Ground: GROUNDS,
    Hearing: OUTCOMES,
    ChildStatus: CHILD_STATUSES,
}
"""Of each enum that stands in a piece."""

ASKERS: Final[Mapping[RecordAsker, str]] = {
    RecordAsker.CHILD: N_("the child"),
    RecordAsker.GUARDIAN: N_("a parent or guardian, for the child"),
    RecordAsker.REPRESENTATIVE: N_("somebody authorised by one of them"),
}
DECIDED_ON: Final[Mapping[Becomes, str]] = {
    Becomes.GIVEN: N_("given"),
    Becomes.BLACKED: N_("given without something"),
    Becomes.WITHHELD: N_("withheld"),
}
BACK: Final[Mapping[ExportGround, str]] = {
    ExportGround.OTHER_PERSON: N_(
        "It is about another person, whose data the law protects as well"
    ),
    ExportGround.REPORTER: N_("It would tell who reported"),
    ExportGround.SAFETY: N_("It would endanger somebody"),
    ExportGround.INQUIRY: N_("A criminal inquiry or a court forbids it for now"),
    ExportGround.OTHER: N_("Another ground, which the centre explains on request"),
}
ENDINGS: Final[Mapping[ExportEnding, str]] = {
    ExportEnding.HANDED: N_("handed over to whoever asked"),
    ExportEnding.WITHDRAWN: N_("withdrawn"),
    ExportEnding.REFUSED: N_("refused by the head"),
}
TO_ANOTHER: Final = N_("handed over to somebody else than who asked")
TO_BARRED: Final = N_("handed over to somebody of whom it is said that they use violence")
HANDED_BY: Final[Mapping[HandedBy, str]] = {
    HandedBy.HAND: N_("by hand"),
    HandedBy.POST: N_("by post, against a receipt"),
}
