"""A form that showed something else than what stands now: the last press does not win."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.closure import OpinionRow
from rules.composition import Relation
from tests.builders import HEAD, MANAGER
from tests.casework.known import kin
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.acts import fields_of
from tests.portal.conftest import SignIn


@pytest.mark.article("17(2)", "17(3)")
def test_opinions_and_the_decision_on_closing_are_taken_as_they_were_read(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("closure_met"), sign_in(MANAGER)
    home = f"/cases/{case.row().number}/closure"
    mother = f"{home}/opinions/{kin(case, Relation.MOTHER)}"
    child = f"{home}/opinions/{kin(case, Relation.CHILD)}"
    day = f"{case.clock.today():%d.%m.%Y}"
    said = {"outcome": "said", "on": day}
    first = fields_of(manager.get(mother).text) | said | {"words": "Yes, close it."}
    other = first | {"words": "No, do not."}
    assert manager.post(mother, first).status_code == 303
    refused = manager.post(mother, other)
    assert refused.status_code == 409
    for shown in ("since you opened the page", "Yes, close it.", "No, do not."):
        assert shown in refused.text
    again = fields_of(refused.text) | said
    assert manager.post(mother, again).status_code == 303
    with reading() as work:
        rows = work.session.scalars(select(OpinionRow).order_by(OpinionRow.number)).all()
        assert [each.words for each in rows] == ["Yes, close it.", "No, do not."]
    decide = fields_of(manager.get(home).text) | {"close": "no", "on": day}
    asked = fields_of(manager.get(child).text) | {"outcome": "not_possible", "on": day}
    assert manager.post(child, asked).status_code == 303
    heard_since = manager.post(f"{home}/decide", decide)
    assert heard_since.status_code == 409
    assert "recorded anew since you opened the page" in heard_since.text
    decide |= {"shown": fields_of(heard_since.text)["shown"]}
    assert manager.post(f"{home}/decide", decide).status_code == 303
    closed = manager.post(f"{home}/decide", decide | {"close": "yes"})
    assert "It is on record already that the table did not close the case" in closed.text


@pytest.mark.article("14(3.2)")
def test_a_superior_named_meanwhile_is_not_replaced_unread(a_case: At, sign_in: SignIn) -> None:
    case, chief = a_case("assessed"), sign_in(HEAD)
    page = chief.get("/superiors").text
    one, two = (each.split('"')[0] for each in page.split('<option value="')[2:4])
    named = {"institution": one, "name": "Ana Krasniqi", "mail": "ana@policia.example"}
    shown = {"shown": fields_of(page)["shown"]}
    assert chief.post("/superiors", named | shown).status_code == 303
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    other = {"name": "Bekim Gashi", "mail": "bekim@policia.example"}
    assert chief.post("/superiors", named | other | shown | {"institution": two}).status_code == 303
    refused = chief.post("/superiors", named | other | shown)
    assert refused.status_code == 409
    for words in ("A superior of this institution was named on", "Ana Krasniqi", "Bekim Gashi"):
        assert words in refused.text
    again = named | other | {"shown": fields_of(refused.text)["shown"]}
    assert chief.post("/superiors", again).status_code == 303
