"""A meeting as its officers see it: who sits there, who was told, which papers it has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casework.record.agenda import AgendaLine, agenda_of
from casework.record.also_there import named
from casework.record.called_for import kind_then
from casework.record.chairing import chair_words, corrected_chair, officer_signs, substitute_of
from casework.record.corrected_record import corrected_record
from casework.record.invited import unasked_at
from casework.record.minutes_words import AlsoThere, CorrectedChair, CorrectedRecord
from casework.record.notice_facts import by_hand, served
from casework.record.table import meetings, seats, waiting_minutes
from casework.record.took_part import InPart, in_part
from casework.table import dissents, guests, signing
from casework.table.signing import Laid, MinutesText
from core.ids import new_id
from identity import access
from identity.officers import chair_of
from models.case import Case, Member
from models.chairing import SubstituteChair
from models.dissent import Dissent
from models.life import Life
from models.meeting import Attendance, Meeting, Minutes
from models.participant import Participant
from models.people import Account
from models.plan import ReportRequest
from models.service import HandService
from models.session import Work
from queries.kin_at_meeting import KinAtMeeting, family_at
from queries.known_file import ReachedAt, contacts_of
from rules.items import agenda_for
from rules.phases import check_open
from rules.served_facts import ServedFacts, left_on
from workflow.kinds import case_of, label_of


@dataclass(frozen=True, slots=True)
class SeatAtMeeting:
    """One member of the table, seen from one meeting."""

    member: Member
    line: Attendance | None
    report: ReportRequest | None
    served: ServedFacts
    by_hand: Sequence[HandService]
    """What was handed to them, as it was entered."""
    came_at: datetime | None = None
    recused_on: date | None = None
    recused_at: datetime | None = None
    signed_in_at: datetime | None = None
    """As `casework.record.took_part`."""


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """One meeting with everything that belongs to it."""

    meeting: Meeting
    life: Life
    case: Case | None
    label: str
    """A case number, or `2026-Q4`."""
    chair: Account | None
    """Who chairs the table now."""
    chaired: str
    """Who chaired this meeting, as papers name them; before it, who is to."""
    corrected_chair: Sequence[CorrectedChair]
    """Who was on record before, where that was corrected."""
    corrected_record: Sequence[CorrectedRecord]
    """What was corrected in who was there, or in day and hour."""
    signer: Account | None
    """The officer who signs its minutes as chair: who chaired, whoever chairs now."""
    substitute: SubstituteChair | None
    """Whom the head named to chair it in the manager's place: Art. 4(2)."""
    is_run_by_reader: bool
    keeper: Account | None
    """Who keeps its room in the place of who runs the table: Art. 4(2), decision 0218."""
    is_kept_by_reader: bool
    """The reader opens its room and writes in it."""
    seats: Sequence[SeatAtMeeting]
    family: Sequence[KinAtMeeting]
    contacts: Mapping[UUID, ReachedAt]
    """How each of the family is reached, and whether that is safe."""
    paper: Minutes | None
    laid: Laid[MinutesText] | None
    """The minutes as they are laid for signature, once they are."""
    others: Sequence[Participant]
    """Who was there without a seat; before the meeting, who may come: Art. 8(5)."""
    unasked: Collection[UUID | None]
    """Who of them sat there uninvited: Art. 10(6)."""
    agenda: Sequence[AgendaLine]
    dissents: Sequence[Dissent]
    """Who dissents from what this meeting decided."""
    earlier: Sequence[Minutes]
    """Minutes of earlier meetings that wait for approval at this one: Art. 10(1)."""

    agendas: Mapping[UUID, Sequence[AgendaLine]]
    """What each of those was to be about, by the paper's id."""

    @property
    def at_the_table(self) -> Sequence[SeatAtMeeting]:
        """Whoever had a seat on its day, and whoever the record speaks of: Art. 9."""
        day = self.meeting.met_on
        return [seat for seat in self.seats if seat.line or seat.member.sat_on(day)]

    @property
    def is_first_written_by_reader(self) -> bool:
        """Its minutes are not there yet: who runs the table writes them, or who chaired: 4(2)."""
        return self.paper is None and (self.is_run_by_reader or self.is_kept_by_reader)

    @property
    def invitations_left_on(self) -> date | None:
        """The day on which the last of them left; None while one has not: Art. 8(3)."""
        return left_on([seat.served for seat in self.at_the_table])

    def seated_on(self, day: date) -> Sequence[SeatAtMeeting]:
        return [seat for seat in self.seats if seat.member.sat_on(day)]

    def gone_on(self, day: date) -> Sequence[SeatAtMeeting]:
        """Who had no seat any more on a day, and may have come all the same."""
        return [seat for seat in self.seats if seat.member.may_have_come_on(day)]

    @property
    def also_there(self) -> Sequence[AlsoThere]:
        """Who was there without a seat, as the minutes name them."""
        if self.meeting.held_at is None:
            return ()
        here = [kin.person.relation for kin in self.family if kin.notice and kin.notice.present]
        return named(here, self.others, self.unasked)

    @property
    def is_off_calendar(self) -> bool:
        """Nobody had planned it, or it was called off: what goes ahead of a meeting did not."""
        return self.meeting.unplanned or self.meeting.cancelled_at is not None

    @property
    def told(self) -> bool:
        return all(kin.notice is not None for kin in self.heard)

    @property
    def heard(self) -> Sequence[KinAtMeeting]:
        """Whose presence or views the record asks for: Art. 8(10)."""
        return [kin for kin in self.family if kin.is_heard]


def open_meeting(
    work: Work, meeting_id: UUID, *, to_run_it: bool = False, to_chair_it: bool = False
) -> MeetingFile:
    """A meeting for the officers of its table; `to_run_it` lets in who runs the table only,
    `to_chair_it` also whom the head named for this meeting: Art. 4(2)."""
    meeting = access.meeting_for(work, _meeting_behind(work, meeting_id))
    life = work.session.get_one(Life, meeting.life_id)
    if to_chair_it:
        access.only_who_chairs(work, meeting)
    elif to_run_it:
        access.only_who_runs(work, life)
    chair = chair_of(work.session, life, work.clock.today())
    runs = access.runs(work, life, chair)
    return _file(work, meeting, life, chair, runs=runs)


def for_the_archive(work: Work, meeting: Meeting) -> MeetingFile:
    """A meeting of a sealed file, which nobody runs any more: read by the system, for nobody."""
    return _file(work, meeting, work.session.get_one(Life, meeting.life_id), None, runs=False)


def file_of(work: Work, meeting: Meeting) -> MeetingFile:
    """The same of a meeting whose papers a member may have: asked before, and no door itself."""
    life = work.session.get_one(Life, meeting.life_id)
    chair = chair_of(work.session, life, work.clock.today())
    return _file(work, meeting, life, chair, runs=False, contacts=False)


def not_planned(
    work: Work, case: Case, starts_at: datetime, *, extraordinary: bool, on_review: bool
) -> MeetingFile:
    """One that took place and stands nowhere yet, as it is about to be put on record: Art. 8(1)."""
    check_open(case.phase, case.number)
    chair = chair_of(work.session, case.life, work.clock.today())
    access.only_who_runs(work, case.life)
    kind = kind_then(
        work.session, case.id, starts_at, extraordinary=extraordinary, on_review=on_review
    )
    meeting = Meeting(
        id=new_id(),
        life_id=case.id,
        number=0,
        kind=kind,
        starts_at=starts_at,
        place="",
        agenda=agenda_for(kind, on_review=on_review),
        unplanned=True,
    )
    return _file(work, meeting, case.life, chair, runs=True)


def called_off(work: Work, case: Case) -> Sequence[Meeting]:
    """The meetings called off whose day has come: each may have taken place all the same."""
    found = meetings(work.session, case.id)
    off = (each for each in found if each.cancelled_at and not each.misplaced_at)
    return [each for each in off if each.day <= work.clock.today()]


def _file(
    work: Work,
    meeting: Meeting,
    life: Life,
    chair: Account | None,
    *,
    runs: bool,
    contacts: bool = True,
) -> MeetingFile:
    case = case_of(work.session, life.id)
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    paper = work.session.scalars(query).first()
    signer = officer_signs(work.session, life, meeting)
    substitute = substitute_of(work.session, meeting.id)
    keeper = _keeper(work, meeting, substitute)
    waiting = waiting_minutes(work.session, life)
    earlier = [each for each in waiting if _waits_for_approval(each, meeting)]
    others = guests.at(work, meeting)
    return MeetingFile(
        meeting=meeting,
        life=life,
        case=case,
        label=label_of(work.session, life.id),
        chair=chair,
        chaired=_chaired(work, life, meeting, substitute),
        corrected_chair=corrected_chair(work.session, life, meeting),
        corrected_record=corrected_record(work.session, meeting),
        signer=work.session.get(Account, signer) if signer else None,
        substitute=substitute,
        is_run_by_reader=runs,
        keeper=keeper,
        is_kept_by_reader=keeper.id == work.actor.id if keeper else runs,
        seats=_seats(work, meeting),
        family=family_at(work, meeting) if case else (),
        contacts=contacts_of(work, life.id) if case and contacts else {},
        paper=paper,
        others=others,
        unasked=unasked_at(work, meeting) if meeting.held_at and others else (),
        laid=signing.read(work.session, paper.id, MinutesText) if paper else None,
        agenda=agenda_of(work.session, meeting),
        dissents=dissents.of_meeting(work, meeting.id),
        earlier=earlier,
        agendas={each.id: agenda_of(work.session, each.meeting) for each in earlier},
    )


def _keeper(work: Work, meeting: Meeting, named: SubstituteChair | None) -> Account | None:
    """Whom the head named to chair it, once they may open it, until its minutes are written."""
    able = named is not None and access.chairs_instead(work, named.account, meeting)
    return named.account if named and able else None


def _chaired(work: Work, life: Life, meeting: Meeting, substitute: SubstituteChair | None) -> str:
    if substitute is not None and meeting.held_at is None:
        return substitute.account.name or ""
    return chair_words(work.session, life, meeting)


def _meeting_behind(work: Work, some_id: UUID) -> UUID:
    """A duty about minutes knows the paper's id; the page is the meeting's."""
    paper = work.session.get(Minutes, some_id)
    return paper.meeting_id if paper else some_id


def _waits_for_approval(paper: Minutes, meeting: Meeting) -> bool:
    """By their days: an extraordinary meeting may be held before one that was planned earlier."""
    if paper.meeting.held_at is None:
        return False
    return paper.meeting.held_at < (meeting.held_at or meeting.starts_at)


def _seats(work: Work, meeting: Meeting) -> Sequence[SeatAtMeeting]:
    present = select(Attendance).where(Attendance.meeting_id == meeting.id)
    asked = select(ReportRequest).where(ReportRequest.meeting_id == meeting.id)
    lines = {line.member_id: line for line in work.session.scalars(present)}
    requests = {request.member_id: request for request in work.session.scalars(asked)}
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    handed = by_hand(work.session, meeting.id)
    return [
        SeatAtMeeting(
            member,
            lines.get(member.id),
            requests.get(member.id),
            theirs.get(member.id, ServedFacts(member.id)),
            [each for each in handed if each.member_id == member.id],
            **_in_part(lines.get(member.id), meeting),
        )
        for member in seats(work.session, meeting.life_id)
    ]


def _in_part(line: Attendance | None, meeting: Meeting) -> InPart:
    nothing = InPart(came_at=None, recused_on=None, recused_at=None, signed_in_at=None)
    return in_part(line, meeting.met_on) if line and meeting.held_at else nothing
