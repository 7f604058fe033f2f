"""Two people see a changed contact, also while a deputy decides for the head."""

import pytest

from identity.access import NotThere
from rules.contacts import AskedByYourself
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT
from tests.casework.table.test_contacts import THIEF, ask, call, pending
from tests.conftest import At
from tests.deputy import entry, head_leaves, named


@pytest.mark.article("18(1)")
def test_a_deputy_confirms_a_contact_that_somebody_else_asked_for(a_case: At) -> None:
    case = a_case("declared")
    named(case)
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    told = {message.recipient_id for message in case.messages("contacts/check")}
    assert told == {case.account(OTHER_MANAGER).id}
    call(pending().id, by=OTHER_MANAGER)
    assert entry("contact change in_force").actor_id == case.account(OTHER_MANAGER).id


@pytest.mark.article("18(1)")
def test_what_a_deputy_asked_for_is_the_heads_and_without_a_head_a_colleagues(a_case: At) -> None:
    case = a_case("declared")
    named(case, MANAGER)
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    told = {message.recipient_id for message in case.messages("contacts/check")}
    assert told == {case.account(HEAD).id}
    with pytest.raises(AskedByYourself):
        call(pending().id, by=MANAGER)
    with pytest.raises(NotThere):
        call(pending().id, by=OTHER_MANAGER)
    head_leaves(case)
    call(pending().id, by=OTHER_MANAGER)
    assert entry("contact change in_force").actor_id == case.account(OTHER_MANAGER).id
