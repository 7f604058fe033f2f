"""A child is found by how its name sounds, by whoever may open the case: Art. 18(1)."""

import re

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from core.clock import FrozenClock
from models import data_keys
from models.case import Case
from models.life import AuditEntry
from models.name_key import NameKey
from models.session import unit_of_work
from queries.finding import ANOTHER_CHILD
from rules.composition import Relation
from rules.known import FactName
from runtime.repairs import make_children_found
from simulation.seed import officer
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER
from tests.casework.known import child, state
from tests.conftest import At
from tests.database import past_the_rights
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.kept import Shelf
from tests.portal.test_referral import REFERRAL

FIRST = {"name": "Arta Hoxha", "birth_date": "3.5.2019"}


def found(browser: Browser, name: str, born: str = "") -> str:
    browser.get("/cases/find?lang=en")
    answer = browser.post("/cases/find?lang=en", {"name": name, "born": born})
    assert answer.status_code == 200
    return answer.text


def referred(chief: Browser, **other: object) -> str:
    """The number of a case that the portal opened."""
    chief.get("/cases/new")
    form = REFERRAL | FIRST | other
    led = chief.post("/cases/new", form)
    if led.status_code == 422:
        led = chief.post("/cases/new", form | {"already": none_of(led.text)})
    assert led.status_code == 303, led.text
    return led.headers["location"].split("/")[2]


def none_of(page: str) -> str:
    """That it is none of the children who are shown."""
    return str(re.findall(r'name="already" value="(none:[^"]+)"', page)[0])


def sounds() -> int:
    with reading() as work:
        return work.session.scalar(select(func.count()).select_from(NameKey)) or 0


@pytest.mark.parametrize("spelt", ["Arta Hodža", "hodza arta", "Арта Хоџа", "Arta Hoxha", "Arta"])
def test_in_whatever_spelling_and_order(chief: Browser, spelt: str) -> None:
    number = referred(chief)
    page = found(chief, spelt)
    assert number in page
    assert "Arta Hoxha" in page
    assert "1 case" in page


def test_the_likest_stand_first_and_a_year_tells_namesakes_apart(chief: Browser) -> None:
    old, young = referred(chief), referred(chief, birth_date="1.1.2012")
    page = found(chief, "Arta Hoxha", "2012")
    assert page.index(f"/cases/{young}") < page.index(f"/cases/{old}")


def test_nobody_who_sounds_otherwise_is_shown(chief: Browser) -> None:
    referred(chief)
    page = found(chief, "Besnik Krasniqi")
    assert "No case that you may open has a child whose name sounds like it." in page


@pytest.mark.article("18(1)")
def test_whoever_may_not_open_the_case_does_not_find_it(a_case: At, sign_in: SignIn) -> None:
    case = a_case("appointed")
    name = str(child(case).name)
    for who, sees in ((HEAD, True), (MANAGER, True), (OTHER_MANAGER, False), (OTHER_HEAD, False)):
        assert (f"/cases/{case.row().number}" in found(sign_in(who), name)) is sees, who
    assert sign_in(ADMIN).get("/cases/find").status_code == 403


@pytest.mark.article("18(1)")
def test_that_somebody_looked_is_on_record_and_for_whom_is_not(chief: Browser) -> None:
    number = referred(chief)
    found(chief, "Arta Hodža")
    with reading() as work:
        looked = text("SELECT detail FROM audit WHERE act = 'looked for a child by name'")
        said = [str(row.detail) for row in work.session.execute(looked)]
    assert any(number in each for each in said)
    assert not any("Hod" in each for each in said)


def test_bad_input_is_told_and_kept(chief: Browser) -> None:
    chief.get("/cases/find?lang=en")
    for typed, said in (
        ({"name": ""}, "Write at least one name in letters."),
        ({"name": "12 --"}, "Write at least one name in letters."),
        ({"name": "Arta", "born": "young"}, "Write the year of birth like 2014"),
    ):
        answer = chief.post("/cases/find?lang=en", typed)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{typed["name"]}"' in answer.text


def test_a_name_of_before_finds_it_too_and_the_page_says_so(a_case: At, sign_in: SignIn) -> None:
    case = a_case("appointed")
    before, number = str(child(case).name), case.row().number
    state(case, Relation.CHILD, FactName.NAME, "Zamira Plana")
    now, then = (found(sign_in(MANAGER), name) for name in ("Zamira Pllana", before))
    assert number in now
    assert number in then
    assert ("under a name that stood here before" in now) is False
    assert "under a name that stood here before" in then


def test_a_referral_asks_whether_the_child_is_known(chief: Browser) -> None:
    first = referred(chief)
    chief.get("/cases/new?lang=en")
    again = REFERRAL | {"name": "Arta Hodža", "birth_date": "3.5.2018"}
    asked = chief.post("/cases/new?lang=en", again)
    assert asked.status_code == 422
    assert "Say whether it is one of these children" in asked.text
    assert f'value="same:{first}"' in asked.text
    assert not re.search(r'name="already"[^>]*checked', asked.text)
    runs = chief.post("/cases/new?lang=en", again | {"already": f"same:{first}"})
    assert runs.status_code == 422
    assert "This child has a case that runs." in runs.text
    assert "Arta Hod" in runs.text
    sibling = chief.post("/cases/new", again | {"already": f"sibling:{first}"})
    assert sibling.status_code == 303
    assert "Same family" in chief.get(f"/cases/{first}?lang=en").text
    for made_up in ("sibling:R-26-9999", "same", "none of them"):
        chief.get("/cases/new")
        assert chief.post("/cases/new", again | {"already": made_up}).status_code == 422


def test_whoever_is_somebody_else_has_a_case_of_their_own(chief: Browser) -> None:
    """Said of those who were shown, and of nobody whom a name typed later brings."""
    referred(chief)
    assert referred(chief, name="Arta Hodža")
    referred(chief, name="Besnik Tahiri")
    chief.get("/cases/new")
    asked = chief.post("/cases/new", REFERRAL | FIRST)
    said = {"already": none_of(asked.text), "name": "Besnik Tairi"}
    for words in (said["already"], "none"):
        other = chief.post("/cases/new", REFERRAL | FIRST | said | {"already": words})
        assert other.status_code == 422


def test_keys_stay_as_they_were_written_and_go_with_the_file(
    shelf: Shelf, database: FrozenClock
) -> None:
    story = shelf.story(database)
    story.refer()
    assert sounds() > 0
    with past_the_rights() as work, pytest.raises(DBAPIError, match="name_key_stays"):
        work.session.execute(text("UPDATE name_key SET sound = '\\x00'"))
    with past_the_rights() as work:
        work.session.execute(text("UPDATE data_key SET wrapped = NULL, destroyed_at = now()"))
    data_keys.forget()
    assert sounds() == 0
    with unit_of_work() as work:
        assert make_children_found(work) == 0, "who was erased is not found again"


def test_who_is_on_record_since_before_is_found_too(shelf: Shelf, database: FrozenClock) -> None:
    story = shelf.story(database)
    story.refer()
    before = sounds()
    shelf.cleaner.tamper("DELETE FROM name_key")
    with unit_of_work() as work:
        assert make_children_found(work) == 2
    assert sounds() == before
    with unit_of_work() as work:
        assert make_children_found(work) == 0


@pytest.mark.article("5(1.2)", "18(1)")
def test_who_appoints_is_asked_of_a_child_whom_whoever_referred_could_not_see(
    chief: Browser, sign_in: SignIn
) -> None:
    first = referred(chief)
    manager = sign_in(MANAGER)  # manages nothing: he sees no case, and is not asked
    manager.get("/cases/new")
    assert manager.post("/cases/new", REFERRAL | FIRST | {"name": "Hodža Arta"}).status_code == 303
    with reading() as work:
        second = work.session.scalars(
            select(Case.number).where(Case.number != first).order_by(Case.referred_on.desc())
        ).first()
    at = f"/cases/{second}/appoint"
    page = chief.get(f"{at}?lang=en").text
    assert f'href="/cases/{first}"' in page
    assert f"/cases/{second}/mistaken" in page
    assert not re.search(r'name="already"[^>]*checked', page)
    with reading() as work:
        manages = {"manager": str(officer(work, MANAGER).id)}  # the day is the one it says first
    asked = chief.post(at, manages)
    assert asked.status_code == 422
    assert "Look at these cases first" in asked.text
    assert chief.post(at, manages | {"already": none_of(page)}).status_code == 303
    with reading() as work:
        said = work.session.scalars(
            select(AuditEntry.detail).where(AuditEntry.act == ANOTHER_CHILD)
        ).all()
    assert [each["others"] for each in said] == [first]
    assert "sound alike" not in chief.get(f"{at}?lang=en").text, "asked once"


@pytest.mark.article("18(1)")
def test_a_surname_alone_makes_no_child_a_known_one(chief: Browser) -> None:
    """It has two sounds, which are not a first name and a surname."""
    referred(chief, name="Ardita Krasniqi")
    chief.get("/cases/new")
    other = chief.post("/cases/new", REFERRAL | FIRST | {"name": "Agron Krasniqi"})
    assert other.status_code == 303, other.text
