"""What became of an invitation, as the case page says it."""

from pathlib import Path

import pytest

from models.outbox import MessageStatus
from queries.case_file import BECAME, InvitationState

PAGE = Path(__file__).parents[2] / "portal/pages/cases/case.html"


@pytest.mark.parametrize("status", MessageStatus)
def test_each_state_of_a_mail_is_one_of_an_invitation(status: MessageStatus) -> None:
    assert status in BECAME


@pytest.mark.parametrize("state", [e for e in InvitationState if e != "not_yet"])
def test_the_page_has_words_for_each(state: InvitationState) -> None:
    assert f'seat.invited == "{state}"' in PAGE.read_text("utf-8")
