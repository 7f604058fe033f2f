"""What was done on a case is of no day before its referral, and holds it up: Art. 8(1), 18(2)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.case import information, report_corrections
from casework.record.days_of_case import first_done
from casework.table import agenda, chairing, convening, declarations, participants, service
from models.case import FamilyPerson
from models.session import Work, unit_of_work
from rules.beginning import DoneBeforeTheReferral, GivenBeforeTheReferral
from rules.composition import Relation
from rules.late_actions import ActionWord
from rules.participants import Word
from rules.planning import ActionStatus
from rules.service import HandedOver, Served
from tests.builders import HEAD, OTHER_MANAGER, SILENT, ACase
from tests.casework.case.test_late_actions import both_are_asked, both_of, say
from tests.casework.case.test_report_corrections import type_word
from tests.casework.conftest import At

DAY = timedelta(days=1)


def refuse_to_sign(work: Work, case: ACase, on: date) -> None:
    declarations.refuse(work, case.seat(SILENT), on=on)


def declare(work: Work, case: ACase, on: date) -> None:
    declarations.declare(
        work, case.seat(SILENT), conflict=False, confidential=True, on_paper=True, on=on
    )


def of_the_family(work: Work, case: ACase, on: date) -> None:
    mother = FamilyPerson.case_id == case.case, FamilyPerson.relation == Relation.MOTHER
    who = work.session.scalars(select(FamilyPerson.id).where(*mother)).one()
    participants.record_word(work, case.case, who, Word.SIGNED, on=on)


def come_in(work: Work, case: ACase, on: date) -> None:
    information.enter(work, case.case, given_on=on, words="Fëmija mungon.", source="Shkolla")


def add_an_item(work: Work, case: ACase, on: date) -> None:
    agenda.add(work, case.meeting().id, "Transporti.", on=on)


def call_off(work: Work, case: ACase, on: date) -> None:
    convening.cancel(work, case.case, case.meeting().id, on=on)


def hand_over(work: Work, case: ACase, on: date) -> None:
    said = HandedOver(on, witness="Roja")
    service.record(work, case.meeting().id, [case.seat(SILENT)], Served.INVITATION, said)


@pytest.mark.article("5(1.2)", "8(1)", "8(3)", "10(2)", "10(3)", "18(2)")
@pytest.mark.parametrize(
    ("scene", "act"),
    [
        ("prepared", refuse_to_sign),
        ("prepared", declare),
        ("prepared", of_the_family),
        ("prepared", come_in),
        ("invited", add_an_item),
        ("invited", call_off),
        ("invited", hand_over),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_of_a_day_before_the_referral_it_is_refused_and_of_that_day_it_holds_it_up(
    a_case: At, scene: str, act: Callable[[Work, ACase, date], None]
) -> None:
    case = a_case(scene)
    came_on, early = case.row().referred_on, (DoneBeforeTheReferral, GivenBeforeTheReferral)
    with case.manager() as work, pytest.raises(early):
        act(work, case, came_on - DAY)
    with unit_of_work() as work:
        before = first_done(work.session, case.case)
    assert before is None or before >= came_on
    with case.manager() as work:
        act(work, case, came_on)
    with unit_of_work() as work:
        assert first_done(work.session, case.case) == came_on


@pytest.mark.article("4(2)")
def test_a_substitute_is_named_for_a_case_that_has_come(a_case: At) -> None:
    case = a_case("invited")
    day, head, other = (
        case.row().referred_on,
        case.account(HEAD).id,
        case.account(OTHER_MANAGER).id,
    )
    with case.head() as work, pytest.raises(DoneBeforeTheReferral):
        chairing.name_substitute(work, case.meeting().id, other, by=head, on=day - DAY)
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, other, by=head, on=day)


@pytest.mark.article("14(2)")
def test_an_action_was_done_on_no_day_before_the_referral_whichever_way_it_is_typed(
    a_case: At,
) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    early = ActionWord(ActionStatus.COMPLETED, done_on=case.row().referred_on - DAY)
    with pytest.raises(DoneBeforeTheReferral):
        say(case, question, early)
    type_word(case, question, ActionWord(ActionStatus.IN_PROCESS))
    with pytest.raises(DoneBeforeTheReferral):
        type_word(case, question, early)
    of: dict[str, Any] = {"words": "U krye.", "on": case.clock.today(), "reason": "Gabim."}
    with case.manager() as work, pytest.raises(DoneBeforeTheReferral):
        report_corrections.correct_word(work, question.id, early, **of)
