"""A name that stands in mails is no address of the web, at whatever door it is entered: ours."""

from collections.abc import Callable

import pytest

from casework.case import superior_named
from casework.municipality import people
from casework.table import professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from core.clock import SystemClock
from identity import accounts
from identity.account_changes import OfficerKnown, change_known
from models.people import Professional
from models.session import unit_of_work
from rules.people import NamedByAnAddress
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, SILENT, ACase
from tests.casework.table.test_contacts import ask
from tests.conftest import At

LINK = "Shiko https://keq.example"


def enter(case: ACase) -> None:
    one = Profession("1.6", "Policia e Kosovës", "", LINK, "sq")
    with acting(HEAD) as work:
        professionals.register(
            work, case.row().municipality_id, one, Contact("r.gashi@policia.example")
        )


def correct(case: ACase) -> None:
    with acting(HEAD) as work:
        to = Profession("1.6", "Policia e Kosovës", "www.keq.example", "Rreshter Gashi", "sq")
        nobody = Profession("1.6", "Policia e Kosovës", "", "Rreshter Gashi", "sq")
        at = Contact("r.gashi@policia.example")
        newcomer = professionals.register(work, case.row().municipality_id, nobody, at)
        people.correct(work, newcomer.id, to)


def a_superior(case: ACase) -> None:
    ask(case.case, case.seat(SILENT), by=MANAGER, superior_name=LINK)


def of_institution(case: ACase) -> None:
    with unit_of_work() as work:
        where = work.session.get_one(Professional, case.person(SILENT)).institution
    with acting(HEAD) as work:
        superior_named.name_for_institution(work, where, name=LINK, mail="i.ri@policia.example")


def colleague(case: ACase) -> None:
    with acting(HEAD) as work:
        accounts.invite_colleague(work, LINK, "e.re@qps.example", "sq", SystemClock())


def rename(case: ACase) -> None:
    with acting(ADMIN) as work:
        known = OfficerKnown(LINK, MANAGER)
        by = case.account(ADMIN).id
        change_known(work, case.account(MANAGER).id, known, SystemClock(), by=by)


DOORS = [enter, correct, a_superior, of_institution, colleague, rename]


@pytest.mark.parametrize("door", DOORS)
def test_no_address_of_the_web_is_taken_for_a_name(
    a_case: At, door: Callable[[ACase], None]
) -> None:
    with pytest.raises(NamedByAnAddress):
        door(a_case("overdue"))
