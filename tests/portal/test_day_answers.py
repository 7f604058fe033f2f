"""What the table says of another day that a member asked for, on the review form: Art. 15(3)."""

from datetime import timedelta

import pytest

from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from tests.builders import MANAGER
from tests.casework.case.test_late_actions import both_are_asked, both_of, say
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

ASKED = "What does the table say of the day asked for?"


@pytest.mark.article("14(2)", "15(3)")
def test_the_review_asks_what_the_table_says_and_the_member_is_told(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("assessed", both_are_asked)
    _, question = both_of(case)
    until = case.clock.today() + timedelta(days=40)
    say(case, question, ActionWord(ActionStatus.IN_PROCESS, until=until))
    case.stage.move_to(case.at(30).date())
    case.tell_family()
    case.hold()
    manager = sign_in(MANAGER)
    home = f"/cases/{case.row().number}"
    page = manager.get(f"{home}/review").text
    assert seen(page).count(ASKED) == 1  # of one action of two
    assert 'name="progress.0.answer"' in page
    assert "checked" not in page
    typed = {"risk": "low", "finding": "Better.", "on": f"{case.clock.today():%d.%m.%Y}"}
    for place, row in enumerate(case.plans()[-1].actions):
        said = {"action": str(row.id), "status": "in_process"}
        typed |= {f"progress.{place}.{name}": value for name, value in said.items()}
    unfit = manager.post(f"{home}/review", typed | {"progress.0.answer": "other"})
    assert unfit.status_code in {409, 422}
    assert "do not fit" in seen(unfit.text)
    assert 'value="other" checked' in unfit.text
    sent = manager.post(f"{home}/review", typed | {"progress.0.answer": "not_given"})
    assert sent.status_code == 303
    assert len(case.messages("reports/day_answered")) == 1
    plan = seen(manager.get(f"{home}/plan").text)
    assert "gave no other day" in plan
