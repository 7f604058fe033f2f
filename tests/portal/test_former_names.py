"""What somebody did stands under the name that they had then."""

from datetime import timedelta

import pytest

from casework.case import referral
from casework.record.table import meetings
from core.clock import SystemClock
from identity.account_changes import OfficerKnown, change_known
from models.people import Account
from models.session import unit_of_work
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.portal.conftest import SignIn


def test_what_was_signed_keeps_the_name_it_was_signed_with(a_case: At, sign_in: SignIn) -> None:
    case = a_case("reviewed")
    old = case.account(MANAGER)
    with acting(ADMIN) as work:
        known = OfficerKnown("Vjollca Re", MANAGER)
        by = case.account(ADMIN).id
        change_known(work, old.id, known, SystemClock(), by=by)
    with unit_of_work() as work:
        first = meetings(work.session, case.case)[0].id
    head = sign_in(HEAD)
    signed = head.get(f"/meetings/{first}").text
    assert f"{old.name}</p>" in signed  # who chaired
    minutes = head.get(f"/meetings/{first}/minutes").text
    assert minutes.count(old.name or "") >= 2  # in the text, and under it
    assert "Vjollca Re" not in signed + minutes
    assert "Vjollca Re" in head.get(f"/cases/{case.row().number}").text
    later = case.clock.now() + timedelta(seconds=1)
    assert case.account(MANAGER).name_at(later) == "Vjollca Re"


@pytest.mark.article("18(1)", "4(2)")
def test_what_was_done_beside_the_papers_keeps_the_name_too(a_case: At, sign_in: SignIn) -> None:
    """Appointments, declarations, answers about the child, codes that were said by telephone."""
    case = a_case("told")
    old, number, seat = case.account(MANAGER), case.row().number, next(iter(case.members()))
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    declarations, codes = f"/declarations/{case.case}", f"/codes/{case.case}/{seat}"
    assert manager.post(codes, {"means": "card"}).status_code == 200
    later = case.clock.now() + timedelta(seconds=1)
    with acting(ADMIN) as work:
        work.session.get_one(Account, old.id).rename("Vjollca Re", later)
    known = f"/cases/{number}/known"
    appointments = f"/cases/{number}/appointments"
    for who, page in (
        (head, appointments),
        (manager, declarations),
        (manager, codes),
        (head, known),
    ):
        text = who.get(page).text
        said = text[text.index("<main") : text.index("</main>")]
        assert (str(old.name) in said, "Vjollca Re" in said) == (True, False), page


@pytest.mark.article("4(2)", "10(2)", "18(2)")
@pytest.mark.parametrize(
    ("scene", "said"), [("told", "signed on"), ("agreed", "nothing is signed")]
)
def test_who_managed_before_stands_with_days_and_declaration(
    a_case: At, sign_in: SignIn, scene: str, said: str
) -> None:
    case = a_case(scene)
    former = case.account(MANAGER)
    with case.head() as work:
        other, head = case.account(OTHER_MANAGER).id, case.account(HEAD).id
        referral.appoint(work, case.case, other, by=head)
    for reader in (HEAD, OTHER_MANAGER):
        page = sign_in(reader).get(f"/declarations/{case.case}").text
        line = page[page.index("Chaired before, or chairs one meeting") :].split("</table>")[0]
        assert str(former.name) in line
        assert "(former case manager)" in line
        assert "Case manager from" in line
        assert said in line
