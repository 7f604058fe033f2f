"""What becomes of a closing on the child's age, by the record as it is now: Art. 17(3.2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import closing_facts, closure, seal
from casework.table.record_correction import WasSo
from models.case import Child
from models.session import unit_of_work
from rules.composition import Relation
from rules.duties import Duty
from rules.grounds import Ground, NotYetEighteen
from rules.known import Certainty, FactName
from rules.known_change import Consequence
from rules.phases import Phase
from rules.signing import NothingToSign
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.known import state
from tests.casework.table.test_record_correction import correct
from tests.scenes import CLOSURE_MEETING

DAY = timedelta(days=1)


def born(case: ACase, on: date, corrects: UUID | None = None) -> tuple[UUID, Consequence | None]:
    more: dict[str, Any] = {"corrects": corrects, "reason": "Dita u lexua gabim."}
    said = state(case, Relation.CHILD, FactName.BIRTH_DATE, on, **(more if corrects else {}))
    case.stage.settle()
    return said.fact.id, said.follows


def closed_on_the_birthday(a_case: At) -> tuple[ACase, date, UUID]:
    """The table met on the day on which the child turned eighteen; which day of birth it was."""
    case = a_case("reviewed")
    turned = case.clock.today() - DAY
    fact, _ = born(case, eighteen_before(turned))
    state(case, Relation.CHILD, FactName.BIRTH_CERTAINTY, Certainty.REGISTERED)
    case.propose_closure(Ground.EIGHTEEN, needs_services=False)
    case.approve_closure()
    case.convene(case.at(CLOSURE_MEETING))
    case.meet()
    case.stage.settle()
    case.record_opinions()
    case.decide(close=True)
    case.stage.settle()
    met = case.closure().decided_on
    assert met is not None
    fact, follows = born(case, eighteen_before(met), fact)
    assert follows is None
    assert case.closure().is_open  # the birthday itself is in time
    return case, met, fact


def eighteen_before(day: date) -> date:
    return day.replace(year=day.year - 18)


@pytest.mark.article("17(3.2)", "17(5)")
def test_what_was_decided_on_a_minor_falls_with_what_was_signed(a_case: At) -> None:
    case, met, fact = closed_on_the_birthday(a_case)
    paper, silent = case.closure().id, case.seat(SILENT)
    with member_acting(silent) as work:
        closure.sign(work, paper, **by_code.signing_of(work, paper, silent))
    case.stage.move_to(met + 5 * DAY)  # it is eighteen by now; when the table met it was not
    again, follows = born(case, eighteen_before(met + DAY), fact)
    fell = case.closure()
    assert (follows, fell.fell_for) == (Consequence.CLOSING_FELL, "Dita u lexua gabim.")
    assert (fell.decided_on, fell.fell_by_id) == (met, case.account(MANAGER).id)
    assert case.row().phase != Phase.CLOSURE
    assert Duty.SIGN_CLOSURE not in case.duties()
    assert ("closure fell with its ground", "17(3.2)") in case.trail()
    other = next(each for each in case.members() if each != silent)
    with pytest.raises(NothingToSign), member_acting(other) as work:
        closure.sign(work, paper, **by_code.signing_of(work, paper, other))
    born(case, eighteen_before(met), again)
    assert case.closure().is_open
    assert case.row().phase == Phase.CLOSURE
    with member_acting(other) as work:
        closure.sign(work, paper, **by_code.signing_of(work, paper, other))


@pytest.mark.article("17(3.2)")
def test_a_closing_whose_day_was_before_the_birthday_falls(a_case: At) -> None:
    case, met, _ = closed_on_the_birthday(a_case)
    meeting = case.closure_met().id
    correct(case, WasSo(on=met - DAY), meeting)
    assert case.closure().fell_for
    correct(case, WasSo(on=met), meeting)
    assert case.closure().is_open


@pytest.mark.article("17(3.2)")
def test_a_finding_of_age_typed_later_lets_it_fall_and_stand_again(a_case: At) -> None:
    case, met, _ = closed_on_the_birthday(a_case)
    state(case, Relation.CHILD, FactName.BIRTH_CERTAINTY, Certainty.ESTIMATED)
    assert case.closure().is_open  # an estimate proves no minor

    def found(born_on: date) -> None:
        with case.manager() as work:
            by = case.account(MANAGER).id
            closing_facts.find_age(
                work, case.case, born_on=born_on, source="Ekspertiza.", by=by, on=met
            )

    found(eighteen_before(met + DAY))
    assert case.closure().fell_for == "Ekspertiza."
    case.stage.move_to(met + DAY)
    found(eighteen_before(met))
    assert case.closure().is_open
    state(case, Relation.CHILD, FactName.BIRTH_CERTAINTY, Certainty.REGISTERED)
    assert case.closure().is_open


@pytest.mark.article("17(3.2)", "17(5)")
def test_the_seal_asks_once_more_whichever_way_the_age_was_lost(a_case: At) -> None:
    case, met, _ = closed_on_the_birthday(a_case)
    with unit_of_work() as work:
        query = select(Child).where(Child.case_id == case.case)
        work.session.scalars(query).one().birth_date = met  # by no act
    with pytest.raises(NotYetEighteen), case.manager() as work:
        seal.seal_file(work, case.case, case.closure().id)
