"""What leaves on one day to one person is told apart by its subject."""

from datetime import date

import pytest

from notifications import samples
from tests.notifications.test_words import letter


@pytest.mark.article("10(1)")
@pytest.mark.parametrize("role", ["sign", "acknowledge"])
def test_minutes_of_two_meetings_wait_under_two_subjects(role: str) -> None:
    """Both leave on the day of the second, with one last day."""
    met = date(2027, 1, 15), date(2027, 2, 12)
    subjects = {letter("minutes/sign", "en", role=role, met_on=day).subject for day in met}
    assert len(subjects) == 2
    again = letter("minutes/sign", "en", role=role, taken_back_on=samples.MEETING, met_on=met[0])
    assert "15 January" in again.subject
