"""Any order of acts and days: whatever is refused, the promises of a case hold: P1 to P7."""

import os
from datetime import timedelta
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from casework.case import assessment, reports
from casework.case.plan_rows import ActionDraft
from casework.table import composition, convening, minutes, succession
from casework.table.succession import End
from core.clock import FrozenClock, at_local
from rules.assessment import Risk
from rules.refusals import ProcedureRefused
from rules.signing import SignatureMethod
from rules.succession import Departure
from simulation import words
from simulation.stage import member_acting
from tests.builders import DOCTOR, HOUR, MANAGER, SILENT
from tests.scenarios.a_life import SEATS
from tests.scenarios.moves import Moves
from tests.scenarios.moves_between_meetings import MovesBetweenMeetings
from tests.scenarios.people import by_member
from tests.scenes import Scenes


class AnyOrder(Moves, MovesBetweenMeetings):
    """People who do everything at the wrong moment too."""

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        self.case.stage.move_to(self.case.clock.today() + timedelta(days=days))
        self.settle()

    @rule(days=st.integers(1, 12))
    def the_machine_stands_still(self, days: int) -> None:
        self.stood_still = True
        self.case.clock.move_to(self.case.clock.today() + timedelta(days=days))
        self.settle()

    @rule(days=st.integers(-1, 20), reason=st.sampled_from(["", "Rrezik."]))
    def propose(self, days: int, reason: str) -> None:
        day = self.case.clock.today() + timedelta(days=days)
        self.attempt(
            self.case.propose,
            at_local(day, HOUR),
            short_notice_reason=reason,
            extraordinary=bool(reason),
        )

    @rule()
    def agree(self) -> None:
        self.attempt(self.case.agree)

    @rule(way=st.sampled_from(["counter", "cancel", "withdraw"]))
    def call_off(self, way: str) -> None:
        def act() -> None:
            with self.case.head() as work:
                if way == "cancel":
                    convening.cancel(work, self.case.case)
                elif way == "counter":
                    convening.counter(work, self.case.meeting().id, note="")
                else:
                    convening.withdraw_agreement(work, self.case.meeting().id)

        self.attempt(act)

    @rule(approve=st.booleans(), absent=SEATS)
    def meet(self, approve: bool, absent: int) -> None:
        self.attempt(self.case.tell_family)
        away = {self.seat(absent): "Në detyrë."}
        self.attempt(self.case.hold, absent=away, approve_minutes=approve)

    @rule()
    def convene_and_meet(self) -> None:
        """The good way, so that lives get on."""
        day = self.case.clock.today() + timedelta(days=14)
        self.attempt(self.case.propose, at_local(day, HOUR))
        self.attempt(self.case.agree)
        try:
            self.case.stage.move_to(max(self.case.meeting().day, self.case.clock.today()))
        except ProcedureRefused:
            return
        self.attempt(self.case.tell_family)
        self.attempt(self.case.hold)
        self.attempt(self.case.write_minutes)

    convene_and_meet_again = convene_and_meet  # the likelier act, so that a life gets somewhere

    @rule()
    def write_minutes(self) -> None:
        self.attempt(self.case.write_minutes)

    @rule()
    def sign_minutes(self) -> None:
        self.attempt(self.case.sign_minutes)

    @rule(
        seat=SEATS,
        method=st.sampled_from(
            [SignatureMethod.CODE, SignatureMethod.PAPER, SignatureMethod.REFUSED]
        ),
    )
    def sign_one(self, seat: int, method: SignatureMethod) -> None:
        papers = self.case.papers()
        if papers:
            member = self.seat(seat)

            def act() -> None:
                paper = papers[-1].id
                typed = method is SignatureMethod.PAPER
                with self.case.manager() if typed else member_acting(member) as work:
                    said = by_member(work, paper, member, method, "Jo.", typed=typed)
                    minutes.sign(work, paper, **said)

            self.attempt(act)

    @rule(risk=st.sampled_from(["low", "high", "?"]))
    def settle_assessment(self, risk: str) -> None:
        def act() -> None:
            with self.case.manager() as work:
                assessment.settle(
                    work,
                    self.case.case,
                    risk=cast("Risk", risk),
                    summary="…",
                    indicators=words.COMPREHENSIVE,
                )

        self.attempt(act)

    @rule(rows=st.integers(0, 5))
    def adopt_plan(self, rows: int) -> None:
        from casework.case import planning

        drafts = [
            ActionDraft("o", "a", "s", self.case.working_day(120), self.seat(number))
            for number in range(rows)
        ]

        def act() -> None:
            with self.case.manager() as work:
                planning.adopt(work, self.case.case, goal="", actions=drafts)

        self.attempt(act)

    @rule(status=st.sampled_from(["completed", "in_process"]))
    def review(self, status: str) -> None:
        if self.case.plans():
            self.attempt(self.case.review, risk=Risk.LOW, status=status)

    @rule(silent=st.sampled_from([None, SILENT]))
    def report(self, silent: str | None) -> None:
        if silent is None or self.sits(silent):
            self.attempt(self.case.report, silent=silent)

    def sits(self, email: str) -> bool:
        try:
            self.case.seat(email)
        except KeyError:
            return False
        return True

    @rule(reminders=st.integers(0, 4), days=st.integers(0, 5))
    def instruct(self, reminders: int, days: int) -> None:
        by = self.case.account(MANAGER).id

        def act() -> None:
            with self.case.manager() as work:
                reports.instruct(
                    work, self.case.case, after_reminders=reminders, last_chance_days=days, by=by
                )

        self.attempt(act)

    @rule()
    def confirm_notice(self) -> None:
        by = self.case.account(MANAGER).id
        open_reports = [report.id for report in self.case.facts().reports if not report.received]

        def act() -> None:
            with self.case.manager() as work:
                reports.confirm_notice(work, open_reports[0], by=by)

        if open_reports:
            self.attempt(act)

    @rule(seat=SEATS, way=st.sampled_from(["conflict", "release", "add"]))
    def change_the_table(self, seat: int, way: str) -> None:
        doctor = self.case.person(DOCTOR)
        member = self.seat(seat)

        def act() -> None:
            if way == "conflict":
                self.case.declare(member, conflict=True)
                return
            with self.case.manager() as work:
                if way == "add":
                    composition.choose(work, self.case.case, {doctor: "Shëndeti."})
                else:
                    succession.release(
                        work, self.case.case, member, End(Departure.END_OF_OFFICE, "U transferua.")
                    )

        if way == "add" or len(self.case.members()) > 1:
            self.attempt(act)

    @rule(ground=st.sampled_from(["X1", "X2", "X3", "X5"]))
    def propose_closure(self, ground: str) -> None:
        self.attempt(self.case.propose_closure, ground, "QPS Gjilan.")

    @rule(approve=st.booleans())
    def head_decides(self, approve: bool) -> None:
        self.attempt(self.case.approve_closure, approve=approve)

    @rule()
    def opinions(self) -> None:
        self.attempt(self.case.record_opinions)

    @rule(close=st.booleans())
    def table_decides(self, close: bool) -> None:
        self.attempt(self.case.decide, close=close)

    @rule()
    def sign_closing_form(self) -> None:
        self.attempt(self.case.sign_closing_form)


@pytest.mark.article("11(1)", "8(3)", "8(9)", "10(2)", "14(3.2)", "17(3)")
def test_whatever_people_do_in_whatever_order(scenes: Scenes, clock: FrozenClock) -> None:
    class Here(AnyOrder):
        begin = staticmethod(lambda scene: scenes.stop_at(scene, clock))

    run_state_machine_as_test(
        seed(int(os.environ.get("TRYEZA_SEED", "1")))(Here),
        settings=settings(
            max_examples=int(os.environ.get("TRYEZA_LIVES", "2")),
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],  # the whole life is read sooner than a shorter one is found
            suppress_health_check=list(HealthCheck),
        ),
    )
