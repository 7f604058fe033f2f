"""One child's case from referral to closure, with the quarterly meeting beside it.

People act through the same functions as in the portal; the system's own steps are left to whoever
runs the stage. Days are counted from the referral and moved to the next working day.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy import select

from casework.case import assessment, closure, planning, referral, reports, reviewing
from casework.case.opinions import record_opinion
from casework.case.plan_rows import ActionDraft, Finding
from casework.case.referral import ChildRecord, Referral
from casework.record.closure_facts import current
from casework.record.opinions import asked_of
from casework.record.table import (
    last_held,
    minutes_of,
    plan_in_force,
    planned_meeting,
    settled_on,
    sitting,
)
from casework.table import (
    composition,
    convening,
    declarations,
    meetings,
    minutes,
    participants,
)
from casework.table.meetings import Presence
from core.clock import at_local
from core.working_days import around
from models.case import Case
from models.meeting import Minutes, Signature
from models.plan import ReportRequest
from models.session import Work, unit_of_work
from rules.assessment import Risk
from rules.composition import ChildStatus, Relation
from rules.days import is_working_day, next_working_day
from rules.defaults import DEFAULTS
from rules.grounds import Ground
from rules.meetings import ToldBy
from rules.opinions import Hearing
from rules.planning import ActionStatus, review_due
from rules.signing import SignatureMethod
from simulation import by_code, words
from simulation.seed import officer, professional
from simulation.stage import Stage, acting, member_acting
from simulation.words import Family

HEAD = "arta.berisha@qps-ferizaj.example"
MANAGER = "blerim.hoxha@qps-ferizaj.example"
HOUR = time(10, 0)
NINE = time(9, 0)
PLACE = "QPS Ferizaj, salla 2"


@dataclass
class CaseStory:
    """Plays the case on a stage; each scene can be watched through `told`."""

    stage: Stage
    family: Family = field(default_factory=Family)
    told: Callable[[str], None] = lambda _scene: None
    case_id: UUID | None = None

    def play(self) -> UUID:
        """Play the whole life; returns the case's id."""
        self.refer()
        self.prepare()
        self.first_meeting()
        self.first_review()
        self.second_review()
        self.close()
        return self.case

    @property
    def case(self) -> UUID:
        assert self.case_id is not None, "refer() comes first"
        return self.case_id

    def in_days(self, days: int) -> date:
        """The first working day at least `days` from the story's today."""
        day = self.stage.today() + timedelta(days=days)
        return next_working_day(day, around(day))

    def wait(self, days: int) -> None:
        """Let some days pass; people act at nine."""
        self.stage.move_to(self.in_days(days), NINE)

    def refer(self) -> None:
        """Referral and category, a sibling's file, and a manager: Art. 5(1.1), 4(2)."""
        self.told("referral")
        self.wait(0)
        with acting(HEAD) as work:
            place = referral.municipality(work, "ferizaj").id
            case = referral.refer(work, place, self._referral())
            self.case_id = case.id
            brother = Referral(
                child=ChildRecord(self.family.brother, ChildStatus.RESIDENT, gender="boy"),
                referrer="QPS Ferizaj",
                situation="Vëllai; a ka edhe ai nevoja që askush nuk i pa?",
                best_interest=words.BEST_INTEREST,
                categories={"N1": ""},
                sibling_of=case.id,
            )
            referral.refer(work, place, brother)
        self.wait(1)
        with acting(HEAD) as work:
            referral.appoint(work, self.case, _officer(work, MANAGER), by=_officer(work, HEAD))
        self.stage.settle()

    def _referral(self) -> Referral:
        return Referral(
            child=self.family.child,
            referrer="Zyra Komunale për Komunitete",
            situation=self.family.situation,
            best_interest=words.BEST_INTEREST,
            categories={"N2": "", "S2": ""},
            services_before=words.SERVICES_BEFORE,
        )

    def prepare(self) -> None:
        """Assessment, initial plan, table and date: Art. 12(1), 6(1.5), 4(3), 8(3)."""
        self.told("preparation")
        self.wait(1)
        drafts = words.initial_actions(self.in_days(20))
        with acting(MANAGER) as work:
            assessment.record_initial(
                work, self.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.INITIAL
            )
            assessment.draft_initial_plan(work, self.case, goal=words.GOAL, actions=drafts)
            composition.add_family(
                work,
                self.case,
                Relation.FATHER,
                name=self.family.father,
                alleged_perpetrator=True,
                source=words.SOURCE,
            )
            composition.add_family(
                work,
                self.case,
                Relation.MOTHER,
                name=self.family.mother,
                alleged_perpetrator=False,
                source=words.SOURCE,
            )
            chosen = {professional(work, who).id: why for who, why in words.REASONS.items()}
            composition.choose(work, self.case, chosen)
        self.convene(self.in_days(13))
        self._declare()

    def convene(self, day: date) -> None:
        """The manager proposes, the head agrees: Art. 8(3)."""
        with acting(MANAGER) as work:
            convening.propose(work, self.case, starts_at=at_local(day, HOUR), place=PLACE)
        self.wait(1)
        with acting(HEAD) as work:
            meeting = planned_meeting(work.session, self.case)
            convening.agree(work, meeting.id, by=_officer(work, HEAD))
        self.stage.settle()

    def convene_review(self) -> None:
        """Once the system has opened the review, plan it for the last working day: Art. 5(1.5)."""
        with unit_of_work() as work:
            due = review_due(settled_on(work.session, self.case))
        opens = due - timedelta(days=DEFAULTS.OPEN_REVIEW_AHEAD.days)
        self.stage.move_to(next_working_day(opens, around(opens)), NINE)
        while not is_working_day(due, around(due)):
            due -= timedelta(days=1)
        self.convene(due)

    def _declare(self) -> None:
        """Everybody declares, the chair too, one of them on paper: Art. 10(2), 18(2)."""
        self.stage.settle()
        with acting(MANAGER) as work:
            participants.declare_as_chair(work, self.case, conflict=False)
        for index, member_id in enumerate(self.members()):
            if index == 0:
                with acting(MANAGER) as work:
                    declarations.declare(
                        work, member_id, conflict=False, confidential=True, on_paper=True
                    )
            else:
                with member_acting(member_id) as work:
                    by_code.declare(work, member_id)

    def members(self) -> list[UUID]:
        with unit_of_work() as work:
            return [member.id for member in sitting(work.session, self.case)]

    def meet(self) -> None:
        """Tell the family, let the day come, record who was there: Art. 8(10), 9."""
        with acting(MANAGER) as work:
            meeting = planned_meeting(work.session, self.case)
            for person in meetings.family_of(work, self.case):
                infant = person.relation == Relation.CHILD
                meetings.tell_family(
                    work,
                    self.case,
                    person.id,
                    on=None if infant else work.clock.today(),
                    how=ToldBy.PHONE,
                    reason=words.TOO_YOUNG if infant else "",
                )
        self.stage.move_to(meeting.day, HOUR)
        with acting(MANAGER) as work:
            attendance = {
                member.id: Presence(present=True) for member in sitting(work.session, self.case)
            }
            views = {
                person.id: Presence(False, words.FATHERS_VIEWS)
                for person in meetings.family_of(work, self.case)
            }
            waiting = [p for p in minutes_of(work.session, self.case) if not p.approved_on]
            meetings.hold(
                work,
                self.case,
                attendance=attendance,
                family=views,
                approved=dict.fromkeys((paper.id for paper in waiting), ""),
            )

    def first_meeting(self) -> None:
        """Comprehensive assessment, unified plan, standing instruction: Art. 12, 13, 14(3.2)."""
        self.told("first meeting")
        self.meet()
        due = self.in_days(50)
        with acting(MANAGER) as work:
            assessment.settle(
                work,
                self.case,
                risk=Risk.HIGH,
                summary=words.SUMMARY,
                indicators=words.COMPREHENSIVE,
            )
            planning.adopt(work, self.case, goal=words.GOAL, actions=self._actions(work, due))
            manager = _officer(work, MANAGER)
            reports.instruct(work, self.case, after_reminders=3, last_chance_days=1, by=manager)
        self.write_minutes()

    def _actions(self, work: Work, due: date) -> list[ActionDraft]:
        seats = {
            member.professional.email: member.id for member in sitting(work.session, self.case)
        }
        return [
            ActionDraft(objective, action, service, due, seats[who])
            for who, objective, action, service in words.PLAN
        ]

    def write_minutes(self) -> None:
        with acting(MANAGER) as work:
            meeting = last_held(work.session, self.case)
            assert meeting is not None
            minutes.write(work, meeting.id, words.MINUTES)
        self.stage.settle()

    def first_review(self) -> None:
        """Reports asked for and reminded, one missing; its member's superior is notified."""
        self.told("first monthly review")
        self.convene_review()
        self.report(silent=words.SILENT)
        self.meet()
        self.review(Risk.MEDIUM, ActionStatus.IN_PROCESS, words.REVIEW_FINDING)

    def second_review(self) -> None:
        """The second month: everybody reports, everything is done."""
        self.told("second monthly review")
        self.convene_review()
        self.report()
        self.meet()
        self.review(Risk.LOW, ActionStatus.COMPLETED, words.LAST_FINDING)

    def report(self, *, silent: str | None = None) -> None:
        """Every member but the silent one hands in a report, before any reminder: Art. 8(9)."""
        with unit_of_work() as work:
            day = planned_meeting(work.session, self.case).day - timedelta(days=8)
        self.stage.move_to(day, NINE)
        with unit_of_work() as work:
            query = select(ReportRequest).where(
                ReportRequest.case_id == self.case, ReportRequest.received_at.is_(None)
            )
            asked = [
                (request.id, request.member_id)
                for request in work.session.scalars(query)
                if request.member.professional.email != silent
                and request.meeting_id == planned_meeting(work.session, self.case).id
            ]
        for request_id, member_id in asked:
            with member_acting(member_id) as work:
                reports.receive(work, request_id, done="Puna vijoi sipas planit.")

    def review(self, risk: Risk, status: ActionStatus, finding: str) -> None:
        """Progress per action, then minutes; the last minutes are signed: Art. 15(2), 10(1)."""
        with acting(MANAGER) as work:
            plan = plan_in_force(work.session, self.case)
            assert plan is not None
            progress = {action.id: Finding(status, finding) for action in plan.actions}
            reviewing.settle_review(work, self.case, risk=risk, finding=finding, progress=progress)
        self.write_minutes()
        self.sign_minutes()

    def sign_minutes(self) -> None:
        """Everybody signs what is open for signature, the chair too: Art. 10(1)."""
        self.wait(1)
        with unit_of_work() as work:
            query = (
                select(Minutes.id)
                .join(Minutes.meeting)
                .where(
                    Minutes.signatures_asked_at.is_not(None), Minutes.meeting.has(life_id=self.case)
                )
            )
            papers = list(work.session.scalars(query))
        for paper_id in papers:
            if not _is_signed(paper_id):
                self._sign(paper_id)
        self.stage.settle()

    def _sign(self, paper_id: UUID) -> None:
        for member_id in self.members():
            with member_acting(member_id) as work:
                minutes.sign(work, paper_id, **by_code.signing_of(work, paper_id, member_id))
        with acting(MANAGER) as work:
            minutes.sign(
                work, paper_id, account_id=_officer(work, MANAGER), method=SignatureMethod.PASSWORD
            )

    def close(self) -> None:
        """Proposal, approval, opinions, meeting, decision, signatures, seal: Art. 17, 8(11)."""
        self.told("closure")
        with acting(MANAGER) as work:
            closure.propose(
                work,
                self.case,
                ground=Ground.OUT_OF_DANGER,
                assessment=words.CLOSING,
                by=_officer(work, MANAGER),
            )
        self.wait(1)
        with acting(HEAD) as work:
            closure.decide_by_head(work, self.case, approve=True, by=_officer(work, HEAD))
        self.wait(1)
        with acting(MANAGER) as work:
            for person in asked_of(work.session, self.case):
                said = words.OPINIONS.get(Relation(person.relation))
                if said is not None:
                    record_opinion(work, self.case, person.id, Hearing(said[0]), said[1])
        self.convene(self.in_days(14))
        self.report()
        self.meet()
        with acting(MANAGER) as work:
            closure.decide(work, self.case, close=True)
        self.write_minutes()
        self.sign_minutes()
        self._sign_closing_form()
        self.stage.settle()

    def _sign_closing_form(self) -> None:
        with unit_of_work() as work:
            paper = current(work, self.case)
            assert paper is not None
        for member_id in self.members():
            with member_acting(member_id) as work:
                closure.sign(work, paper.id, **by_code.signing_of(work, paper.id, member_id))
        with acting(MANAGER) as work:
            closure.sign(
                work, paper.id, account_id=_officer(work, MANAGER), method=SignatureMethod.PASSWORD
            )

    def number(self) -> str:
        with unit_of_work() as work:
            return work.session.get_one(Case, self.case).number


def _officer(work: Work, email: str) -> UUID:
    return officer(work, email).id


def _is_signed(paper_id: UUID) -> bool:
    with unit_of_work() as work:
        query = select(Signature.id).where(Signature.paper_id == paper_id).limit(1)
        return work.session.scalar(query) is not None
