"""A case for tests: a girl of two and her table, stopped somewhere, and what people do to it."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import select

from casework.case import closing_facts, closure, reports, reviewing
from casework.case.life import ACTS
from casework.case.opinions import record_opinion
from casework.case.plan_rows import ActionDraft, Finding
from casework.record.closure_facts import closure_meeting, current
from casework.record.opinions import asked_of
from casework.record.table import minutes_of, plan_in_force, planned_meeting, sitting
from casework.table import convening, declarations, meetings, minutes, participants
from casework.table.meetings import Presence
from core.clock import FrozenClock, at_local
from core.working_days import around
from models.meeting import Attendance, Meeting, Minutes, Signature
from models.plan import ReportRequest
from models.session import Work, unit_of_work
from rules.after_eighteen import ServicesAnswer
from rules.assessment import Risk
from rules.composition import Relation
from rules.days import next_working_day
from rules.grounds import Ground
from rules.meetings import ToldBy
from rules.opinions import Hearing
from rules.planning import ActionStatus
from rules.proposal import AllTheSame
from rules.signing import SignatureMethod
from simulation import by_code, words
from simulation.seed import officer
from simulation.stage import InlineStage, acting, member_acting
from tests.onrecord import NothingYet, OnRecord

HEAD = "arta.berisha@qps-ferizaj.example"
MANAGER = "blerim.hoxha@qps-ferizaj.example"
OTHER_MANAGER = "vjosa.krasniqi@qps-ferizaj.example"
OTHER_HEAD = "marija.stojkovic@qps-gjilan.example"
OTHER_CENTRES_MANAGER = "ilir.gashi@qps-gjilan.example"
ADMIN = "sanije.musliu@tryeza.example"
SILENT = "fatmir.gashi@policia-ferizaj.example"
PROSECUTOR = "nikola.jovanovic@prokuroria.example"
DOCTOR = "lindita.bytyqi@qkmf-ferizaj.example"
TEACHER = "erza.morina@komuna-ferizaj.example"
HOUR = time(10, 0)
PLACE = "QPS Ferizaj, salla 2"


@dataclass
class ACase(OnRecord):
    """What the people of a case do; the system's own steps run on the stage."""

    stage: InlineStage = None  # type: ignore[assignment]  # a case without one is not made
    begins: date = date.min

    @property
    def clock(self) -> FrozenClock:
        return self.stage.clock

    def manager(self) -> AbstractContextManager[Work]:
        return acting(MANAGER)

    def head(self) -> AbstractContextManager[Work]:
        return acting(HEAD)

    def working_day(self, days: int) -> date:
        """The first working day at least `days` after the referral."""
        day = self.begins + timedelta(days=days)
        return next_working_day(day, around(day))

    def at(self, days: int) -> datetime:
        """Ten o'clock on that day."""
        return at_local(self.working_day(days), HOUR)

    def again(self, act: str, subject: UUID | None) -> None:
        """Do a step of the system once more, as a repeated activation would."""
        with unit_of_work() as work:
            ACTS[act](work, self.case, subject)

    def propose(
        self, starts_at: datetime, *, stated_risk: Risk | None = None, **more: str | bool | int
    ) -> Meeting:
        with self.manager() as work:
            return convening.propose(
                work,
                self.case,
                starts_at=starts_at,
                place=PLACE,
                extraordinary=bool(more.get("extraordinary")),
                on_review=bool(more.get("on_review")),
                short_notice_reason=str(more.get("short_notice_reason", "")),
                no_assessment_reason=str(more.get("no_assessment_reason", "")),
                stated_risk=stated_risk,
                beside=AllTheSame(bool(more.get("all_the_same")), int(more.get("that_day", 0))),
            )

    def agree(self) -> None:
        with self.head() as work:
            meeting = planned_meeting(work.session, self.case)
            convening.agree(work, meeting.id, by=officer(work, HEAD).id)

    def convene(self, starts_at: datetime, *, on_review: bool = False) -> None:
        """Proposed, agreed, and whatever is due after that."""
        self.propose(starts_at, on_review=on_review)
        self.stage.settle()
        self.agree()
        self.stage.settle()

    def declare(self, member_id: UUID, *, conflict: bool = False, on_paper: bool = False) -> None:
        fair = not conflict
        if on_paper:
            with self.manager() as work:
                declarations.declare(
                    work, member_id, conflict=conflict, confidential=fair, on_paper=True
                )
        else:
            with member_acting(member_id) as work:
                by_code.declare(work, member_id, conflict=conflict, confidential=fair)

    def declare_as_chair(self) -> None:
        """The manager signs, and has no conflict."""
        with self.manager() as work:
            participants.declare_as_chair(work, self.case, conflict=False)

    def declare_conflict(self, email: str) -> UUID:
        """Somebody recuses themselves; gives the seat they had."""
        member = self.seat(email)
        self.declare(member, conflict=True)
        return member

    def tell_family(self) -> None:
        with self.manager() as work:
            for person in meetings.family_of(work, self.case):
                infant = person.relation == "child"
                meetings.tell_family(
                    work,
                    self.case,
                    person.id,
                    on=None if infant else work.clock.today(),
                    how=ToldBy.PHONE,
                    reason=words.TOO_YOUNG if infant else "",
                    because="U njoftua sërish.",
                )

    def hold(
        self,
        *,
        absent: Mapping[UUID, str] | None = None,
        approve_minutes: bool = True,
        corrections: str = "",
        also: Collection[UUID] = (),
    ) -> Meeting:
        """Record the meeting of today, everybody there but those named; `also` who came without a
        seat any more."""
        absent = absent or {}
        self._let_it_begin()
        with self.manager() as work:
            attendance = {
                member.id: Presence(member.id not in absent, absent.get(member.id, ""))
                for member in sitting(work.session, self.case)
            }
            attendance |= {member_id: Presence(True) for member_id in also}
            views = {
                person.id: Presence(False, words.FATHERS_VIEWS)
                for person in meetings.family_of(work, self.case)
            }
            waiting = minutes_of(work.session, self.case) if approve_minutes else ()
            return meetings.hold(
                work,
                self.case,
                attendance=attendance,
                family=views,
                approved={paper.id: corrections for paper in waiting if not paper.approved_on},
            )

    def _let_it_begin(self) -> None:
        if self.meeting().day == self.stage.today() and self.clock.now() < self.meeting().starts_at:
            self.stage.move_to(self.stage.today(), HOUR)

    def meet(self) -> None:
        """Tell the family, let the day come, hold the meeting."""
        self.tell_family()
        self.stage.move_to(self.meeting().day, HOUR)
        self.hold()

    def write_minutes(self, text: str = words.MINUTES) -> None:
        meeting = self.held()
        with self.manager() as work:
            minutes.write(work, meeting.id, text)
        self.stage.settle()

    def sign_minutes(self, *, but: UUID | None = None) -> None:
        """Everybody who was at the meeting signs what is open, the chair too."""
        for paper in self.papers():
            if paper.signatures_asked_at is not None and not _is_signed(paper):
                for member_id in self._invited_to(paper.meeting_id):
                    if member_id == but:
                        continue
                    with member_acting(member_id) as work:
                        minutes.sign(
                            work, paper.id, **by_code.signing_of(work, paper.id, member_id)
                        )
                with self.manager() as work:
                    chair = officer(work, MANAGER).id
                    minutes.sign(work, paper.id, account_id=chair, method=SignatureMethod.PASSWORD)
        self.stage.settle()

    def _invited_to(self, meeting_id: UUID) -> list[UUID]:
        with unit_of_work() as work:
            query = select(Attendance.member_id).where(Attendance.meeting_id == meeting_id)
            there = set(work.session.scalars(query))
        return [member for member in self.members() if member in there]

    def report(self, *, silent: str | None = None) -> None:
        """Every member but the silent one hands in the report asked for last."""
        quiet = self.seat(silent) if silent else None
        meeting = self.meeting()
        with unit_of_work() as work:
            query = select(ReportRequest).where(
                ReportRequest.meeting_id == meeting.id, ReportRequest.received_at.is_(None)
            )
            asked = [(request.id, request.member_id) for request in work.session.scalars(query)]
        for request_id, member_id in asked:
            if member_id != quiet:
                with member_acting(member_id) as work:
                    reports.receive(work, request_id, done="Puna vijoi sipas planit.")

    def drafts(self) -> list[ActionDraft]:
        """The rows of the unified plan."""
        return [
            ActionDraft(objective, action, service, self.working_day(90), self.seat(who))
            for who, objective, action, service in words.PLAN
        ]

    def findings(self, status: ActionStatus = ActionStatus.COMPLETED) -> dict[UUID, Finding]:
        """The same progress for every action of the plan in force."""
        with unit_of_work() as work:
            plan = plan_in_force(work.session, self.case)
            if plan is None:
                raise NothingYet("no plan was adopted")
            return {action.id: Finding(status, words.LAST_FINDING) for action in plan.actions}

    def review(
        self,
        *,
        risk: Risk = Risk.LOW,
        status: ActionStatus = ActionStatus.COMPLETED,
        on: date | None = None,
    ) -> None:
        progress = self.findings(status)
        with self.manager() as work:
            reviewing.settle_review(
                work, self.case, risk=risk, finding=words.LAST_FINDING, progress=progress, on=on
            )

    def propose_closure(
        self,
        ground: str = "X1",
        detail: str = "",
        *,
        best_interest: str = words.BEST_INTEREST,
        needs_services: bool | None = None,
    ) -> None:
        with self.manager() as work:
            by = officer(work, MANAGER).id
            closure.propose(
                work,
                self.case,
                ground=cast("Ground", ground),
                assessment=words.CLOSING,
                detail=detail,
                best_interest=best_interest if ground == "X4" else "",
                services=ServicesAnswer(needs_services),
                by=by,
            )

    def approve_closure(self, *, approve: bool = True, by: str = HEAD) -> None:
        with acting(by) as work:
            closure.decide_by_head(work, self.case, approve=approve, by=officer(work, by).id)

    def record_opinions(self) -> None:
        with self.manager() as work:
            for person in asked_of(work.session, self.case):
                if person.relation == Relation.CHILD:
                    said = (Hearing.NOT_POSSIBLE, words.TOO_YOUNG)
                elif person.relation == Relation.MOTHER:
                    said = (Hearing.SAID, "Nëna pajtohet.")
                else:
                    continue
                record_opinion(work, self.case, person.id, *said, asked_by="Menaxherja")

    def accept_transfer(self, on: date | None = None) -> None:
        """The head of Gjilan took the case over, on the day of the meeting."""
        day = on or self.closure_met().day
        with self.manager() as work:
            closing_facts.record_acceptance(
                work,
                self.case,
                accepted_by="Drejtoresha e QPS Gjilan",
                letter="04-112",
                on=day,
                by=officer(work, MANAGER).id,
            )

    def closure_met(self) -> Meeting:
        """The meeting on closing the case that was held last."""
        with unit_of_work() as work:
            found = closure_meeting(work.session, self.case, current(work, self.case))
            if found is None:
                raise NothingYet("the table has not met on closing the case")
            return found

    def decide(self, *, close: bool, on: date | None = None) -> None:
        with self.manager() as work:
            closure.decide(work, self.case, close=close, on=on)

    def sign_closing_form(self) -> None:
        paper = self.closure().id
        for member_id in self.members():
            with member_acting(member_id) as work:
                closure.sign(work, paper, **by_code.signing_of(work, paper, member_id))
        with self.manager() as work:
            chair = officer(work, MANAGER).id
            closure.sign(work, paper, account_id=chair, method=SignatureMethod.PASSWORD)


def _is_signed(paper: Minutes) -> bool:
    with unit_of_work() as work:
        query = select(Signature.id).where(
            Signature.paper_id == paper.id, Signature.digest == paper.digest
        )
        return work.session.scalar(query.limit(1)) is not None
