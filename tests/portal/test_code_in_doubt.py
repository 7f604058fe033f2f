"""A gateway that answers with an error, or not at all, may have sent the text: 18(1)."""

import pytest

from core.settings import Settings
from tests.conftest import At
from tests.notifications.test_gateway import KANNEL, Operator, by, operator
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of

__all__ = ["operator"]


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("hangs", [False, True])
def test_where_nothing_confirms_a_text_the_page_says_that_it_may_still_come(
    browser: Browser, a_case: At, demo: Settings, operator: Operator, *, hangs: bool
) -> None:
    a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    operator.code, operator.hangs = 500, hangs
    with by(operator, KANNEL, TRYEZA_SMS_METHOD="GET"):
        answer = guest.post("/code")
    assert (answer.status_code, len(operator.asked)) == (503, 1)
    assert "it may still come" in answer.text
    assert "Write the code that you have" in answer.text  # what comes can be typed
    assert 'name="code"' in guest.get("/code").text
