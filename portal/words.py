"""Words for what the rules name by a code; marked here, translated where they are shown."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, Protocol

from casework.record.minutes_words import AlsoThere
from core.i18n import N_, Translator, capital
from rules.agenda import Approval
from rules.aims import Aim
from rules.assessment import Risk
from rules.calls import CallCameOf, CallFor
from rules.composition import Relation
from rules.contacts import ChangeEnd, ChangeMeans, DisownEnd, DisputeEnd
from rules.grounds import Ground
from rules.information import Verification
from rules.initiative import RequestMeans
from rules.meetings import MeetingKind, ToldBy
from rules.monitoring import FindingsMeans, Indicator
from rules.opinions import Hearing
from rules.participants import Part
from rules.phases import Phase
from rules.planning import ActionChange, ActionStatus
from rules.roles import Role
from rules.service import Served
from rules.signing import SignatureMethod
from rules.succession import Departure
from rules.superior import SuperiorMeans, SuperiorOutcome
from rules.told_notices import NoticeMeans

ROLES: Final[Mapping[str, str]] = {
    Role.HEAD: N_("head of social services"),
    Role.MANAGER: N_("case manager"),
    Role.ADMIN: N_("administrator"),
}

SERVED: Final[Mapping[str, str]] = {
    Served.INVITATION: N_("invitation and agenda"),
    Served.PAPERS: N_("assessment and initial plan"),
}

SUPERIOR_MEANS: Final[Mapping[SuperiorMeans, str]] = {
    SuperiorMeans.LETTER: N_("by letter"),
    SuperiorMeans.CALL: N_("by a call"),
}

SUPERIOR_OUTCOMES: Final[Mapping[SuperiorOutcome, str]] = {
    SuperiorOutcome.SPOKEN: N_("Spoken to the member, who goes on"),
    SuperiorOutcome.REPLACED: N_("Another person is named for the seat"),
    SuperiorOutcome.OTHER: N_("Something else"),
}
"""What a superior did about a notice."""

PHASES: Final[Mapping[str, str]] = {
    Phase.ASSESSMENT: N_("Assessment"),
    Phase.PLANNING: N_("Unified plan"),
    Phase.IMPLEMENTATION: N_("Implementation"),
    Phase.REVIEW: N_("Review"),
    Phase.CLOSURE: N_("Closure"),
    Phase.CLOSED: N_("Closed"),
}

RISKS: Final[Mapping[str, str]] = {
    Risk.NONE: N_("none"),
    Risk.LOW: N_("low"),
    Risk.MEDIUM: N_("medium"),
    Risk.HIGH: N_("high"),
}

_OFFICERS: Final = (
    ("/", N_("Today")),
    ("/cases", N_("Cases")),
    ("/calendar", N_("Calendar")),
    ("/roundtable", N_("Municipal roundtable")),
    ("/scans", N_("Pages from paper")),
)
NAVIGATION: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    Role.HEAD: (
        *_OFFICERS,
        ("/people", N_("People")),
        ("/deputy", N_("Deputy")),
        ("/superiors", N_("Superiors")),
        ("/retention", N_("Closed files")),
    ),
    Role.MANAGER: _OFFICERS,
    Role.ADMIN: (
        ("/", N_("Overview")),
        ("/stalled", N_("Stalled steps")),
        ("/centres", N_("Centres without a head")),
        ("/accounts", N_("Accounts")),
        ("/people", N_("People")),
        ("/centre-names", N_("Names of the centres")),
        ("/assessment-limit", N_("Limit for the assessment")),
        ("/retention-limit", N_("How long files are kept")),
        ("/annex-wording", N_("Serbian words of Annex 1")),
    ),
}

MEETINGS: Final[Mapping[str, str]] = {
    MeetingKind.FIRST: N_("first meeting"),
    MeetingKind.REVIEW: N_("review meeting"),
    MeetingKind.OTHER: N_("meeting of the table"),
    MeetingKind.EXTRAORDINARY: N_("extraordinary meeting"),
    MeetingKind.CLOSURE: N_("meeting on closure"),
    MeetingKind.QUARTERLY: N_("quarterly meeting"),
}

PARTS: Final[Mapping[str, str]] = {
    Part.CHAIR: N_("chair"),
    Part.ASSISTANT: N_("assistant of the case manager"),
    Part.FAMILY: N_("family"),
    Part.INTERPRETER: N_("interpreter"),
    Part.GUEST: N_("guest at one meeting"),
    Part.UNASKED: N_("somebody not invited"),
}

RELATIONS: Final[Mapping[str, str]] = {
    Relation.CHILD: N_("the child"),
    Relation.MOTHER: N_("the mother"),
    Relation.FATHER: N_("the father"),
    Relation.GUARDIAN: N_("the guardian"),
    Relation.CARER: N_("the carer"),
    Relation.RELATIVE: N_("another relative"),
}


def kin_names(say: Translator, relations: Sequence[Relation]) -> list[str]:
    """`The mother`, `The carer`, `The carer 2`: no name, and no two alike."""
    met: Counter[Relation] = Counter()
    found = []
    for relation in relations:
        met[relation] += 1
        word = capital(say.gettext(RELATIONS[relation]))
        found.append(word if met[relation] == 1 else f"{word} {met[relation]}")
    return found


def stood_as(say: Translator, each: AlsoThere) -> tuple[str, str, str]:
    """Who was there without a seat: a name, from where, and as what; of the family no name."""
    if each.relation:
        return capital(say.gettext(RELATIONS[each.relation])), "", ""
    alone = say.gettext(N_("works on their own")) if each.independent else ""
    where = each.comes_from or alone
    as_what = say.gettext(PARTS[each.part])
    return (each.name, where, as_what) if each.name else (where, "", as_what)


class PartOfIt(Protocol):
    """From when, and until when somebody took part in a meeting."""

    @property
    def came_at(self) -> datetime | None: ...
    @property
    def recused_on(self) -> date | None: ...
    @property
    def recused_at(self) -> datetime | None: ...
    @property
    def signed_in_at(self) -> datetime | None: ...


def in_part(say: Translator, each: PartOfIt) -> str:
    """`came at 10:20`, `recused from 10:40 on for a conflict of interest`; mostly nothing."""
    said = []
    if each.signed_in_at:
        words = N_("signed in by the room's code at %(hour)s")
        said.append(say.gettext(words, hour=say.hour(each.signed_in_at)))
    if each.came_at:
        said.append(say.gettext(N_("came at %(hour)s"), hour=say.hour(each.came_at)))
    if each.recused_at:
        words = N_("took no part from %(hour)s on, for a conflict of interest")
        said.append(say.gettext(words, hour=say.hour(each.recused_at)))
    elif each.recused_on:
        words = N_("takes no part since %(day)s, for a conflict of interest")
        said.append(say.gettext(words, day=say.day(each.recused_on)))
    return ", ".join(said)


def in_a_line(say: Translator, each: AlsoThere) -> str:
    """`The mother`, `Teuta Rama (Basic Court, guest at one meeting)`."""
    who, where, as_what = stood_as(say, each)
    beside = ", ".join(words for words in (where, as_what) if words)
    return f"{who} ({beside})" if beside else who


DEPARTURES: Final[Mapping[str, str]] = {
    Departure.END_OF_OFFICE: N_("Their office ended, or they work elsewhere"),
    Departure.DEATH: N_("They died"),
    Departure.EXCLUSION: N_("They are excluded from this table"),
    Departure.OTHER_CHOICE: N_("Chosen by mistake, or no longer needed, before any meeting"),
}
"""What ended a seat: Art. 8(6)."""

TOLD_BY: Final[Mapping[str, str]] = {
    ToldBy.PHONE: N_("by phone"),
    ToldBy.VISIT: N_("on a visit"),
    ToldBy.LETTER: N_("by letter"),
    ToldBy.CONVERSATION: N_("in a conversation"),
}

REQUEST_MEANS: Final[Mapping[str, str]] = {
    RequestMeans.LINK: N_("on the page behind the link"),
    RequestMeans.PAPER: N_("on paper"),
    RequestMeans.PHONE: N_("by phone"),
}

MONITORED: Final[Mapping[str, str]] = {
    Indicator.BETTER: N_("better"),
    Indicator.SAME: N_("the same"),
    Indicator.WORSE: N_("worse"),
    Indicator.NOT_KNOWN: N_("not known"),
}
FINDINGS_MEANS: Final[Mapping[str, str]] = {
    FindingsMeans.LINK: N_("by a mail to each member; the words stand behind the link"),
    FindingsMeans.PAPER: N_("on paper"),
    FindingsMeans.MEETING: N_("in a meeting of the table"),
}

VERIFICATIONS: Final[Mapping[str, str]] = {
    Verification.CONFIRMED: N_("confirmed"),
    Verification.REFUTED: N_("refuted"),
    Verification.NOT_VERIFIABLE: N_("could not be verified"),
}

STATUSES: Final[Mapping[str, str]] = {
    ActionStatus.IN_PROCESS: N_("in process"),
    ActionStatus.COMPLETED: N_("completed"),
    ActionStatus.UNCOMPLETED: N_("uncompleted"),
}

AIMS: Final[Mapping[str, str]] = {
    Aim.PROTECTION: N_("protection of the child"),
    Aim.REHABILITATION: N_("rehabilitation of the child"),
    Aim.INTEGRATION: N_("integration of the child"),
    Aim.REINTEGRATION: N_("reintegration of the child"),
    Aim.FAMILY_SUPPORT: N_("support for the family or guardian"),
}
"""What an action of the plan is for: Art. 5(1.4)."""

CHANGES: Final[Mapping[str, str]] = {
    ActionChange.DROPPED: N_("dropped"),
    ActionChange.REDATED: N_("moved to another day"),
    ActionChange.HANDED_OVER: N_("handed over"),
    ActionChange.CHANGED: N_("worded anew"),
}
"""What a review made of an action: Art. 15(3)."""

STATUS_SIGNS: Final[Mapping[str, str]] = {
    ActionStatus.IN_PROCESS: "half",
    ActionStatus.COMPLETED: "done",
    ActionStatus.UNCOMPLETED: "no",
}

INDICATORS: Final[Mapping[str, str]] = {
    "safety": N_("Safety and protection"),
    "needs": N_("Basic needs"),
    "education": N_("Education and development"),
    "care": N_("Care and family"),
    "inclusion": N_("Inclusion in society"),
}

OUTCOMES: Final[Mapping[str, str]] = {
    Hearing.SAID: N_("has said what they think"),
    Hearing.NOT_ASKED: N_("was not asked"),
    Hearing.NOT_POSSIBLE: N_("it was not possible to ask"),
}
"""What became of asking somebody of the family: Art. 17(2)."""

GROUNDS: Final[Mapping[str, str]] = {
    Ground.OUT_OF_DANGER: N_("The measures are finished and the child is out of danger"),
    Ground.EIGHTEEN: N_("The child has turned eighteen"),
    Ground.OTHER_CENTRE: N_("Another centre takes over"),
    Ground.OTHER_COUNTRY: N_("The child moves to another country"),
    Ground.DEATH: N_("The child has died"),
    Ground.OTHER: N_("Another ground of the Annex"),
}

ENDS: Final[Mapping[str, str]] = {
    ChangeMeans.SMS: N_("Confirmed by a code to the number on record"),
    ChangeMeans.MAIL: N_("Confirmed by a code to the address on record"),
    ChangeMeans.CALL: N_("Confirmed by a recorded call"),
    ChangeMeans.NOT_NEEDED: N_("Taken at once: the superior was not known before"),
    ChangeEnd.REFUSED: N_("Not right: the contact stayed as it was"),
    ChangeEnd.REPLACED: N_("A later wish took its place"),
}
"""How a change of a contact ended."""

DISPUTE_ENDS: Final[Mapping[str, str]] = {
    DisputeEnd.CHANGED: N_("another number was taken"),
    DisputeEnd.RIGHT: N_("the number was found right"),
    DisputeEnd.TAKEN_BACK: N_("taken back by the member"),
}
"""What became of a member's word that a number is not theirs."""
CALL_FOR: Final[Mapping[str, str]] = {
    CallFor.PAPER: N_("They want to do it on paper or by telephone."),
    CallFor.READING: N_("They cannot read the page."),
}
"""What a member said behind their link who is to be called."""
CALL_CAME_OF: Final[Mapping[str, str]] = {
    CallCameOf.DONE: N_("reached, and done on the telephone"),
    CallCameOf.PAPER: N_("handed over on paper"),
    CallCameOf.READ_OUT: N_("read out to them"),
    CallCameOf.NOT_REACHED: N_("not reached"),
    CallCameOf.NOT_NEEDED: N_("not needed any more"),
}
"""What came of a call."""
NOTICE_MEANS: Final[Mapping[str, str]] = {
    NoticeMeans.PHONE: N_("by telephone"),
    NoticeMeans.HAND: N_("by hand"),
}
"""How somebody was told beside a message."""
DISOWN_ENDS: Final[Mapping[str, str]] = {
    DisownEnd.CHANGED: N_("another address was taken"),
    DisownEnd.RIGHT: N_("the address was found right"),
}
"""What became of the word that an address is not theirs."""

SIGNED_BY: Final[Mapping[str, str]] = {
    SignatureMethod.CODE: N_("with a code"),
    SignatureMethod.PASSWORD: N_("with the password"),
    SignatureMethod.PAPER: N_("on paper"),
    SignatureMethod.REFUSED: N_("refused"),
}

AGENDA_WORDS: Final[Mapping[str, str]] = {
    Approval.AS_SENT: N_("The table approved the agenda as it was sent."),
    Approval.WITH_CHANGES: N_("The table approved the agenda with changes:"),
    Approval.IN_MEETING: N_("No agenda had been sent; the table agreed on it in the meeting."),
    Approval.NOT_APPROVED: N_("The table did not approve the agenda."),
}
"""What the table did with its agenda, as the minutes say it: Art. 10(3)."""

AGENDA_ARTICLES: Final[Mapping[str, str]] = {
    "approve_agenda": "10(3)",
    "approve_minutes": "10(1)",
    "family_notice": "8(10)",
    "case_information": "10(4)",
    "needs_assessment": "12(2)",
    "services_given": "10(4)",
    "proposed_plan": "13(1)",
    "given_in_meeting": "8(8)",
    "reports": "8(9)",
    "monitoring": "14(3.4)",
    "review": "15(2)",
    "closure": "17(3)",
    "general_situation": "8(2)",
    "next_meeting": "8(1)",
}
"""The provision behind each item of `rules.convening.AGENDA`."""
