"""Mails about a day that leaves fewer than three for the invitations: Art. 8(3)."""

from datetime import timedelta

import pytest

from core.i18n import Language, translator
from notifications import letters, preview, samples
from tests.notifications.test_words import EVERY_LANGUAGE, letter

pytestmark = pytest.mark.usefixtures("configured")


@pytest.mark.article("8(3)", "14(5)")
@EVERY_LANGUAGE
@pytest.mark.parametrize("template", ["convening/invitation", "quarterly/invitation"])
def test_an_invitation_says_when_it_leaves_too_late(template: str, language: Language) -> None:
    """Whatever held it up, and whatever the meeting is: the day, whose limit, what one may do."""
    notice, reader = samples.sample(template), preview.reader(language)
    for ahead, is_late in ((3, False), (2, True), (0, True)):
        leaves = samples.MEETING - timedelta(days=ahead)
        said = letters.compose(notice.as_of(leaves), reader, preview.urls(notice)).text
        day = translator(language).full_day(leaves)
        assert ("8(3)" in said) is is_late
        if is_late:
            assert day in said


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("template", ["convening/agree_date", "quarterly/agree_date"])
def test_the_head_is_told_that_a_day_leaves_no_three_days(template: str) -> None:
    in_time, late = letter(template, "en").text, letter(template, "en", short=True).text
    assert "Invite by" in in_time
    assert "Fewer than three days" not in in_time
    assert "Invite by" not in late
    assert "Fewer than three days are left" in late
