"""Who has reported and who has not, meeting by meeting: Art. 8(9), 14(3.2)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from casework.case.reports import instruction_in_force
from casework.record.put_again import asked_on, reminders_of
from casework.record.report_facts import ReportsAsKnown, report_as_known
from casework.record.report_rows import Sent
from casework.record.silence import has_fallen, told_on
from casework.table.returned import Returned, returned
from core.clock import local_day
from identity.access import NotThere
from models.case import Case, Member
from models.meeting import Meeting
from models.plan import Reminder, ReportRequest
from models.session import Work
from models.superior import StandingInstruction, SuperiorReply, SuperiorService
from notifications.superiors import Superior, superiors_of
from queries import absence_file
from queries.absence_file import AbsenceLine, Told, entries, told_by
from queries.lost_chances import NONE_SENT, ChanceMail, chance_mails
from queries.reminded import called
from rules.facts import ReportFacts
from rules.missed_reports import owed_by
from rules.reports import is_late
from rules.superior import NoticeHeldBack, held_back, is_carried


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report asked for, and what can be done about it."""

    request: ReportRequest
    unreached: bool  # no mail reaches who owes it
    in_plan: bool
    superior_known: bool
    may_notify: bool
    """The manager's word would set the notice to the superior going: Art. 14(3.2)."""
    asks_first: bool
    """It would too, once the manager says so all the same: DEFAULTS.REMINDED_FIRST."""
    held_back: NoticeHeldBack | None
    """Why its superior is not notified by an instruction either."""
    died: bool
    """The child has died, and nobody owes it any more: Art. 17(3.5)."""
    by_hand: bool
    """It was late before the death: a letter or a call may say so: Art. 14(3.2)."""
    is_over: bool
    """The action it is about is not late any more: nobody owes a word on it."""
    told: Sequence[Told]
    """When the superior was notified, by mail, letter or call."""
    above: Superior | None
    services: Sequence[SuperiorService]
    replies: Sequence[SuperiorReply]
    owed_by: date  # that of the meeting, where it was held before
    chance_lost_on: date | None
    """The last chance that was sent came back, and no other has been given since: 14(3.2)."""
    chance_waits: bool
    """No server has taken the mail that gives it."""
    called_on: date | None
    """The day of the last call by SMS, which counts as no reminder."""
    mail_tells: bool
    """A mail may say that the notice does not hold: the superior is known, the child lives."""

    @property
    def has_fallen(self) -> bool:
        """A superior was notified of silence that was none: Art. 14(3.2)."""
        return has_fallen(self.request)

    @property
    def member(self) -> Member:
        return self.request.member

    @property
    def notified_on(self) -> date | None:
        return min((day for day, _ in self.told), default=None)

    @property
    def is_told(self) -> bool:
        """And nobody has told them since that it does not hold."""
        return self.notified_on is not None and self.request.fell_told_on is None

    @property
    def asked_on(self) -> date:
        return asked_on(self.request)

    @property
    def reminders(self) -> Sequence[Reminder | Sent]:
        """Those that count, of the day that counts."""
        return reminders_of(self.request)

    @property
    def is_missing(self) -> bool:
        return self.request.received_at is None and not self.is_over

    def is_late(self, today: date) -> bool:
        """Late when missing after its day, or when it came after it, whenever it was typed."""
        return is_late(self.owed_by, self.request.received_on or today)

    @property
    def typed_on(self) -> date | None:
        """When it was typed in, where that is not the day on which it came."""
        entered = self.request.received_at
        day = local_day(entered) if entered else None
        return None if day == self.request.received_on else day


@dataclass(frozen=True, slots=True)
class ReportsOfMeeting:
    """The reports asked for before one meeting."""

    meeting: Meeting
    lines: Sequence[ReportLine]

    @property
    def received(self) -> int:
        return sum(not line.is_missing for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReportFile:
    """The reports of one case by meeting, newest first."""

    meetings: Sequence[ReportsOfMeeting]
    actions: Sequence[ReportLine]
    """What was asked about actions that are late, the newest first: Art. 14(3.3)."""
    inquiries: Sequence[ReportLine]
    """What was asked beside reports and is not answered, the newest first: Art. 14(3.1)."""
    instruction: StandingInstruction | None
    names_somebody: bool
    """A plan in force makes somebody responsible: only of them a superior hears, 14(3.2)."""
    absences: Sequence[AbsenceLine]
    """What superiors were told of who stayed away, the newest first: Art. 9, 14(3.2)."""
    returned: Sequence[Returned]
    died: bool
    """The child has died: Art. 17(3.5)."""


def read(work: Work, case: Case) -> ReportFile:
    """Every report asked for, the standing instruction, and mail that came back."""
    query = (
        select(ReportRequest)
        .where(ReportRequest.case_id == case.id, ReportRequest.follows_id.is_(None))
        .options(
            joinedload(ReportRequest.member).joinedload(Member.professional),
            joinedload(ReportRequest.action),
            selectinload(ReportRequest.reminders),
        )
    )
    requests = work.session.scalars(query.order_by(ReportRequest.id)).all()
    known, asked = ReportsAsKnown.of(work.session, case.id), _by_meeting(requests)
    told, today = _Heard.of(work, case.id, requests), work.clock.today()
    held = [meeting for meeting in known.meetings.values() if meeting.id in asked]

    def lines(found: Iterable[ReportRequest]) -> list[ReportLine]:
        return [_line(request, known.facts(request), told, today) for request in found]

    return ReportFile(
        meetings=[
            ReportsOfMeeting(meeting, lines(asked[meeting.id])) for meeting in reversed(held)
        ],
        actions=lines(each for each in reversed(asked.get(None, [])) if each.action_id),
        inquiries=lines(each for each in reversed(asked.get(None, [])) if _is_silent(each)),
        instruction=instruction_in_force(work, case.id),
        names_somebody=bool(known.assigned),
        absences=absence_file.of_case(work, case),
        returned=returned(work, case.id),
        died=known.died,
    )


def _is_silent(request: ReportRequest) -> bool:
    """A question that stays open, or of which a superior has heard; the others have a page."""
    is_open = request.received_at is None and request.withdrawn_at is None
    went_on = request.last_chance_on is not None or told_on(request) is not None
    return request.inquiry_id is not None and (is_open or went_on)


def _by_meeting(requests: Iterable[ReportRequest]) -> Mapping[UUID | None, list[ReportRequest]]:
    asked: dict[UUID | None, list[ReportRequest]] = {}
    for request in requests:
        asked.setdefault(request.meeting_id, []).append(request)
    return asked


@dataclass(frozen=True, slots=True)
class _Heard:
    """Superiors by person; what was told to them and heard from them, by report."""

    above: Mapping[UUID, Superior]
    services: Mapping[UUID, Sequence[SuperiorService]]
    replies: Mapping[UUID, Sequence[SuperiorReply]]
    chances: Mapping[UUID, ChanceMail]
    called: Mapping[UUID, date]
    """Last calls."""

    @classmethod
    def of(cls, work: Work, case_id: UUID, requests: Collection[ReportRequest]) -> "_Heard":
        return cls(
            superiors_of(work.session, {each.member.professional for each in requests}),
            entries(work, SuperiorService, requests),
            entries(work, SuperiorReply, requests),
            chance_mails(work, requests),
            called(work, case_id, {each.id for each in requests}),
        )


def _line(request: ReportRequest, known: ReportFacts, told: _Heard, today: date) -> ReportLine:
    services, begun = told.services.get(request.id, ()), known.last_chance_on is not None
    chance = told.chances.get(request.id, NONE_SENT)
    is_free = request.member.sits and not (begun or known.confirmed or known.notified)
    is_lost = not (begun or known.received or known.done or known.died)
    may_notify = is_free and is_carried(known, today)
    return ReportLine(
        request=request,
        unreached=known.unreached,
        in_plan=known.in_plan,
        superior_known=known.superior_known,
        may_notify=may_notify,
        asks_first=is_free and not may_notify and is_carried(known, today, all_the_same=True),
        held_back=held_back(known, today) if request.member.sits else None,
        died=known.died and not known.owed,
        by_hand=known.died and known.owed and known.in_plan and not known.received,
        is_over=known.done,
        told=told_by(request.notified_at, [each for each in services if not each.of_fallen]),
        above=told.above.get(request.member.professional_id),
        services=services,
        replies=told.replies.get(request.id, ()),
        owed_by=owed_by(known.due, known.held_on),
        chance_lost_on=chance.lost_on if is_lost else None,
        chance_waits=chance.waits,
        called_on=told.called.get(request.id),
        mail_tells=known.superior_known and not known.died,
    )


def line_of(work: Work, case: Case, request_id: UUID) -> ReportLine:
    """One report of this case; raises `NotThere` for another's."""
    request = work.session.get(ReportRequest, request_id)
    if request is None or request.case_id != case.id:
        raise NotThere
    known = report_as_known(work.session, request)
    return _line(request, known, _Heard.of(work, case.id, [request]), work.clock.today())
