"""One municipality's quarterly meeting, through its dates: Art. 8(2)."""

from dataclasses import dataclass
from datetime import time
from functools import partial
from uuid import UUID

from casework.case import referral
from casework.municipality import quarterly
from casework.record.table import meetings as meetings_of
from casework.record.table import planned_meeting, sitting, waiting_minutes
from casework.table import convening, meetings, minutes, participants
from casework.table.meetings import Presence
from models.life import Life
from models.session import unit_of_work
from rules.days import Quarter
from rules.signing import SignatureMethod
from simulation import by_code, words
from simulation.chronicle import Chronicle
from simulation.seed import officer
from simulation.stage import acting, member_acting

HEAD = "arta.berisha@qps-ferizaj.example"
CONVENER = "blerim.hoxha@qps-ferizaj.example"
HOUR = time(10, 0)


@dataclass
class QuarterStory:
    """The system proposes, the head agrees, the members meet; the next meeting approves, all sign.

    The story is of one quarter, and goes on to the meeting of the next: Art. 10(1).
    """

    chronicle: Chronicle
    life_id: UUID | None = None
    followed: bool = False
    """The next quarter has begun."""

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

    def _open(self, quarter: Quarter) -> UUID:
        with unit_of_work() as work:
            place = referral.municipality(work, "ferizaj").id
            life_id = quarterly.open_quarter(work, place, quarter)
        self.chronicle.settle()
        return life_id

    def _is_open(self, quarter: Quarter) -> bool:
        self.life_id = self._open(quarter)
        with unit_of_work() as work:
            return not any(
                meeting.agreed_at and meeting.cancelled_at is None
                for meeting in meetings_of(work.session, self.life)
            )

    def agree(self, life_id: UUID | None = None) -> None:
        """The head agrees to the date that the system proposed: Art. 8(3)."""
        life = life_id or self.life
        with acting(HEAD) as work:
            meeting = planned_meeting(work.session, life)
            convening.agree(work, meeting.id, by=officer(work, HEAD).id)
        self.chronicle.settle()
        self.chronicle.on(meeting.day, HOUR, partial(self.meet, life))

    def follow(self) -> None:
        """The next quarter begins, whose meeting approves the minutes of this one: Art. 10(1)."""
        with unit_of_work() as work:
            quarter = quarterly.quarter_of(work.session.get_one(Life, self.life)).following()
        first_day = max(quarter.first_day, self.chronicle.today())
        self.chronicle.on(first_day, HOUR, lambda: self.agree(self._open(quarter)))

    def declare(self, life: UUID) -> None:
        """Whoever has not signed for an earlier quarter does, the convener too: Art. 18(2)."""
        with unit_of_work() as work:
            silent = [seat.id for seat in sitting(work.session, life) if not seat.declared_at]
        for member_id in silent:
            with member_acting(member_id) as work:
                by_code.declare(work, member_id, conflict=False, confidential=True)
        with acting(CONVENER) as work:
            convener = officer(work, CONVENER).id
            if convener not in participants.declared_by(work, life, work.clock.today()):
                participants.declare_as_chair(work, life, conflict=None)

    def meet(self, life: UUID) -> None:
        """Sign, hold the meeting, approve the last minutes, write its own: Art. 9, 10(1), 18(2)."""
        self.declare(life)
        with acting(CONVENER) as work:
            attendance = {
                member.id: Presence(present=True) for member in sitting(work.session, life)
            }
            waiting = waiting_minutes(work.session, work.session.get_one(Life, life))
            former = {paper.id: paper.meeting.life_id for paper in waiting}
            approved = dict.fromkeys(former, "")
            meeting = meetings.hold(work, life, attendance=attendance, approved=approved)
            minutes.write(work, meeting.id, words.QUARTERLY_MINUTES)
        self.chronicle.settle()
        for paper_id, of in former.items():
            self._sign(paper_id, of)
        if not self.followed:
            self.followed = True
            self.follow()

    def _sign(self, paper_id: UUID, life: UUID) -> None:
        with unit_of_work() as work:
            members = [member.id for member in sitting(work.session, life)]
        for member_id in members:
            with member_acting(member_id) as work:
                minutes.sign(work, paper_id, **by_code.signing_of(work, paper_id, member_id))
        with acting(CONVENER) as work:
            account = officer(work, CONVENER).id
            minutes.sign(work, paper_id, account_id=account, method=SignatureMethod.PASSWORD)
