"""What whoever chairs signed on paper, entered by the head with its true day: Art. 10(2), 18(2)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import participants
from casework.table.chairing import Chaired
from casework.table.paper_of_chair import PaperOfChair
from identity.access import NotThere
from models.breach import BreachRow
from models.meeting import Signature
from models.participant import ParticipantWord
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.declarations import AlreadyDeclared
from rules.duties import Duty
from rules.participants import Word
from tests.builders import HEAD, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.casework.table.test_chairing import hold, name_other


def enter(case: ACase, email: str, word: Word = Word.SIGNED, days_ago: int = 0) -> None:
    with case.head() as work:
        paper = PaperOfChair(
            case.account(email).id,
            case.account(HEAD).id,
            case.clock.today() - timedelta(days=days_ago),
            "Dosja e rastit, fleta 12",
        )
        conflict = word is Word.CONFLICT
        participants.declare_as_chair(work, case.case, conflict=conflict, word=word, paper=paper)


@pytest.mark.article("18(2)")
def test_a_substitute_who_signed_on_paper_sat_there_declared(a_case: At) -> None:
    case = a_case("told")
    with pytest.raises(NotThere):
        enter(case, OTHER_MANAGER)  # is not to chair anything
    other = name_other(case)
    hold(case, Chaired(account_id=other))
    assert Duty.SUBSTITUTE_DECLARES in case.duties()
    enter(case, OTHER_MANAGER, days_ago=1)
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    with unit_of_work() as work:
        row = work.session.scalars(
            select(BreachRow).where(BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE)
        ).one()
        word = work.session.scalars(select(ParticipantWord).where(ParticipantWord.on_paper)).one()
        signature = work.session.scalars(
            select(Signature).where(Signature.account_id == other)
        ).one()
    yesterday = case.clock.today() - timedelta(days=1)
    assert (row.happened_on, row.struck_on) == (yesterday, case.clock.today())
    assert (word.on_paper, word.said_on) == (True, yesterday)
    assert word.paper_place == "Dosja e rastit, fleta 12"
    assert (signature.method, signature.signed_on) == ("paper", yesterday)
    with pytest.raises(AlreadyDeclared):
        enter(case, OTHER_MANAGER)
    with pytest.raises(NotThere):
        enter(case, OTHER_CENTRES_MANAGER)


@pytest.mark.article("10(2)", "18(2)")
def test_who_chaired_in_conflict_owes_nothing_that_nobody_can_enter(a_case: At) -> None:
    case = a_case("told")
    hold(case, Chaired(account_id=name_other(case)))
    assert Duty.SUBSTITUTE_DECLARES in case.duties()
    enter(case, OTHER_MANAGER, Word.CONFLICT, days_ago=1)
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    with pytest.raises(NotThere):
        enter(case, OTHER_MANAGER)


@pytest.mark.article("10(2)", "18(2)")
def test_a_conflict_on_paper_goes_to_the_head_like_any_other(a_case: At) -> None:
    case = a_case("agreed")
    name_other(case)
    enter(case, OTHER_MANAGER, Word.CONFLICT)
    assert Duty.NAME_CHAIR in case.duties()
    with unit_of_work() as work:
        assert (
            work.session.scalars(select(Signature).where(Signature.method == "password")).all()
            == []
        )
