"""The limit for the assessment: entered by the administrator, counted down on the case: 12(5)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

WHERE = "Udhëzimi 12/2020, neni 7"


@pytest.mark.article("12(5)")
def test_a_limit_is_entered_with_its_source_and_counted_down_on_each_case(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("prepared")
    home, admin, manager = f"/cases/{case.row().number}", sign_in(ADMIN), sign_in(MANAGER)
    assert "no limit is configured" in seen(manager.get(home).text)
    page = admin.get("/assessment-limit").text
    assert "No limit is configured." in seen(page)
    assert "checked" not in page
    assert manager.get("/assessment-limit").status_code == 403
    fields = {"counted_from": "referral", "valid_from": f"{case.begins:%d.%m.%Y}"}
    empty = seen(admin.post("/assessment-limit", fields).text)
    for missing in ("Write the number of days, or say that no limit", "Name the act and the para"):
        assert missing in empty
    both = fields | {"days": "20", "none_holds": "yes", "source": WHERE}
    assert admin.post("/assessment-limit", both).status_code == 422
    entered = fields | {"days": "20", "source": WHERE}
    assert manager.post("/assessment-limit", entered).status_code == 403
    assert admin.post("/assessment-limit", entered).status_code == 303
    left = 20 - (case.clock.today() - case.begins).days
    for email in (MANAGER, HEAD):
        shown = seen(sign_in(email).get(home).text)
        assert f"{left} days are left" in shown
        assert WHERE in shown
    case.stage.move_to(case.begins + timedelta(days=23))
    assert "passed 3 days ago" in seen(manager.get(home).text)
    assert (
        admin.post(
            "/assessment-limit", fields | {"none_holds": "yes", "source": "Shfuqizuar."}
        ).status_code
        == 303
    )
    assert "no limit is configured" in seen(manager.get(home).text)
    assert WHERE in seen(admin.get("/assessment-limit").text)  # what was entered stays to be read
    with pytest.raises(DBAPIError), past_the_rights() as work:
        work.session.execute(text("UPDATE assessment_limit SET days = 3"))
