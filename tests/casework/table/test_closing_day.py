"""The record of the meeting that closed a case is corrected: its decision, its form: Art. 17."""

from datetime import date, timedelta

import pytest

from casework.case import closure
from casework.table import signing
from casework.table.chair_correction import correct as correct_chair
from casework.table.chairing import Chaired
from casework.table.record_correction import WasSo
from casework.table.signing import ClosingForm
from models.closure import Closure
from models.session import unit_of_work
from rules.signing import SignatureMethod
from simulation.stage import member_acting
from tests.builders import SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_record_correction import AWAY, BECAUSE, correct


def form_of(case: ACase) -> ClosingForm:
    with unit_of_work() as work:
        laid = signing.read(work.session, case.closure().id, ClosingForm)
    assert laid is not None
    assert laid.digest == case.closure().digest
    return laid.words


def days_of(case: ACase) -> tuple[date | None, date, date]:
    """Of the decision, and what the form says of it and of its meeting."""
    form = form_of(case)
    return case.closure().decided_on, form.decided_on, form.met_on


@pytest.mark.article("17(5)")
def test_the_form_goes_with_the_record_until_somebody_has_signed_it(a_case: At) -> None:
    case = a_case("decided")
    meeting, asked = case.closure_met(), len(case.messages("closure/sign"))
    was, before = meeting.met_on, meeting.met_on - timedelta(days=1)
    silent = case.seat(SILENT)
    correct(case, WasSo({silent: AWAY}, on=before), meeting.id)
    assert days_of(case) == (before, before, before)
    form = form_of(case)
    assert (form.version, len(form.absent)) == (2, 1)
    assert ("closing form laid anew", "17(5)") in case.trail()
    with case.manager() as work:
        correct_chair(work, meeting.id, Chaired(words="Zëvendësja."), BECAUSE)
    assert form_of(case).chair == "Zëvendësja."
    assert len(case.messages("closure/sign")) == asked  # each has the link by which it is read
    paper = case.closure().id
    with member_acting(silent) as work:
        closure.sign(work, paper, member_id=silent, method=SignatureMethod.CODE)
    correct(case, WasSo(on=was), meeting.id)
    assert days_of(case) == (was, before, before)
    assert form_of(case).version == 3


@pytest.mark.article("17(3)")
def test_a_decision_against_closing_goes_with_its_day(a_case: At) -> None:
    case = a_case("opinions")
    meeting, paper = case.closure_met(), case.closure().id
    case.decide(close=False)
    day = meeting.met_on - timedelta(days=1)
    correct(case, WasSo(on=day), meeting.id)
    with unit_of_work() as work:
        assert work.session.get_one(Closure, paper).declined_on == day
