"""The people of a centre, entered in the portal: by its head, by the administrator: 4(1), 4(4)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from casework.municipality import people, standing
from casework.municipality.people import other_profession
from casework.table.contacts import Asked, Contact
from models.case import Member
from models.contacts import ContactChange
from models.life import AuditEntry, Life
from models.outbox import Message
from models.people import Professional
from models.session import Work, unit_of_work
from models.standing_seat import SeatTerm, StandingSeat
from notifications import posting
from notifications.channels.mail import Envelope
from rules.people import HasSat, SitsStill
from simulation.life import CaseStory
from simulation.seed import officer, professional
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, SILENT
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn

NEW = {
    "kind": "1.4",
    "institution": "Shërbimi Sprovues",
    "unit": "Njësia Ferizaj",
    "name": "Kanarina Krasniqi",
    "email": "kanarina@sprovues.example",
    "phone": "044 123 987",
    "language": "sq",
    "superior_language": "sq",
}
AT = "/people/ferizaj"


def person() -> Professional:
    with unit_of_work() as work:
        return professional(work, NEW["email"])


@pytest.mark.article("4(1)", "4(4)")
def test_the_head_enters_corrects_names_and_lets_go(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    today = story.stage.today()
    assert "Fatmir Gashi" in chief.get("/people").text
    chief.get(f"{AT}/new")
    refused = chief.post(f"{AT}/new", NEW | {"phone": "12", "until": "1.1.2027"})
    assert refused.status_code == 422
    assert "Write since when they have the seat" in seen(refused.text)
    since = {"since": f"{today:%d.%m.%Y}", "until": f"{today + timedelta(days=1):%d.%m.%Y}"}
    assert chief.post(f"{AT}/new", NEW | since).status_code == 303
    assert chief.post(f"{AT}/new", NEW | {"once": ""}).status_code == 409  # the address is known
    page = seen(chief.get(f"{AT}?find=krasniqi").text)
    assert "Kanarina Krasniqi" in page
    assert "Fatmir Gashi" not in page
    here = f"{AT}/{person().id}"
    assert "had no seat yet" in seen(chief.get(here).text)
    slip = {key: NEW[key] for key in ("kind", "institution", "unit", "name", "language")}
    assert chief.post(f"{here}/known", slip | {"unit": "Ferizaj"}).status_code == 303
    moved = {key: NEW[key] for key in ("email", "phone", "superior_language")}
    moved |= {"email": "k.krasniqi@sprovues.example"}
    assert chief.post(f"{here}/contact", moved).status_code == 303
    with unit_of_work() as work:
        found = professional(work, moved["email"])
        assert (found.unit, found.standing) == ("Ferizaj", True)
        mails = select(Message).where(Message.template == "contacts/changed")
        told = [posting.prepare(work, each) for each in work.session.scalars(mails)]
        assert [each.recipient for each in told if isinstance(each, Envelope)] == [NEW["email"]]
    assert chief.post(f"{here}/leave").status_code == 409  # they stand still
    named = {"until": "", "deputy": str(_id(SILENT))}
    assert chief.post(f"{here}/seat", named).status_code == 303
    deputy = seen(chief.get(f"{AT}?find=krasniqi").text).partition("deputy: ")[2]
    assert "Fatmir Gashi" in deputy[:20]
    ended = {"person": str(found.id), "reason": "Moved", "on": f"{today:%d.%m.%Y}"}
    chief.get("/roundtable/members")
    assert chief.post("/roundtable/members/end", ended).status_code == 303
    chief.get(here)
    assert chief.post(f"{here}/leave").status_code == 303
    assert "Kanarina" not in chief.get(AT).text
    assert "in the list no more" in seen(chief.get(here).text)


def _id(email: str) -> object:
    with unit_of_work() as work:
        return professional(work, email).id


@pytest.mark.parametrize("field", ["name", "institution", "unit", "superior_name"])
def test_a_name_that_would_be_a_link_in_a_mail_is_refused_and_kept(
    story: CaseStory, sign_in: SignIn, field: str
) -> None:
    typed = {field: "https://example.org Zyra"}
    if field == "superior_name":
        typed |= {"superior_email": "eprori@policia.example"}
    page = sign_in(HEAD).post(f"{AT}/new", NEW | typed)
    assert page.status_code == 409
    assert "A name holds no address of the web" in page.text
    assert "https://example.org Zyra" in page.text


@pytest.mark.article("3", "4(1)")
def test_a_seat_whose_time_is_over_is_a_line_for_head_and_administrator(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    day = story.stage.today() - timedelta(days=1)
    here = f"{AT}/{_id(SILENT)}"
    chief.get(here)
    assert chief.post(f"{here}/seat", {"until": f"{day:%d.%m.%Y}"}).status_code == 303
    for page in (chief.get("/"), chief.get(AT), sign_in(ADMIN).get("/"), sign_in(ADMIN).get(AT)):
        assert "(1.6): the time for which they were named is over" in seen(page.text)
    assert chief.post(f"{here}/seat", {"until": "", "once": ""}).status_code == 303
    assert "for which they were named" not in chief.get(AT).text
    with unit_of_work() as work:
        assert len(work.session.scalars(select(SeatTerm)).all()) == 2


@pytest.mark.article("4(1)")
def test_an_administrator_enters_people_of_any_centre_and_changes_nobody(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin, today = sign_in(ADMIN), story.stage.today()
    assert "Zve" in admin.get("/people?lang=en").text
    at = "/people/zvecan"
    admin.get(f"{at}/new")
    fields = NEW | {"since": f"{today:%d.%m.%Y}"}
    assert admin.post(f"{at}/new", fields).status_code == 303
    assert "Kanarina Krasniqi" in admin.get(at).text
    here = f"{at}/{person().id}"
    assert "changes nobody who is in the list" in seen(admin.get(here).text)
    for act in ("known", "contact", "seat", "leave"):
        assert admin.post(f"{here}/{act}", NEW).status_code == 403, act
    with unit_of_work() as work:
        one = work.session.scalars(select(StandingSeat)).one()
        assert one.entered_by_id == officer(work, ADMIN).id
        acts = work.session.scalars(select(AuditEntry.act))
        assert {"professional registered", "standing seat taken"} <= set(acts)


@pytest.mark.article("8(2)")
def test_whom_an_administrator_entered_sits_in_the_quarter_that_has_begun(
    story: CaseStory, sign_in: SignIn
) -> None:
    with unit_of_work() as work:
        standing.ensure(work)
    story.stage.settle()
    admin, today = sign_in(ADMIN), story.stage.today()
    admin.get(f"{AT}/new")
    assert admin.post(f"{AT}/new", NEW | {"since": f"{today:%d.%m.%Y}"}).status_code == 303
    with unit_of_work() as work:
        begun = select(Member.life_id).join(Life, Life.id == Member.life_id)
        quarters = set(work.session.scalars(begun.where(Life.key.startswith("ferizaj:"))))
    with unit_of_work() as work:
        standing.ensure(work)
    with unit_of_work() as work:
        mine = select(Member.life_id).where(Member.professional_id == person_id(work))
        assert set(work.session.scalars(mine)) == quarters
    assert quarters


def person_id(work: Work) -> object:
    return professional(work, NEW["email"]).id


@pytest.mark.article("18(1)")
def test_nobody_else_opens_a_list(story: CaseStory, sign_in: SignIn) -> None:
    here = f"{AT}/{_id(SILENT)}"
    for email, status in ((MANAGER, 403), (OTHER_HEAD, 404)):
        browser = sign_in(email)
        browser.get("/")
        for path in (AT, f"{AT}/new", here):
            assert browser.get(path).status_code == status, path
        for path in (f"{AT}/new", f"{here}/known", f"{here}/contact", f"{here}/leave"):
            assert browser.post(path, NEW).status_code == status, path
    with unit_of_work() as work:
        assert professional(work, SILENT).name == "Fatmir Gashi"


@pytest.mark.article("18(1)")
def test_whoever_has_had_a_seat_keeps_name_and_house_and_confirms_an_address(a_case: At) -> None:
    a_case("prepared")
    with acting(HEAD) as work:
        silent = professional(work, SILENT)
        with pytest.raises(HasSat):
            people.correct(work, silent.id, other_profession(silent, unit="Elsewhere"))
        assert people.correct(work, silent.id, other_profession(silent, language="sr"))
        contact = Contact("other@police.example", silent.phone or "")
        assert people.change_contact(work, silent.id, contact, "By telephone") is Asked.WAITS
        assert silent.email == SILENT
        change = work.session.scalars(select(ContactChange)).one()
        assert work.session.get_one(Life, change.life_id).kind == "reminders"
        with pytest.raises(SitsStill):
            people.leave(work, silent.id)
    with pytest.raises(DBAPIError, match="entered_wrong_before_a_seat"), unit_of_work() as work:
        work.session.execute(
            update(Professional)
            .where(Professional.id == professional(work, SILENT).id)
            .values(unit="Elsewhere")
        )
