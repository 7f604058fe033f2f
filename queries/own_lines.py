"""What is asked of one person at one table, and what they did there: decision 0210."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    Date,
    DateTime,
    Select,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy import case as when

from casework.record.known import child_person
from casework.record.notice_facts import served
from casework.record.table import seats_of
from core.clock import ZONE, local_day
from identity.member_links import Guest
from models.case import Case, Member
from models.closure import Closure
from models.contribution import Contribution
from models.dissent import Dissent
from models.duty import DutyRow
from models.information import Claim, ClaimOutcome, Information
from models.inquiry import Inquiry
from models.meeting import Attendance, Meeting, Minutes, Signature
from models.meeting_request import MeetingRequest
from models.meeting_room import RoomArrival
from models.people import LinkPurpose
from models.plan import PlanAction, ReportRequest
from models.session import Work
from queries.own_ways import Ways
from rules.basis import Article, Basis
from rules.contributions import asks_for_contributions
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.reports import is_late
from rules.roles import Owner
from rules.signing import SignatureMethod, SignedPaper


class Own(StrEnum):
    """What a line is about."""

    DECLARE = "declare"
    REPORT = "report"
    ACTION = "action"
    INQUIRY = "inquiry"
    CLAIM = "claim"
    CONTRIBUTE = "contribute"
    SIGN = "sign"
    CLOSE = "close"
    INFORM = "inform"
    REQUEST = "request"
    ARRIVE = "arrive"
    DISSENT = "dissent"


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One thing that is waited for from this person."""

    what: Own
    due: date | None
    of: Basis
    href: str
    """Empty while no link to it is open: it comes by mail."""
    number: int | None = None
    """Of the action, the inquiry or the claim."""
    met_on: date | None = None
    """The day of the meeting that it is about."""


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One thing that this person did."""

    what: Own
    on: date
    href: str
    number: int | None = None
    met_on: date | None = None
    how: str = ""
    """Of a word under a text: `sign`, `acknowledge` or `refused`; of a sign-in at a meeting,
    where the record says that they did not come: `absent`."""
    late: bool = False


OWED: Final[Mapping[Duty, tuple[Own, LinkPurpose, Basis]]] = {
    Duty.SIGN_MINUTES: (Own.SIGN, LinkPurpose.SIGN, DEFAULTS.SIGN),
    Duty.SIGN_CLOSURE: (Own.CLOSE, LinkPurpose.CLOSE, DEFAULTS.SIGN_CLOSURE),
}
NO_MEETING: Final = null().cast(DateTime(timezone=True))
SAID: Final = literal("")
"""That it was said, and nothing beside it."""
ANSWERED: Final = (Duty.ANSWER_ACTION, Duty.GIVE_ANSWER)
Asked = tuple[ReportRequest, Meeting | None, int | None, int | None]
"""A request, its meeting, and the number of its action or inquiry."""


def requests_of(work: Work, guest: Guest) -> Sequence[Asked]:
    """The reports and answers that this seat was asked for, and their further words."""
    query: Select[ReportRequest, Meeting, int, int] = (
        select(ReportRequest, Meeting, PlanAction.number, Inquiry.number)
        .outerjoin(Meeting, Meeting.id == ReportRequest.meeting_id)
        .outerjoin(PlanAction, PlanAction.id == ReportRequest.action_id)
        .outerjoin(Inquiry, Inquiry.id == ReportRequest.inquiry_id)
        .where(ReportRequest.member_id == guest.member.id, ReportRequest.withdrawn_at.is_(None))
    )
    return [(row[0], row[1], row[2], row[3]) for row in work.session.execute(query)]


def owed(
    work: Work, guest: Guest, case: Case | None, ways: Ways, requests: Sequence[Asked]
) -> Iterator[AskedLine]:
    """Signatures and answers as the acts have written down that they are missing; reports until the
    meeting that they go ahead of, and after it while their link takes a late one: Art. 8(9), 10(1),
    14(3), 17(5)."""
    query = (
        select(DutyRow, Meeting)
        .outerjoin(Meeting, Meeting.id == DutyRow.meeting_id)
        .where(DutyRow.life_id == guest.member.life_id, DutyRow.actor == Owner.MEMBERS)
        .where(DutyRow.duty.in_([*OWED, *ANSWERED]))
        .where(DutyRow.member_ids.contains([guest.member.id]))
    )
    answers = set[UUID | None]()
    for row, meeting in work.session.execute(query):
        if (duty := Duty(row.duty)) in ANSWERED:
            answers.add(row.subject_id)
            continue
        what, purpose, basis = OWED[duty]
        href = ways.page(purpose, row.subject_id)
        yield AskedLine(what, row.due_on, basis, href, met_on=meeting.day if meeting else None)
    missing = [each for each in requests if each[0].received_at is None]
    if case is None or not missing or child_person(work.session, case.id).died:
        return
    for request, met, action, inquiry in missing:
        href = ways.to_answer(request)
        if request.id in answers:
            what, of = (
                (Own.ACTION, DEFAULTS.ANSWER_ACTION)
                if request.action_id
                else (Own.INQUIRY, DEFAULTS.INQUIRY)
            )
            yield AskedLine(what, request.due_on, of, href, action or inquiry)
        elif met is not None and met.cancelled_at is None and (href or met.held_at is None):
            at_once = request.due_on == met.day
            rests_on = DEFAULTS.REPORT_AT_ONCE if at_once else Article(8, "9")
            yield AskedLine(Own.REPORT, request.due_on, rests_on, href, met_on=met.day)


def claims(work: Work, guest: Guest, ways: Ways) -> Iterator[AskedLine]:
    """What they are to verify, and nobody has: Art. 12(1)."""
    found = select(ClaimOutcome.id).where(ClaimOutcome.claim_id == Claim.id).exists()
    query = select(Claim).where(Claim.member_id.in_(seats_of(work.session, guest.member)), ~found)
    for claim in work.session.scalars(query.order_by(Claim.number)):
        href = ways.page(LinkPurpose.INFORMATION, claim.id) or f"{ways.here}/information"
        yield AskedLine(Own.CLAIM, None, Article(12, "1"), href, claim.number)


def contribution(
    work: Work, guest: Guest, ways: Ways, to_come: Sequence[Meeting], said: Sequence[DoneLine]
) -> Iterator[AskedLine]:
    """Before a meeting on the plan, of whoever has said nothing since they were invited: 6(1.6)."""
    for meeting in [each for each in to_come if asks_for_contributions(each.agenda)][:1]:
        theirs = served(work.session, [meeting.id]).get(meeting.id, {}).get(guest.member.id)
        since = theirs.invited_on if theirs else None
        if since and all(e.what is not Own.CONTRIBUTE or e.on < since for e in said):
            href, met = f"{ways.here}/contribute", meeting.day
            yield AskedLine(Own.CONTRIBUTE, met, Article(6, "1.6"), href, met_on=met)


def done(
    work: Work, guest: Guest, ways: Ways, requests: Sequence[Asked], said: Sequence[DoneLine]
) -> list[DoneLine]:
    """The newest first."""
    every = [*said, *_declared(guest.member, ways), *_handed_in(ways, requests)]
    every += _signed(work, guest, ways)
    return sorted(every, key=lambda line: line.on, reverse=True)


def _declared(member: Member, ways: Ways) -> Iterator[DoneLine]:
    if member.declared_on is not None:
        yield DoneLine(Own.DECLARE, member.declared_on, ways.page(LinkPurpose.DECLARE))


def _handed_in(ways: Ways, requests: Sequence[Asked]) -> Iterator[DoneLine]:
    for request, met, action, inquiry in requests:
        if request.received_on is None:
            continue
        what = Own.REPORT if met else Own.ACTION if request.action_id else Own.INQUIRY
        is_first = request.follows_id is None
        yield DoneLine(
            what,
            request.received_on,
            ways.to_answer(request) if is_first else "",
            action or inquiry,
            met.day if met else None,
            late=is_first and is_late(request.due_on, request.received_on),
        )


def _signed(work: Work, guest: Guest, ways: Ways) -> Iterator[DoneLine]:
    """Their words under minutes and closing form, under former versions too: Art. 10(1), 17(5)."""
    life_id = guest.member.life_id
    minutes = select(Minutes.id).join(Minutes.meeting).where(Meeting.life_id == life_id)
    forms = select(Closure.id).where(Closure.case_id == life_id)
    query = (
        select(Signature, Meeting)
        .outerjoin(Minutes, Minutes.id == Signature.paper_id)
        .outerjoin(Meeting, Meeting.id == Minutes.meeting_id)
        .where(
            Signature.paper_id.in_(minutes.union_all(forms))
        )  # as the index of signatures has it
        .where(Signature.member_id == guest.member.id, Signature.stands())
    )
    for word, meeting in work.session.execute(query):
        of_minutes = word.paper is SignedPaper.MINUTES
        purpose = LinkPurpose.SIGN if of_minutes else LinkPurpose.CLOSE
        refused = word.method is SignatureMethod.REFUSED
        yield DoneLine(
            Own.SIGN if of_minutes else Own.CLOSE,
            word.signed_on,
            ways.page(purpose, word.paper_id),
            met_on=meeting.day if meeting else None,
            how=str(word.method if refused else word.role),
        )


def said_by(work: Work, guest: Guest, ways: Ways) -> list[DoneLine]:
    """What they told, asked for, offered and found, that they were there and from what they
    dissent, from whatever seat they had here."""
    theirs = select(Member.id).where(
        Member.life_id == guest.member.life_id,
        Member.professional_id == guest.member.professional_id,
    )

    def of(what: Own, on: Any, by: Any, at: Any = NO_MEETING, how: Any = SAID) -> Select[Any]:
        return select(literal(what.value), on, null(), at, how).where(by.in_(theirs))

    here = ways.here if guest.member.may_read else ""  # those pages are of who sits
    found = select(literal(Own.CLAIM.value), ClaimOutcome.found_on, Claim.number, NO_MEETING, SAID)
    came_on, at = cast(func.timezone(ZONE.key, RoomArrival.came_at), Date), Meeting.starts_at
    absent = when((Attendance.present.is_(False), literal("absent")), else_=SAID)
    line = (Attendance.meeting_id == Meeting.id) & (Attendance.member_id == RoomArrival.member_id)
    arrived = of(Own.ARRIVE, came_on, RoomArrival.member_id, at, absent)
    dissented = of(Own.DISSENT, Dissent.said_on, Dissent.member_id, at)
    every: CompoundSelect[Any] = union_all(
        found.join(Claim, Claim.id == ClaimOutcome.claim_id).where(
            Claim.case_id == guest.member.life_id, ClaimOutcome.member_id.in_(theirs)
        ),
        of(Own.INFORM, Information.given_on, Information.member_id),
        of(Own.REQUEST, MeetingRequest.asked_on, MeetingRequest.member_id),
        of(Own.CONTRIBUTE, Contribution.said_on, Contribution.member_id),
        arrived.join(Meeting, Meeting.id == RoomArrival.meeting_id).outerjoin(Attendance, line),
        dissented.join(Meeting, Meeting.id == Dissent.meeting_id),
    )
    return [
        DoneLine(
            Own(what),
            on,
            f"{here}/{SAID_AT[Own(what)]}" if here and Own(what) in SAID_AT else "",
            number,
            local_day(starts_at) if starts_at else None,
            how,
        )
        for what, on, number, starts_at, how in work.session.execute(every)
    ]


SAID_AT: Final[Mapping[Own, str]] = {
    Own.INFORM: "information",
    Own.CLAIM: "information",
    Own.REQUEST: "asked",
    Own.CONTRIBUTE: "contribute",
}
"""The pages that stand behind every link of theirs."""
