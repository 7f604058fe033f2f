"""What is ahead of a case, and what moves with its next meeting: Art. 8(3), 11, decision 0207."""

import re

import pytest
from sqlalchemy import text

from tests.builders import MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.database import whole
from tests.portal.conftest import SignIn


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def rows() -> list[list[str]]:
    """What a meeting on another day would change."""
    found = []
    for name in ("meeting", "open_duty", "coming_step", "message", "life"):
        with whole(name).connect() as connection:
            found.append(list(connection.scalars(text(f"SELECT t::text FROM {name} t ORDER BY 1"))))
    return found


@pytest.mark.article("8(3)", "11(1)")
def test_another_day_is_tried_and_nothing_is_written(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("invited"), sign_in(MANAGER)
    home = f"/cases/{case.row().number}"
    assert f'href="{home}/ahead"' in manager.get(home).text
    before = rows()
    page = plain(manager.get(f"{home}/ahead?lang=en").text)
    assert "Next meeting, as planned: Monday 21 September 2026" in page
    assert "Progress reports are missing" in page
    assert "The monthly review opens Art. 5(1.5)" in page
    assert "Lirie" not in page
    tried = plain(manager.get(f"{home}/ahead?on=29.09.2026&lang=en").text)
    assert "If the meeting is on 29 September instead of 21 September" in tried
    assert re.search(r"Invitations leave Art. 8\(3\) – Tuesday 22 September", tried)
    assert "is told that the meeting of 21 September is called off" in tried
    near = manager.get(f"{home}/ahead?on=16.09.2026&lang=en")
    assert near.status_code == 409
    assert "fewer than three days" in near.text
    assert manager.get(f"{home}/ahead?on=31.02.2026").status_code == 422
    assert rows() == before
    assert sign_in(OTHER_MANAGER).get(f"{home}/ahead").status_code == 404


@pytest.mark.article("11(1)", "16(1)")
def test_the_picture_of_a_life_has_every_mark_with_its_article(a_case: At, sign_in: SignIn) -> None:
    case = a_case("overdue")
    page = sign_in(MANAGER).get(f"/cases/{case.row().number}?lang=en").text
    drawn = page[page.index('<div class="life">') : page.index("See it as a table")]
    marks = re.findall(r"<circle.*?</circle>", drawn, re.S)
    assert marks
    assert all(re.search(r", Art\. \d+\(", each) for each in marks)
    assert "Duties to come" in drawn
    assert re.search(r'class="red".*?The progress report was not there three days before', drawn)


@pytest.mark.article("5(1.5)")
def test_a_day_past_the_month_is_said_and_one_past_the_forecast_is_not_computed(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("planned"), sign_in(MANAGER)
    home = f"/cases/{case.row().number}/ahead"
    page = plain(manager.get(f"{home}?lang=en").text)
    assert "until 21 March 2027" in page
    month_by_month = page[page.index("Month by month") :]
    days = [int(each) for each in re.findall(r" (\d+) March ", month_by_month)]
    assert max(days) <= 21
    tried = plain(manager.get(f"{home}?on=08.11.2026").text)  # a Sunday
    moves = tried[tried.index("If the meeting is on") : tried.index("Month by month")]
    assert "The plan is to be reviewed by Wednesday 21 October 2026: Art. 5(1.5)" in moves
    assert "Sunday 8 November 2026 is a weekend or a public holiday" in moves
    assert "its last day passes: a breach" in moves
    far = manager.get(f"{home}?on=21.06.2027")
    assert far.status_code == 409
    assert "is computed until Sunday 21 March 2027" in plain(far.text)
