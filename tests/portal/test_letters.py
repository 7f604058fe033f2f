"""Letters with services after eighteen, entered, answered and corrected on their pages: 17(4)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.services_letter import ServicesLetter
from simulation.life import CaseStory
from tests.builders import OTHER_MANAGER
from tests.onrecord import reading
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_eighteen import nearly_eighteen

WHICH = "Kanarina 5521: supported housing."
DAY = timedelta(days=1)
PROPOSAL = {"ground": "X2", "assessment": "Of age."}


def of_age(story: CaseStory, manager: Browser) -> tuple[str, date]:
    case, turns_on = nearly_eighteen(story, manager)
    story.stage.move_to(turns_on)
    return case, turns_on


def one(case: str, number: int) -> str:
    with reading() as work:
        query = select(ServicesLetter.id).where(ServicesLetter.number == number)
        return f"{case}/letters/{work.session.scalars(query).one()}"


def sent(on: date, **more: str) -> dict[str, str]:
    said = {"institution": "Youth house", "sent_by": "post", "services": WHICH}
    return said | {"on": f"{on:%d.%m.%Y}"} | more


@pytest.mark.article("17(4)")
def test_a_letter_is_entered_said_of_and_recommends_in_the_proposal(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    case, today = of_age(story, manager)
    closing = manager.get(f"{case}/closure").text
    assert "No letter is on record." in closing
    assert f'href="{case}/letters"' in closing
    unworded = manager.post(f"{case}/closure", PROPOSAL | {"needs_services": "yes"})
    assert unworded.status_code == 409
    assert "or enter the letter that says it" in seen(unworded.text)
    page = manager.get(f"{case}/letters")
    assert "checked" not in page.text
    empty = manager.post(f"{case}/letters", sent(today, institution="", sent_by=""))
    assert empty.status_code == 422
    assert "Write to which institution it went." in seen(empty.text)
    assert "Choose how, or that it is not known." in seen(empty.text)
    assert WHICH in seen(empty.text)
    assert manager.post(f"{case}/letters", sent(today + DAY)).status_code == 409
    assert chief.post(f"{case}/letters", sent(today)).status_code == 404
    assert manager.post(f"{case}/letters", sent(today - DAY)).status_code == 303
    letter = one(case, 1)
    assert WHICH in seen(chief.get(letter).text)
    assert "Enter what came of it" not in chief.get(letter).text
    assert sign_in(OTHER_MANAGER).get(letter).status_code == 404
    assert manager.post(f"{case}/closure", PROPOSAL | {"needs_services": "yes"}).status_code == 303
    closing = seen(manager.get(f"{case}/closure").text)
    assert "Services are needed; a letter says which." in closing
    assert "Nothing is said yet of what came of it." in closing


@pytest.mark.article("17(4)")
def test_what_came_of_a_letter_is_said_with_its_day_and_an_entry_corrected_beside_it(
    story: CaseStory, manager: Browser
) -> None:
    case, today = of_age(story, manager)
    manager.get(f"{case}/letters")
    assert manager.post(f"{case}/letters", sent(today - DAY)).status_code == 303
    letter, on = one(case, 1), {"on": f"{today:%d.%m.%Y}"}
    manager.get(letter)
    assert "Choose what came of it." in seen(manager.post(letter, on).text)
    why = manager.post(letter, on | {"came": "never_sent", "who": "The post office"})
    assert why.status_code == 409
    assert "how it was found that the letter was never sent" in seen(why.text)
    assert "The post office" in why.text
    said = on | {"came": "declined", "who": "Its director", "words": "No bed is free."}
    assert manager.post(letter, said).status_code == 303
    assert "this holds" in seen(manager.get(letter).text)
    again = sent(today - 2 * DAY, corrects=letter.rpartition("/")[2], sent_by="not_stated")
    bare = manager.post(f"{case}/letters", again)
    assert bare.status_code == 409
    assert "It is not said why the letter's entry is corrected." in seen(bare.text)
    again["reason"] = "It left a day earlier."
    assert manager.post(f"{case}/letters", again).status_code == 303
    former = seen(manager.get(letter).text)
    assert "Corrected by letter 2 in this case" in former
    assert "Enter what came of it" not in former
    latter = seen(manager.get(one(case, 2)).text)
    assert "It corrects letter 1 in this case: It left a day earlier." in latter
    assert "said of an earlier entry of this letter" in latter
    assert "No bed is free." in latter
    page = manager.get(f"{case}/letters").text
    assert page.count("<option") == 2  # the corrected one is not corrected again
    assert "how it went is not known" in seen(page)
