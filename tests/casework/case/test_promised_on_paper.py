"""Nothing leaves while a case is entered from paper, and what was promised is asked for after it:
decision 0165."""

from datetime import timedelta
from uuid import UUID

import pytest

from casework.case import from_paper, inquiries
from rules.paper_sections import PromisePassed
from tests.casework.case.test_from_paper import mails
from tests.casework.conftest import At
from tests.on_paper import answer, at_the_table, begun, finish, met, planned

DAY = timedelta(days=1)


@pytest.mark.article("14(3.1)")
@pytest.mark.parametrize("runs", ["from paper", "as any other"])
def test_word_of_what_was_promised_leaves_once_the_case_runs(a_case: At, runs: str) -> None:
    """Nothing starts from entering the past; and nobody is first told of a day that is over."""
    case = a_case("referred")
    came = begun(case)
    seat = at_the_table(case, came)[0]
    planned_too = runs == "from paper"
    if planned_too:
        met(case, came + 14 * DAY)
        planned(case, case.stage.today() + 60 * DAY)

    def ask(days: int) -> UUID:
        today = case.stage.today()
        with case.manager() as work:
            return inquiries.ask(
                work, case.case, seat, words="Vizita", asked_on=today, due_on=today + days * DAY
            ).id

    def go_on() -> None:
        if planned_too:
            return finish(case)
        with case.manager() as work:
            from_paper.take_back(work, case.case)
        return case.stage.settle()

    first, taken_back = ask(3), ask(4)
    with case.manager() as work:
        inquiries.withdraw(work, taken_back, why="Dy herë.")
    if planned_too:
        answer(case)
    before = mails(case)
    case.stage.move_to(case.stage.today() + 5 * DAY)
    assert [each for each in mails(case) if each not in before] == []
    with pytest.raises(PromisePassed):
        go_on()
    with case.manager() as work:
        inquiries.withdraw(work, first, why="Dita kaloi.")
    ask(9)
    assert "reports/inquiry" not in mails(case)
    go_on()
    assert mails(case).count("reports/inquiry") == 1
