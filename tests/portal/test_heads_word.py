"""A word for the head, typed later, on the forms of the head."""

from datetime import timedelta

import pytest

from tests.builders import HEAD, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.deputy import entry, named
from tests.portal.conftest import SignIn
from tests.portal.test_deputy import written


@pytest.mark.article("8(3)", "17(3)")
@pytest.mark.parametrize(
    ("scene", "form", "act"),
    [
        ("closure_proposed", "decision", "closure approved"),
        ("proposed", "agreed", "date agreed"),
        ("proposed", "counter", "another date asked for"),
    ],
)
def test_the_head_enters_the_deputys_word_as_the_deputys(
    a_case: At, sign_in: SignIn, scene: str, form: str, act: str
) -> None:
    case = a_case(scene)
    said_on, other = case.clock.today(), case.account(OTHER_MANAGER)
    appointment = named(case, days=0)
    case.clock.move_to(said_on + timedelta(days=1))
    if scene == "proposed":
        page = f"/meetings/{case.meeting().id}/agree"
        address = page.replace("/agree", f"/{form}")
    else:
        page = f"/cases/{case.row().number}/closure"
        address = f"{page}/{form}"
    head = sign_in(HEAD)
    shown = head.get(page)
    assert "Was it not yours?" in shown.text
    assert f'value="{other.id}"' in shown.text
    said = {"decision": "approve", "note": "Jo.", "on": written(said_on)}
    mine = head.post(address, said | {"whose": str(case.account(OTHER_CENTRES_MANAGER).id)})
    assert mine.status_code == 409
    assert "or the deputy appointed for that day" in mine.text
    assert head.post(address, said | {"whose": str(other.id)}).status_code == 303
    assert entry(act).detail["deputy_for_the_head"] == str(appointment)
    if scene == "proposed":
        assert f"{other.name} a" in head.get(page).text
        assert "You a" not in head.get(page).text
