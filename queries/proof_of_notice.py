"""Proof of notice: for each person of a table what was sent to them, when, and whether it arrived.

No words of a message and nothing about the child: kinds, days, the server's codes. However many
people and notices, a handful of statements. Decision 0172.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from casework.record.notice_facts import ADDED, served
from casework.record.outgoing import has_left
from casework.record.table import meetings, seats
from casework.table.notice import is_judged, was_owed
from core.clock import local_day
from identity.officers import names_of
from models.case import Case, Member
from models.contacts import DisownedAddress
from models.meeting import Meeting
from models.outbox import Channel, MailCause, Message, RecipientKind
from models.service import HandService
from models.session import Work
from notifications.notices.last_calls import OF_A_MORNING
from notifications.superiors import Superior, superiors_of
from queries import protocol_numbers, told_notices
from queries.earlier_tries import Earlier, earlier, state_of
from queries.not_arrived import about_of
from queries.notice_rows import (
    handed,
    invitations,
    messages_of,
    not_for_them,
    opened,
    replied_by_link,
    told,
)
from queries.protocol_numbers import BookedNotice
from queries.told_notices import ToldBeside
from rules.convening import last_day_to_invite
from rules.duties import Duty
from rules.proof import BACK, SENT, TAKEN, NoticeState, is_late
from rules.reminders import article_of
from rules.served_facts import ServedFacts


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice to one person."""

    id: UUID
    template: str
    about: str
    article: str
    channel: Channel
    recipient: RecipientKind
    state: NoticeState
    queued_at: datetime
    accepted_at: datetime | None
    delivered_at: datetime | None
    reply: str
    """The server's code and class of answer."""
    cause: MailCause | None
    returned_at: datetime | None
    """When what a server had taken came back."""
    earlier: Sequence[Earlier]
    tries: int
    """None where there was no address to leave for."""
    resent: bool
    """Sent once more, with another link or to another contact."""
    opened_at: datetime | None
    """When its reader first used a link that it carries."""
    meeting: Meeting | None
    """The meeting to which it invites."""
    limit: date | None
    is_late: bool
    told: Sequence[ToldBeside] = ()
    """What was said of it on the telephone, or handed over."""
    is_outgoing: bool = False
    """It left by mail and is of this case alone, so that the office may have a number for it."""
    booked: BookedNotice | None = None
    """Under which number it stands in the office's protocol book: decision 0183."""

    @property
    def is_sent(self) -> bool:
        return self.state in SENT

    @property
    def was_called_off(self) -> bool:
        """Nobody had to be there by any day."""
        off = self.meeting is not None and self.meeting.cancelled_at is not None
        return off and self.meeting is not None and self.meeting.held_at is None


@dataclass(frozen=True, slots=True)
class HandedLine:
    """What was handed over for a meeting, with its true day, by whom it was entered."""

    row: HandService
    meeting: Meeting
    entered_by: str
    limit: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class NoticesOf:
    """Everything that one person was sent in one case."""

    member: Member
    """Their seat, the last where they had several."""
    lines: Sequence[NoticeLine]
    handed: Sequence[HandedLine]
    opened_at: datetime | None
    """When they last came in by a link of theirs."""
    above: Superior | None = None
    """Who stands above them, as it is on record now: Art. 14(3.2)."""
    disowned: Sequence[DisownedAddress] = ()
    """What was said behind a link of theirs: that it is not for its reader: decision 0176."""

    @property
    def own(self) -> Sequence[NoticeLine]:
        """Without the reminders of a morning, which say what is owed in other cases too."""
        return [line for line in self.to_them if line.template not in OF_A_MORNING]

    @property
    def to_them(self) -> Sequence[NoticeLine]:
        return [line for line in self.lines if line.recipient is not RecipientKind.SUPERIOR]

    @property
    def to_superior(self) -> Sequence[NoticeLine]:
        """What was told of them to whoever stands above them: Art. 14(3.2)."""
        return [line for line in self.lines if line.recipient is RecipientKind.SUPERIOR]

    @property
    def due(self) -> int:
        """How many were to leave: not what nobody wanted any more before it did."""
        return sum(line.state is not NoticeState.TAKEN_BACK for line in self.own)

    @property
    def sent(self) -> int:
        """How many a server has, as far as is known: what came back is none of them."""
        return sum(line.state in TAKEN for line in self.own)


@dataclass(frozen=True, slots=True)
class ProofOfNotice:
    """Of one case, by person."""

    people: Sequence[NoticesOf]
    officers: Sequence[tuple[str, Sequence[NoticeLine]]]
    """What the centre's own officers were sent of it, by name."""


def of_case(work: Work, case: Case) -> ProofOfNotice:
    members = seats(work.session, case.id)
    return _Found(work, case, members).proof()


def line_of(work: Work, case: Case, message_id: UUID) -> tuple[Member, NoticeLine] | None:
    """One notice to a member of the table, as it stands on that page."""
    found = ((each.member, line) for each in of_case(work, case).people for line in each.lines)
    return next(((member, line) for member, line in found if line.id == message_id), None)


class _Found:
    """The rows of one case, each kind of them in one statement."""

    def __init__(self, work: Work, case: Case, members: Sequence[Member]) -> None:
        self.today, self.now, self.members = work.clock.today(), work.clock.now(), members
        self.seats = {member.id: member for member in members}
        self.meetings = {each.id: each for each in meetings(work.session, case.id)}
        self.served = served(work.session, list(self.meetings))
        self.invites = invitations(work, case)
        self.rows = messages_of(work, case, members)
        self.keys = {row.key for row, *_ in self.rows}
        taken = (row for row, *_ in self.rows if row.template != ADDED and row.accepted_at)
        links = (row.link_id for row in taken if row.link_id)
        self.invited = {self.invites[id] for id in links if id in self.invites}
        self.handed = handed(work, list(self.meetings))
        self.opened, entered = opened(work, case), told(work, case)
        booked = protocol_numbers.entered(work, case)
        ids = {row.recipient_id for row, *_ in self.rows if row.recipient is RecipientKind.ACCOUNT}
        ids |= {row.recorded_by_id for row in self.handed}
        ids |= {row.recorded_by_id for row in entered}
        ids |= {row.recorded_by_id for row in booked}
        self.names = names_of(work.session, ids)
        self.told = told_notices.lines(entered, self.names)
        self.booked = protocol_numbers.by_notice(booked, self.names)
        self.disowned = not_for_them(work, members)
        to_superiors = any(row.recipient is RecipientKind.SUPERIOR for row, *_ in self.rows)
        people = {member.professional for member in members} if to_superiors else ()
        self.above = superiors_of(work.session, people)
        self.replied = replied_by_link(work, case) if to_superiors else {}
        self.number, self.life_id = case.number, case.id

    def proof(self) -> ProofOfNotice:
        by_person: dict[UUID, list[NoticeLine]] = defaultdict(list)
        officers: dict[UUID, list[NoticeLine]] = defaultdict(list)
        for row, limit, disowned, held in self.rows:
            of_officer = row.recipient is RecipientKind.ACCOUNT
            readers = officers if of_officer else by_person
            state = NoticeState.HELD if held else state_of(row, disowned=disowned)
            readers[row.recipient_id].append(self._line(row, limit, state))
        last = {member.professional_id: member for member in self.members}
        return ProofOfNotice(
            [self._person(member, by_person.get(id, ())) for id, member in last.items()],
            [(self.names.get(id, ""), lines) for id, lines in officers.items()],
        )

    def _person(self, member: Member, lines: Sequence[NoticeLine]) -> NoticesOf:
        whose = {each.id for each in self.members if each.professional_id == member.professional_id}
        opened = [at for seat, _, at in self.opened if seat in whose]
        handed = [self._hand(row) for row in self.handed if row.member_id in whose]
        last = max(opened, default=None)
        id = member.professional_id
        return NoticesOf(member, lines, handed, last, self.above.get(id), self.disowned[id])

    def _line(self, row: Message, limit: date | None, state: NoticeState) -> NoticeLine:
        invited = self.invites.get(row.link_id) if row.link_id else None
        meeting = self.meetings.get(invited[1]) if invited else None
        seat = self.seats.get(invited[0]) if invited else None
        sent_on = local_day(row.accepted_at) if row.accepted_at and state in SENT else None
        if meeting is not None and seat is not None:
            by_hand = row.template != ADDED  # what was handed over is no word of what came since
            limit, sent_on = self._invited(meeting, seat, sent_on, by_hand=by_hand)
            if limit is not None and by_hand and self._lapsed(meeting, seat, state):
                state = NoticeState.LAPSED
        return NoticeLine(
            id=row.id,
            template=row.template,
            about=about_of(row),
            article=self._article(row),
            channel=row.channel,
            recipient=row.recipient,
            state=state,
            queued_at=row.queued_at,
            accepted_at=row.accepted_at,
            delivered_at=row.delivered_at,
            reply=row.reply or "",
            cause=row.cause,
            returned_at=row.answered_at if state in BACK else None,
            earlier=earlier(row),
            tries=0 if state is NoticeState.HELD else row.attempts,
            resent=row.key.rpartition(":")[0] in self.keys,  # `outbox.move` adds its mark
            opened_at=self._opened_at(row),
            meeting=meeting,
            limit=limit,
            is_late=is_late(limit, sent_on, self.today, state),
            told=self.told.get(row.id, ()),
            is_outgoing=has_left(row) and row.life_id == self.life_id,
            booked=self.booked.get(row.id),
        )

    def _lapsed(self, meeting: Meeting, seat: Member, state: NoticeState) -> bool:
        """Taken back because its hour had come, and not because another one led there, or because
        nobody was to come any more."""
        if state is not NoticeState.TAKEN_BACK or (seat.id, meeting.id) in self.invited:
            return False
        return self.now >= meeting.starts_at

    def _invited(
        self, meeting: Meeting, seat: Member, sent_on: date | None, *, by_hand: bool
    ) -> tuple[date | None, date | None]:
        """The last day to invite them, and the day that counts, which may be one by hand: 8(3)."""
        is_off = meeting.cancelled_at is not None and meeting.held_at is None
        if is_off or not (is_judged(meeting) and was_owed(seat, meeting)):
            return None, None
        theirs = self.served.get(meeting.id, {}).get(seat.id, ServedFacts(seat.id))
        days = [day for day in (sent_on, theirs.handed_on if by_hand else None) if day]
        return last_day_to_invite(meeting.counts_from), min(days, default=None)

    def _hand(self, row: HandService) -> HandedLine:
        meeting = self.meetings[row.meeting_id]
        by = last_day_to_invite(meeting.counts_from)
        entered_by = self.names.get(row.recorded_by_id, "")
        return HandedLine(row, meeting, entered_by, by, row.served_on > by)

    def _article(self, row: Message) -> str:
        if row.template not in OF_A_MORNING:
            return row.article
        items = [each for each in row.context["items"] if each["table"] == self.number]
        return ", ".join(dict.fromkeys(article_of(Duty(each["duty"])) for each in items))

    def _opened_at(self, row: Message) -> datetime | None:
        if row.recipient is RecipientKind.SUPERIOR:
            replied_at = self.replied.get(row.context.get("reply_id", ""))
            return replied_at if replied_at and replied_at >= row.queued_at else None
        links = {str(row.link_id)} if row.link_id else set()
        if row.template in OF_A_MORNING:
            mine = (each for each in row.context["items"] if each["table"] == self.number)
            links = {each["link_id"] for each in mine if each["link_id"]}
        found = (at for _, link, at in self.opened if link in links and at >= row.queued_at)
        return min(found, default=None)
