"""A contact that leads nowhere, and an invitation that waits for it: Art. 6(1.1), 8(3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import convening
from rules.duties import Duty
from rules.facts import MemberFacts
from rules.served_facts import ServedFacts
from tests.rules.known import (
    MEETS,
    MEMBER,
    a_meeting,
    a_table,
)
from tests.rules.test_invitations import LAST_TO_INVITE


@pytest.mark.article("8(3)", "6(1.1)")
@pytest.mark.parametrize(
    ("known_for", "excused", "until", "is_ours"),
    [
        (0, False, LAST_TO_INVITE, False),
        (5, False, LAST_TO_INVITE - timedelta(days=4), True),
        (-1, False, LAST_TO_INVITE + timedelta(days=2), True),
        (-3, True, MEETS, True),
    ],
)
def test_a_contact_for_which_an_invitation_waits_is_right_while_that_is_in_time(
    known_for: int, excused: bool, until: date, is_ours: bool
) -> None:
    since = LAST_TO_INVITE - timedelta(days=known_for)
    waiting = ServedFacts(MEMBER, has_link=True, queued_on=LAST_TO_INVITE - timedelta(days=7))
    table = a_table(
        members=(MemberFacts(MEMBER, asked=True, declared=True),),
        meeting=a_meeting(asked=True, agreed=True, excused=excused, served=(waiting,)),
        bad_contacts=1,
        bad_since=since,
    )
    duty = next(d for d in convening.duties(table) if d.duty is Duty.CORRECT_CONTACT)
    assert (duty.due, duty.is_ours) == (until, is_ours)


@pytest.mark.article("8(3)", "6(1.1)")
def test_of_an_invitation_in_time_that_turns_out_to_be_nobodys_later_no_mail_leaves() -> None:
    """Until the meeting officers may still call them; afterwards to correct the contact is owed."""
    last = LAST_TO_INVITE
    sent = ServedFacts(MEMBER, has_link=True, queued_on=last, taken_on=last)
    assert told_of(sent, MEETS), "and then its reader said that it is not for them"
    assert not told_of(sent, MEETS + timedelta(days=28))
    assert told_of(replace(sent, taken_on=None), MEETS + timedelta(days=28)), "a server was away"
    assert told_of(replace(sent, taken_on=last + timedelta(days=1)), MEETS + timedelta(days=28))


def told_of(served: ServedFacts, today: date) -> bool:
    table = a_table(
        members=(MemberFacts(MEMBER, asked=True, declared=True),),
        meeting=a_meeting(asked=True, agreed=True, invited=True, served=(served,)),
    )
    steps = convening.steps(table)
    return any(step.act == "tell_unsent" and step.is_due(today) for step in steps)
