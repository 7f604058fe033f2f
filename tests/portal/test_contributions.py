"""Contributions behind the link, gathered beside the plan, taken over by a click: Art. 6(1.6)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import contributions
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from models.contribution import Contribution
from rules.aims import Aim
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.asking import TOLD_OF_THE_CHILD, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_information import letter_of

OFFER = "Kanarina 4471: kontroll te pediatri"
NEEDS = "Transport deri te QKMF"
WORD = "Kanarina 8813: bëhet tashmë."
DAY = timedelta(days=1)


@pytest.fixture(name="case")
def an_invited_case(sign_in: SignIn, a_case: At) -> ACase:
    """A week before the first meeting; the empty database came first."""
    case = a_case("invited")
    case.stage.settle()
    return case


def at_the_link(email: str, browser: Browser, demo: Settings) -> Guest:
    guest = Guest(browser, demo, link_of(email, "read"))
    guest.enter()
    return guest


def contributed() -> list[Contribution]:
    with reading() as work:
        return list(work.session.scalars(select(Contribution).order_by(Contribution.number)))


def give(case: ACase, email: str = HEALTH) -> Contribution:
    seat = case.seat(email)
    with member_acting(seat) as work:
        return contributions.contribute(work, seat, action=OFFER, aim=Aim.PROTECTION, needs=NEEDS)


@pytest.mark.article("6(1.6)", "18(1)")
def test_a_member_contributes_behind_the_invitation_and_the_table_reads_it(
    case: ACase, browser: Browser, demo: Settings
) -> None:
    guest = at_the_link(HEALTH, browser, demo)
    assert f"{guest.home}/contribute" in guest.get("/read").text
    guest.get("/contribute")
    again = guest.post("/contribute", {"action": " ", "needs": NEEDS, "due_on": "31.2.2026"})
    assert again.status_code == 422
    assert NEEDS in seen(again.text)
    typed = {"action": OFFER, "aim": "protection", "due_on": "", "needs": NEEDS}
    assert guest.post("/contribute", typed).status_code == 303
    assert (OFFER in seen(guest.get("/contribute").text)) is True
    browser.client.cookies.clear()
    other = at_the_link(ADVOCATE, browser, demo)
    page = seen(other.get("/contribute").text)
    assert OFFER in page
    assert "Valon Mehmeti" in page
    assert ("contributions read", "18(1)") in case.trail()


@pytest.mark.article("6(1.6)", "10(2)")
def test_nobody_recused_reads_what_the_table_contributes(
    case: ACase, browser: Browser, demo: Settings
) -> None:
    give(case)
    guest = at_the_link(ADVOCATE, browser, demo)
    assert OFFER in seen(guest.get("/contribute").text)
    case.declare_conflict(ADVOCATE)
    assert guest.get("/contribute").status_code == 404
    assert guest.post("/contribute", {"action": OFFER}).status_code == 404
    assert len(contributed()) == 1


@pytest.mark.article("6(1.6)")
def test_the_manager_types_what_came_by_telephone_and_leaves_one_out_with_a_word(
    case: ACase, sign_in: SignIn
) -> None:
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/plan/contributions"
    manager.get(home)
    yesterday = case.clock.today() - DAY
    typed = {"member": str(case.seat(SILENT)), "how": "phone", "action": OFFER, "needs": NEEDS}
    again = manager.post(home, typed | {"action": " "})
    assert again.status_code == 422
    assert NEEDS in seen(again.text)
    assert manager.post(home, typed | {"on": f"{yesterday:%d.%m.%Y}"}).status_code == 303
    (said,) = contributed()
    assert (said.said_on, said.means, said.member_id) == (yesterday, "phone", case.seat(SILENT))
    one = f"{home}/{said.id}"
    assert OFFER in seen(manager.get(one).text)
    assert manager.post(one, {"reason": " ", "on": ""}).status_code == 422
    today = f"{case.clock.today():%d.%m.%Y}"
    assert manager.post(one, {"reason": WORD, "on": today}).status_code == 303
    page = seen(manager.get(home).text)
    assert WORD in page
    head = sign_in(HEAD)
    page = seen(head.get(home).text)
    assert WORD in page
    assert '<form method="post" novalidate' not in page.partition("<main")[2]


@pytest.mark.article("6(1.6)", "13(1)")
def test_a_click_makes_a_row_of_it_and_the_plan_names_who_proposed_it(
    case: ACase, sign_in: SignIn, a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("assessed")
    said = give(case)
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/plan"
    page = manager.get(home).text
    assert f'name="take" value="{said.id}"' in page
    first = page.partition("<main")[2].partition("<button")[2].partition(">")[0]
    assert "take" not in first, "the enter key presses the first button"
    taken = manager.post(home, {"goal": "Siguri", "take": str(said.id)})
    assert taken.status_code == 200
    assert case.plans() == []
    row = re.search(rf'name="(actions\.\d+)\.contribution" value="{said.id}" checked', taken.text)
    assert row is not None
    assert f'name="{row[1]}.action" type="text" value="{OFFER}"' in seen(taken.text)
    assert 'name="take"' not in taken.text
    due = f"{case.working_day(40):%d.%m.%Y}"
    typed = {
        "goal": "Siguri",
        "on": f"{case.clock.today():%d.%m.%Y}",
        f"{row[1]}.objective": "Shëndet",
        f"{row[1]}.action": OFFER,
        f"{row[1]}.service": "Pediatri",
        f"{row[1]}.responsible": str(case.seat(HEALTH)),
        f"{row[1]}.due_on": due,
        f"{row[1]}.contribution": str(said.id),
    }
    typed = {name.replace(row[1], "actions.0"): value for name, value in typed.items()}
    assert manager.post(home, typed).status_code == 303
    assert [each.contribution_id for each in case.plans()[-1].actions] == [said.id]
    proposed = "Proposed by Valon Mehmeti"
    assert proposed in seen(manager.get(home).text)
    assert proposed in seen(sign_in(HEAD).get(home).text)
    case.stage.settle()
    guest = Guest(browser, demo, link_of(ADVOCATE, "plan"))
    guest.enter()
    assert "Valon Mehmeti" in seen(guest.get("/plan").text)


@pytest.mark.article("6(1.6)", "18(1)")
def test_of_another_case_nobody_reads_a_contribution(case: ACase, sign_in: SignIn) -> None:
    said = give(case)
    manager = sign_in(MANAGER)
    other = f"/cases/{case.row().number}/plan/contributions/{case.case}"
    assert manager.get(other).status_code == 404
    assert (
        manager.get(f"/cases/{case.row().number}/plan/contributions/{said.id}").status_code == 200
    )


ASKED = {
    "sq": "me çfarë mund të kontribuojë institucioni juaj",
    "sr": "čime vaša institucija može da doprinese",
    "en": "what your institution can contribute",
}


@pytest.mark.article("6(1.6)", "18(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_asks_in_one_sentence_and_says_nothing_of_the_child(
    case: ACase, language: Language
) -> None:
    give(case)
    text = letter_of(case.messages("convening/invitation")[0], language)
    assert ASKED[language] in text
    assert not [word for word in (*TOLD_OF_THE_CHILD, "Kanarina") if word in text]


@pytest.mark.article("6(1.6)")
def test_the_invitation_to_a_meeting_on_closing_asks_for_nothing(a_case: At) -> None:
    case = a_case("closure_met")
    *_, last = case.messages("convening/invitation")
    assert "closure" in last.context["agenda"]
    assert ASKED["en"] not in letter_of(last, "en")
