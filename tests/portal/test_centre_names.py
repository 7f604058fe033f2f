"""What a centre is called, from which day on: on pages, in mails, and in what was signed before."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.municipality import centre_names
from casework.municipality.centre_names import NamedSince
from casework.record.table import meetings
from identity.access import NotThere
from models.centre_name import CentreName
from models.people import Municipality, PlaceNames
from models.session import unit_of_work
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import SignIn
from tests.portal.test_work_form import sight

HOME = "/centre-names/ferizaj"
NAMED = {"name_sq": "Ferizaj i Ri", "name_sr": "Novi Uroševac", "name_en": "New Ferizaj"}


def a_day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def test_a_name_is_entered_with_its_day_and_pages_say_it_from_then_on(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("prepared")
    admin, manager = sign_in(ADMIN), sign_in(MANAGER)
    for email in (MANAGER, HEAD):
        officer = sign_in(email)
        assert officer.get("/centre-names").status_code == 403
        assert officer.get(HOME).status_code == 403
        assert officer.post(HOME, NAMED).status_code == 403
    assert "Ferizaj" in admin.get("/centre-names").text
    assert admin.get("/centre-names/nowhere").status_code == 404
    tomorrow = case.begins + timedelta(days=1)
    empty = admin.post(HOME, NAMED | {"name_sr": " "})
    assert empty.status_code == 422
    assert "Write the name, as it stands behind" in sight(empty.text)
    assert admin.post(HOME, NAMED | {"since": a_day(tomorrow)}).status_code == 303
    assert "CSW Ferizaj<" in manager.get("/").text
    assert "New Ferizaj" in admin.get(HOME).text, "it stands in the list before its day"
    case.clock.move_to(tomorrow)
    assert "CSW New Ferizaj<" in sign_in(MANAGER).get("/").text
    assert "QPS Ferizaj i Ri<" in sign_in(MANAGER).get("/?lang=sq").text
    assert "CSR Novi Uroševac<" in sign_in(MANAGER).get("/?lang=sr").text
    assert "New Ferizaj" in admin.get("/people").text


def test_the_same_again_changes_nothing_and_a_slip_is_put_right_by_another_row(
    sign_in: SignIn, a_case: At
) -> None:
    a_case("prepared")
    admin = sign_in(ADMIN)
    as_it_is = {"name_sq": "Ferizaj", "name_sr": "Uroševac", "name_en": "Ferizaj"}
    for said, rows in ((as_it_is, 0), (NAMED, 1), (NAMED, 1), (as_it_is, 2)):
        assert admin.post(HOME, said).status_code == 303
        with unit_of_work() as work:
            assert len(work.session.scalars(select(CentreName)).all()) == rows
    assert "when this record began" in admin.get(HOME).text
    assert "CSW Ferizaj<" in sign_in(MANAGER).get("/").text


def test_a_place_is_called_by_the_last_word_about_the_day(a_case: At) -> None:
    a_case("prepared")
    first, later = date(2020, 1, 1), date(2024, 1, 1)
    said = [
        (PlaceNames("Alfa", "Alfa", "Alpha"), later),
        (PlaceNames("Beta", "Beta", "Beta"), first),
        (PlaceNames("Gama", "Gama", "Gamma"), later),
        (PlaceNames("Delta", "Delta", "Delta"), None),
    ]
    with acting(ADMIN) as work:
        for names, since in said:
            assert centre_names.enter(work, "ferizaj", NamedSince(names, since))
        place = work.session.scalars(
            select(Municipality).where(Municipality.slug == "ferizaj")
        ).one()
        day = timedelta(days=1)
        called = [place.name("en", on) for on in (first - day, first, later - day, later)]
        assert called == ["Delta", "Beta", "Beta", "Gamma"]
        assert "Alpha" in place.ever_named


def test_what_was_entered_stays_and_nobody_but_an_administrator_enters_it(a_case: At) -> None:
    a_case("prepared")
    said = NamedSince(PlaceNames("A", "B", "C"))
    with pytest.raises(NotThere), acting(HEAD) as work:
        centre_names.enter(work, "ferizaj", said)
    with acting(ADMIN) as work:
        centre_names.enter(work, "ferizaj", said)
    for change in ("UPDATE centre_name SET name_sq = 'X'", "DELETE FROM centre_name"):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))


def test_what_was_written_before_keeps_the_name_and_the_next_day_of_meeting_has_the_new_one(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("reviewed")
    with unit_of_work() as work:
        held = [meeting.id for meeting in meetings(work.session, case.case)]
    head = sign_in(HEAD)
    before = [sight(head.get(f"/meetings/{each}/minutes").text) for each in held]
    with acting(ADMIN) as work:
        named = NamedSince(PlaceNames(*NAMED.values()), case.clock.today())
        centre_names.enter(work, "ferizaj", named)
    for meeting, said in zip(held, before, strict=True):
        text_ = sight(head.get(f"/meetings/{meeting}/minutes").text)
        assert text_.replace("New Ferizaj", "Ferizaj") == said
        assert "New Ferizaj" not in text_.partition("</header>")[2]
    form = sight(head.get(f"/cases/{case.row().number}/form").text)
    assert "New Ferizaj" not in form.partition("Annex")[2], "its assessment was made before"
