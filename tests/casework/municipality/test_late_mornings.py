"""A morning's mail that an outage held up says what is so as it leaves: 0175."""

import pytest

from core.i18n import translator
from notifications import duty_words
from rules.duties import Duty
from tests.builders import HOUR
from tests.casework.conftest import At
from tests.casework.municipality.as_posted import posted
from tests.casework.municipality.test_head_week import DAY, to_monday, weeks
from tests.casework.table.test_convening import cancel


@pytest.mark.article("8(3)", "16(1)")
def test_a_week_that_leaves_late_speaks_of_no_meeting_that_was_called_off(a_case: At) -> None:
    """An outage held it up; what the same table has beside it stands on the head's first page."""
    case = a_case("agreed")
    to_monday(case)
    monday = to_monday(case)
    assert monday == case.meeting().day
    mail = weeks(case)[-1]
    declare = translator("en").gettext(duty_words.DUTY_WORDS[Duty.DECLARE])
    assert f"{case.row().number}: {declare}" in posted(mail.id, "en")
    case.stage.move_to(monday, HOUR)
    cancel(case)
    case.stage.settle()
    case.clock.move_to(monday + DAY, HOUR)
    late = posted(mail.id, "en")
    assert "The centre's week from 21 September" in late
    assert declare not in late, "there is no meeting any more by whose day they declare"
    assert "and one more table, on your first page" in late
    assert "These were waited for on the morning of Monday 21 September 2026" in late
