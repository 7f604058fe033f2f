"""One municipality's quarterly meeting, through its dates: Art. 8(2)."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from sqlalchemy import select

from casework.case import referral
from casework.municipality import quarterly
from casework.record.table import last_held, planned_meeting, sitting
from casework.record.table import meetings as meetings_of
from casework.table import convening, declarations, meetings, minutes, participants
from casework.table.meetings import Presence
from models.meeting import Minutes
from models.session import unit_of_work
from rules.days import Quarter
from rules.signing import SignatureMethod
from simulation import words
from simulation.chronicle import Chronicle
from simulation.seed import officer
from simulation.stage import acting, member_acting

HEAD = "arta.berisha@qps-ferizaj.example"
CONVENER = "blerim.hoxha@qps-ferizaj.example"
HOUR = time(10, 0)


@dataclass
class QuarterStory:
    """The system proposes, the head agrees, the standing members meet and sign."""

    chronicle: Chronicle
    life_id: UUID | None = None

    @property
    def life(self) -> UUID:
        assert self.life_id is not None, "begin() comes first"
        return self.life_id

    def begin(self) -> UUID:
        """Take the first quarter that is still to be agreed on, and see it through: Art. 8(2)."""
        quarter = Quarter.of(self.chronicle.today())
        while not self._is_open(quarter):
            quarter = quarter.following()
        if quarter.first_day > self.chronicle.today():
            self.chronicle.on(quarter.first_day, HOUR, self.agree)
        else:
            self.agree()
        return self.life

    def _is_open(self, quarter: Quarter) -> bool:
        with unit_of_work() as work:
            place = referral.municipality(work, "ferizaj").id
            self.life_id = quarterly.open_quarter(work, place, quarter)
        self.chronicle.settle()
        with unit_of_work() as work:
            return not any(
                meeting.agreed_at and meeting.cancelled_at is None
                for meeting in meetings_of(work.session, self.life)
            )

    def agree(self) -> None:
        """The head agrees to the date that the system proposed: Art. 8(3)."""
        with acting(HEAD) as work:
            meeting = planned_meeting(work.session, self.life)
            convening.agree(work, meeting.id, by=officer(work, HEAD).id)
        self.chronicle.settle()
        self.chronicle.on(meeting.day, HOUR, self.meet)

    def declare(self) -> None:
        """Whoever has not signed for an earlier quarter does, the convener too: Art. 18(2)."""
        with unit_of_work() as work:
            silent = [seat.id for seat in sitting(work.session, self.life) if not seat.declared_at]
        for member_id in silent:
            with member_acting(member_id) as work:
                declarations.declare(work, member_id, conflict=False, confidential=True)
        with acting(CONVENER) as work:
            convener = officer(work, CONVENER).id
            if convener not in participants.declared_by(work, self.life, work.clock.today()):
                participants.declare_as_chair(work, self.life, conflict=None)

    def meet(self) -> None:
        """Sign, hold the meeting, write its minutes, have them signed: Art. 9, 10(1), 18(2)."""
        self.declare()
        with acting(CONVENER) as work:
            attendance = {
                member.id: Presence(present=True) for member in sitting(work.session, self.life)
            }
            meeting = meetings.hold(work, self.life, attendance=attendance)
            minutes.write(work, meeting.id, words.QUARTERLY_MINUTES)
        self.chronicle.settle()
        self._sign()

    def _sign(self) -> None:
        with unit_of_work() as work:
            held = last_held(work.session, self.life)
            assert held is not None
            paper_id = work.session.scalars(
                select(Minutes.id).where(Minutes.meeting_id == held.id)
            ).one()
            members = [member.id for member in sitting(work.session, self.life)]
        for member_id in members:
            with member_acting(member_id) as work:
                minutes.sign(work, paper_id, member_id=member_id, method=SignatureMethod.CODE)
        with acting(CONVENER) as work:
            account = officer(work, CONVENER).id
            minutes.sign(work, paper_id, account_id=account, method=SignatureMethod.PASSWORD)
