"""Whoever is invited or asked for something reads whom the Regulation binds: Art. 2."""

import pytest

from models.outbox import RecipientKind
from notifications.notices import NOTICES
from rules.binding import ASKED_OF_WHO_TAKES_PART, BINDING, says_whom_it_binds

ONLY_TELLS = {
    *("convening/cancelled", "quarterly/cancelled", "plan/sent", "closure/closed"),
    *("convening/not_coming", "quarterly/not_coming", "convening/papers_added"),
    "convening/not_theirs",
    *("monitoring/findings", "reports/day_answered"),
    *("initiative/called", "initiative/not_called", "initiative/open_again", "initiative/ended"),
    *(
        "minutes/draft",
        "quarterly/draft",
        "attendance/corrected",
        "codes/code",
        *("codes/said", "codes/app", "codes/app_ended"),
        "reports/corrected",
    ),
    *("contacts/confirm", "contacts/code", "contacts/superior", "contacts/changed"),
    *(
        "contacts/came_back",
        "contacts/changed_by_sms",
        "convening/off",
        "convening/soon",
        "links/anew",
        "reminders/last_call",
    ),
}
"""What members are told, and nothing of their duties at the table is asked in it."""


@pytest.mark.article("2")
def test_each_message_to_who_takes_part_says_it_or_asks_for_nothing() -> None:
    assert str(BINDING) == "2"
    to_members = {name for name, each in NOTICES.items() if each.read_by == RecipientKind.MEMBER}
    asking = {name for name in NOTICES if says_whom_it_binds(name)}
    assert asking == ASKED_OF_WHO_TAKES_PART
    assert to_members - asking == ONLY_TELLS & to_members
    assert asking <= to_members
