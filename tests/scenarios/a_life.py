"""One random life of a case: what was tried, what was refused, and that the promises hold."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from casework.municipality import standing
from identity.access import NotThere
from models.session import unit_of_work
from rules.refusals import ProcedureRefused
from tests.builders import ACase
from tests.onrecord import NothingYet
from tests.scenarios import promises
from tests.scenarios.days import NoSuchDay
from tests.scenarios.people import Stranger
from tests.scenarios.play import Play
from tests.scenarios.verbs_of_the_people import register

BEGINNINGS: Final = (
    *("declared", "minuted", "review_agreed", "overdue", "closure_approved", "decided"),
)
NEWCOMERS: Final = {
    "sergeant": ("1.6", "Policia e Kosovës"),
    "asylum centre": ("6.1.1", "Qendra për Azil"),
}
SEATS = st.integers(0, 5)
LATE = st.sampled_from([0, 0, 0, 1, 3, 9, 40])
"""How many days ago what is typed today took place."""
REASON = st.sampled_from(["", "Ashtu ndodhi."])


class ALife(RuleBasedStateMachine):
    """A case somewhere on its way; what people do to it are the rules of who inherits this."""

    begin: Callable[[str], ACase]

    @initialize(scene=st.sampled_from(BEGINNINGS))
    def start(self, scene: str) -> None:
        self.case = self.begin(scene)
        self.play = Play(self.case)
        self.stood_still = False
        self.breaches: set[UUID] = set()
        self.settle()

    def settle(self) -> None:
        """What the keeper and the worker do: standing lives opened, every due step taken."""
        with unit_of_work() as work:
            standing.ensure(work)
        self.case.stage.settle()

    def attempt(self, act: Callable[..., Any], *args: Any, **more: Any) -> None:
        """An act may be refused, in words and by article; it never breaks."""
        with suppress(ProcedureRefused, NotThere, NothingYet, NoSuchDay, Stranger):
            act(*args, **more)
        self.settle()

    def enter(self, verb: Callable[..., None], late: int = 0, **fields: Any) -> None:
        """Try what a timeline calls by this verb, typed some days after it happened."""
        self.play.happened = self.case.clock.today() - timedelta(days=late)
        self.attempt(verb, self.play, **fields)

    def seat(self, number: int) -> Any:
        members = self.case.members()
        return members[number % len(members)] if members else self.case.case

    def newcomer(self, name: str) -> str:
        """Somebody whom their institution sends now, or has sent before."""
        if name not in self.play.people.newcomers:
            kind, institution = NEWCOMERS[name]
            self.enter(register, name=name, kind=kind, institution=institution)
        return name

    @invariant()
    def the_promises_hold(self) -> None:
        if hasattr(self, "case"):
            promises.hold(self.case, stood_still=self.stood_still)
            self.breaches = promises.breaches_stay(self.case, self.breaches)
