"""The record of the meeting that closed a case is corrected: its decision, its form: Art. 17."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import closure
from casework.case.opinions import record_opinion
from casework.record.known import answers
from casework.table import signing
from casework.table.chair_correction import correct as correct_chair
from casework.table.chairing import Chaired
from casework.table.record_correction import WasSo
from casework.table.signing import ClosingForm
from models.closure import Closure
from models.meeting import Signature
from models.session import unit_of_work
from rules.composition import Relation
from rules.known import FactName
from rules.opinions import Hearing
from rules.signing import SignatureMethod, TextChanged
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import SILENT, ACase
from tests.casework.conftest import At
from tests.casework.known import kin, state
from tests.casework.table.test_record_correction import AWAY, BECAUSE, correct
from tests.onrecord import reading
from tests.scenes import CLOSURE_MEETING


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
        closure.sign(work, paper, **by_code.signing_of(work, paper, silent))
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


def on_a_death(a_case: At) -> tuple[ACase, UUID]:
    """Closed on a death of the day of the review; nobody has signed, and who will."""
    case = a_case("reviewed")
    state(case, Relation.CHILD, FactName.DEATH, True, valid_from=case.clock.today())
    case.propose_closure("X5")
    case.approve_closure()
    case.convene(case.at(CLOSURE_MEETING))
    case.meet()
    case.stage.settle()
    with case.manager() as work:
        mother = kin(case, Relation.MOTHER)
        record_opinion(work, case.case, mother, Hearing.SAID, "Nëna pajtohet.")
    case.decide(close=True)
    case.stage.settle()
    return case, case.seat(SILENT)


def corrected(case: ACase, on: date | None, known: bool = True) -> None:
    with reading() as work:
        last = answers(work.session, kin(case, Relation.CHILD), FactName.DEATH)[-1].id
    right = {"corrects": last, "reason": "Dita u dëgjua gabim.", "valid_from": on}
    state(case, Relation.CHILD, FactName.DEATH, known, **right)
    case.stage.settle()


@pytest.mark.article("17(3.5)", "17(5)")
def test_the_form_goes_with_the_day_of_death_until_somebody_has_signed_it(a_case: At) -> None:
    case, silent = on_a_death(a_case)
    first, asked = form_of(case), len(case.messages("closure/sign"))
    before = case.begins + timedelta(days=1)
    corrected(case, before)
    form = form_of(case)
    assert (form.died_on, form.version) == (before, 2)
    assert form.model_copy(update={"died_on": first.died_on, "version": 1}) == first
    with unit_of_work() as work:
        assert signing.versions(work.session, case.closure().id)[1].reason == "Dita u dëgjua gabim."
    assert len(case.messages("closure/sign")) == asked
    paper, shown = case.closure().id, signing.digest_of(first)
    with pytest.raises(TextChanged), member_acting(silent) as work:  # by a page opened before
        closure.sign(work, paper, **by_code.signing_of(work, paper, silent), shown=shown)
    with member_acting(silent) as work:
        closure.sign(work, paper, **by_code.signing_of(work, paper, silent))
    corrected(case, case.begins)
    assert form_of(case) == form
    assert case.closure().is_open


@pytest.mark.article("17(3.5)", "17(5)")
def test_a_paper_of_the_meeting_has_the_day_of_death_that_was_known_there(a_case: At) -> None:
    """Put right the day after, the form is laid anew; what was signed before stands under the first
    version, whatever is known since."""
    case, silent = on_a_death(a_case)
    met_on = case.closure_met().met_on
    first = case.closure().digest
    case.stage.move_to(met_on + timedelta(days=1))
    corrected(case, case.begins + timedelta(days=1))
    assert case.closure().digest != first
    with case.manager() as work:
        paper = case.closure().id
        closure.sign(work, paper, member_id=silent, method=SignatureMethod.PAPER, on=met_on)
    with reading() as work:
        (signed,) = work.session.scalars(select(Signature).where(Signature.paper_id == paper))
        assert (signed.digest, signed.member_id) == (first, silent)


@pytest.mark.article("17(3.5)", "17(5)")
def test_a_death_after_the_decision_is_not_of_the_day_of_the_form(a_case: At) -> None:
    case = a_case("decided")
    form, decided_on = form_of(case), case.closure().decided_on
    assert decided_on is not None
    case.stage.move_to(decided_on + timedelta(days=1))
    today = case.clock.today()
    state(case, Relation.CHILD, FactName.DEATH, True, valid_from=today)
    assert form_of(case) == form
    corrected(case, decided_on)
    assert (form_of(case).died_on, form_of(case).version) == (decided_on, 2)
    corrected(case, None, known=False)
    assert (form_of(case).died, form_of(case).version) == (False, 3)
