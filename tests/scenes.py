"""Where a case can be stopped: each scene begins where the one before ended.

The story is played once; every scene is kept, lent to the other processes of the run, and brought
back in milliseconds.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import ClassVar, Final

from casework.case import assessment, planning, referral
from casework.case.referral import ChildRecord, Referral
from casework.table import composition
from core.clock import FrozenClock
from models.session import use_clock
from rules.assessment import Risk
from rules.composition import Relation
from simulation import words
from simulation.seed import officer, professional, seed
from simulation.stage import InlineStage
from simulation.words import Family
from tests import written
from tests.builders import HEAD, HOUR, MANAGER, SILENT, ACase
from tests.database import Cleaner
from tests.lent import Lent
from tests.quarters import QUARTERS

FAMILY: Final = Family()
FIRST_MEETING, REVIEW_MEETING, CLOSURE_MEETING = 14, 42, 63  # days after the referral


def referred(case: ACase) -> None:
    """The head knows of the referral."""
    case.begins = case.stage.today()
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        case.case_id = referral.refer(work, place, a_referral()).id
    case.stage.settle()


def a_referral(child: ChildRecord = FAMILY.child) -> Referral:
    """The girl's referral, or another child's."""
    return Referral(
        child=child,
        referrer="Zyra Komunale për Komunitete",
        situation=FAMILY.situation,
        best_interest=words.BEST_INTEREST,
        categories={"N2": "", "S2": ""},
        services_before=words.SERVICES_BEFORE,
    )


def appointed(case: ACase) -> None:
    """The manager knows."""
    with case.head() as work:
        manager = officer(work, MANAGER).id
        referral.appoint(work, case.case, manager, by=officer(work, HEAD).id)
    case.stage.settle()


def prepared(case: ACase) -> None:
    """Assessment, initial plan, family and table; the declarations are asked for."""
    with case.manager() as work:
        assessment.record_initial(
            work, case.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.INITIAL
        )
        drafts = words.initial_actions(case.working_day(20))
        assessment.draft_initial_plan(work, case.case, goal=words.GOAL, actions=drafts)
        composition.add_family(
            work,
            case.case,
            Relation.FATHER,
            name=FAMILY.father,
            alleged_perpetrator=True,
            source=words.SOURCE,
        )
        composition.add_family(
            work,
            case.case,
            Relation.MOTHER,
            name=FAMILY.mother,
            alleged_perpetrator=False,
            source=words.SOURCE,
        )
        chosen = {professional(work, who).id: why for who, why in words.REASONS.items()}
        composition.choose(work, case.case, chosen)
    case.stage.settle()


def proposed(case: ACase) -> None:
    """A date for the first meeting is before the head."""
    case.propose(case.at(FIRST_MEETING))
    case.stage.settle()


def agreed(case: ACase) -> None:
    case.agree()
    case.stage.settle()


def declared(case: ACase) -> None:
    """Everybody signed, the manager too, one of the members on paper."""
    case.declare_as_chair()
    for number, member in enumerate(case.members()):
        case.declare(member, on_paper=number == 0)


def invited(case: ACase) -> None:
    """A week before the meeting."""
    case.stage.move_to(case.meeting().day - timedelta(days=7))


def told(case: ACase) -> None:
    """The day of the first meeting; the family knows of it."""
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)


def met(case: ACase) -> None:
    case.hold()


def assessed(case: ACase) -> None:
    with case.manager() as work:
        assessment.settle(
            work, case.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.COMPREHENSIVE
        )


def planned(case: ACase) -> None:
    """The plan is adopted and sent; minutes are still to be written."""
    drafts = case.drafts()
    with case.manager() as work:
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts)
    case.stage.settle()


def minuted(case: ACase) -> None:
    case.write_minutes()


def review_opened(case: ACase) -> None:
    """Sixteen days before the month is over."""
    case.stage.move_to(case.working_day(29))


def review_agreed(case: ACase) -> None:
    case.convene(case.at(REVIEW_MEETING))


def reports_asked(case: ACase) -> None:
    """Nine days before the meeting."""
    case.stage.move_to(case.meeting().day - timedelta(days=9))


def one_silent(case: ACase) -> None:
    """Everybody but one has reported."""
    case.stage.move_to(case.meeting().day - timedelta(days=8))
    case.report(silent=SILENT)


def reminded(case: ACase) -> None:
    """The third reminder has left."""
    case.stage.move_to(case.meeting().day - timedelta(days=4))


def overdue(case: ACase) -> None:
    """The day after the report was due."""
    case.stage.move_to(case.meeting().day - timedelta(days=2))


def review_met(case: ACase) -> None:
    case.meet()


def reviewed(case: ACase) -> None:
    """Everything is done; minutes of both meetings written, of the first one signed."""
    case.review()
    case.write_minutes()
    case.sign_minutes()


def closure_proposed(case: ACase) -> None:
    case.propose_closure()
    case.stage.settle()


def closure_approved(case: ACase) -> None:
    case.approve_closure()
    case.stage.settle()


def closure_met(case: ACase) -> None:
    """The table met on the closure; nothing is decided."""
    case.convene(case.at(CLOSURE_MEETING))
    case.stage.move_to(case.meeting().day - timedelta(days=8))
    case.report()
    case.meet()


def opinions(case: ACase) -> None:
    case.record_opinions()


def decided(case: ACase) -> None:
    """The table closed the case; signatures are asked for, minutes to be written."""
    case.decide(close=True)
    case.stage.settle()


def closed(case: ACase) -> None:
    case.write_minutes()
    case.sign_minutes()
    case.sign_closing_form()
    case.stage.settle()


SCENES: Final[tuple[Callable[[ACase], None], ...]] = (
    *(referred, appointed, prepared, proposed, agreed, declared, invited, told, met),
    *(assessed, planned, minuted),
    *(review_opened, review_agreed, reports_asked, one_silent, reminded, overdue),
    *(review_met, reviewed),
    *(closure_proposed, closure_approved, closure_met, opinions, decided, closed),
)
NAMES: Final = tuple(scene.__name__ for scene in SCENES)
CHAINS: Final = [{scene.__name__: scene for scene in chain} for chain in (SCENES, QUARTERS)]


@dataclass
class Scenes:
    """Brings a case to the end of a scene, from what an earlier test played."""

    cleaner: Cleaner
    lent: Lent
    kept: dict[str, ACase] = field(default_factory=dict)
    START: ClassVar[str] = "begun"

    def stop_at(self, name: str, clock: FrozenClock) -> ACase:
        chain = next(each for each in CHAINS if name in each)
        names = list(chain)
        wanted = names.index(name)
        reached = next((n for n in range(wanted, -1, -1) if self._is_kept(names[n])), -1)
        case = self._bring_back(names[reached] if reached >= 0 else self.START, clock)
        for number in range(reached + 1, wanted + 1):
            chain[names[number]](case)
            written.check_now()
            self._keep(names[number], case)
        return case

    def stop_after(self, name: str, then: Callable[[ACase], None], clock: FrozenClock) -> ACase:
        """After what follows this scene in several tests; kept by the name of the function."""
        key = f"{name}_{then.__name__}"
        if self._is_kept(key):
            return self._bring_back(key, clock)
        case = self.stop_at(name, clock)
        then(case)
        written.check_now()
        self._keep(key, case)
        return case

    def begin(self, clock: FrozenClock) -> ACase:
        """Two centres at work, and no case yet."""
        return self._bring_back(self.START, clock)

    def _is_kept(self, name: str) -> bool:
        """Here, or by another process of this run, from which it is taken."""
        if name not in self.kept and (taken := self.lent.take(f"scene_{name}")) is not None:
            self.kept[name] = taken
        return name in self.kept

    def _bring_back(self, name: str, clock: FrozenClock) -> ACase:
        if name == self.START and not self._is_kept(name):
            self.cleaner.clean()
            seed(cases=False, quick=True)
            case = ACase(stage=InlineStage(clock))
            with case.head() as work:
                case.stage.seen = referral.municipality(work, "ferizaj").id
            case.stage.settle()
            self._keep(name, case)
            return case
        self.cleaner.clean(f"scene_{name}")
        kept = self.kept[name]
        clock.moment = kept.clock.moment
        use_clock(clock)
        stage = copy(kept.stage)  # made anew, it would look for the row of its clock, which is kept
        stage.clock, stage.taken = clock, []
        return replace(kept, stage=stage)

    def _keep(self, name: str, case: ACase) -> None:
        self.cleaner.keep(f"scene_{name}")
        clock, seen = FrozenClock(case.clock.moment), case.stage.seen
        self.kept[name] = replace(case, stage=InlineStage(clock, seen=seen))
        self.lent.give(f"scene_{name}", self.kept[name])
        case.stage = InlineStage(case.clock, seen=seen)  # making one makes its clock the process's
