"""A change of contact that waits hides nothing that it does not mend, and whoever may decide on it
is told that it waits: Art. 18(1), decision 0027."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from casework.municipality import people
from casework.table import contact_change
from casework.table.contacts import Asked, Contact
from models.outbox import Message
from models.session import unit_of_work
from queries import contacts_to_confirm
from rules.contacts import AnotherWishIsOpen
from rules.duties import Duty
from simulation.seed import professional
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.municipality.test_mornings import next_morning
from tests.casework.table.test_contacts import ask, call, pending

MOBILE = "+38344555666"
RIGHT = "f.gashi@policia.example"


def refused(case: ACase) -> None:
    """A server took no mail to the member of the police."""
    with unit_of_work() as work:
        theirs = Message.recipient_id == case.person(SILENT)
        invited = Message.template == "convening/invitation"
        work.session.execute(update(Message).where(theirs, invited).values(status="failed"))
    case.stage.settle()


def ask_in_list(by: str = HEAD, **wanted: str) -> Asked:
    """Of the list of people, where the head corrects whom a case has."""
    with acting(by) as work:
        person = professional(work, SILENT)
        now: dict[str, Any] = {
            "email": person.email or "",
            "phone": person.phone or "",
            "superior_name": person.superior_name or "",
            "superior_email": person.superior_email or "",
            "superior_language": person.superior_language or "sq",
        }
        return people.change_contact(work, person.id, Contact(**now | wanted), "Nga policia.")


def waits_for(email: str) -> list[UUID]:
    with acting(email) as work:
        return [each.id for each in contacts_to_confirm.of_reader(work)]


def told(case: ACase, email: str) -> Sequence[Any]:
    """The lines of their mornings that are of no case."""
    mails = case.messages("reminders/officer", case.account(email).id)
    lines = [line for mail in mails for line in mail.context["lines"]]
    return [(line["section"], line["what"]) for line in lines if not line["table"] and line["what"]]


@pytest.mark.article("18(1)")
def test_a_broken_address_is_owed_while_another_wish_of_the_same_person_waits(a_case: At) -> None:
    case = a_case("invited")
    refused(case)
    since = case.duties()[Duty.CORRECT_CONTACT].due
    assert (
        ask_in_list(superior_phone=MOBILE, superior_email="ana@policia.example")
        is Asked.WAITS_ALONE
    )
    case.stage.settle()
    assert case.duties()[Duty.CORRECT_CONTACT].due == since, "it mends no address of theirs"
    with pytest.raises(AnotherWishIsOpen):
        ask(case.case, case.seat(SILENT), by=MANAGER, email=RIGHT)
    waits = pending().id
    with acting(MANAGER) as work:
        contact_change.refuse(work, waits, reason="Nuk është i saj.")
    assert case.duties()[Duty.CORRECT_CONTACT].due == since, "and its end begins nothing anew"
    assert ask(case.case, case.seat(SILENT), by=MANAGER, email=RIGHT) is Asked.WAITS_ALONE
    assert Duty.CORRECT_CONTACT not in case.duties(), "that waits for the head"
    call(pending().id)
    assert not {Duty.CORRECT_CONTACT, Duty.CONFIRM_CONTACT} & set(case.duties())


@pytest.mark.article("18(1)")
def test_a_change_of_nobodys_case_is_told_to_who_may_decide_until_it_is_decided(
    a_case: At,
) -> None:
    case = a_case("invited")
    assert ask_in_list(email=RIGHT) is Asked.WAITS
    change = pending().id
    assert waits_for(MANAGER) == waits_for(OTHER_MANAGER) == [change]
    assert not waits_for(HEAD), "she asked herself"
    case.stage.settle()
    next_morning(case)
    for officer in (MANAGER, OTHER_MANAGER):
        assert told(case, officer) == [("nears", "confirm_contact")]
    assert not told(case, HEAD)
    next_morning(case)
    assert told(case, MANAGER)[1:] == [("late", "confirm_contact")]
    call(change, by=MANAGER)
    assert not waits_for(OTHER_MANAGER)
    next_morning(case)
    assert len(told(case, OTHER_MANAGER)) == 2
