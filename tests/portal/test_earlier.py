"""The head links a new case to an earlier one, and its file is read there: beside Art. 18(1)."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from casework.case import referral, supplement
from casework.case.supplement import Added
from casework.table import participants
from models.participant import Participant, ParticipantWord
from models.reopening import EarlierCaseLink
from models.session import unit_of_work
from rules.participants import Word
from simulation.stage import acting
from tests.again import appoint, come_back, link
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import SignIn
from tests.scenes import a_referral

NAME = "Lirie"


@pytest.mark.article("18(1)")
def test_the_head_links_by_the_number_typed_and_the_manager_reads(
    a_case: At, sign_in: SignIn
) -> None:
    earlier = a_case("closed")
    with earlier.head() as work:
        supplement.enter(work, earlier.case, Added("A letter came later.", day_not_known=True))
    again, was = come_back(earlier), earlier.row().number
    case = f"/cases/{again.row().number}"
    head, manager = sign_in(HEAD), sign_in(OTHER_MANAGER)
    page = manager.get(f"{case}/earlier").text
    assert "tell the head its number" in page
    assert "<textarea" not in page
    assert manager.post(f"{case}/earlier", {"earlier": was}).status_code in {403, 404}
    assert "Find a child by name" in head.get(f"{case}/earlier").text
    fields = {"earlier": f" {was.lower()} ", "reason": "Kept words"} | head.days
    wrong = [
        ({"earlier": "T-99-1"}, 422, "Your centre has no case with this number."),
        ({"earlier": ""}, 422, "Write the number of the earlier case."),
        ({"earlier": again.row().number}, 409, "A case is not its own earlier case."),
        ({"reason": "", "earlier": "Kept words"}, 422, "Write how it is known"),
        ({"on": ""}, 422, "Kept words"),
        ({"supplement": "7"}, 422, "Choose one of these."),
        ({"supplement": str(again.case)}, 422, "There is no such supplement"),
    ]
    for changes, status, said in wrong:
        answer = head.post(f"{case}/earlier", fields | changes)
        assert answer.status_code == status, changes
        assert said in answer.text
        assert "Kept words" in answer.text
    answer = head.post(f"{case}/earlier", fields)
    assert answer.status_code == 303, answer.text
    assert head.post(f"{case}/earlier", fields).status_code == 409
    for browser in (head, manager):
        page = browser.get(case).text
        assert "The child had a case before" in page
        assert f'href="{case}/earlier/{was}"' in page
        assert "the child is out of danger" in page
        assert "earlier file linked" in page[page.index("The life of the case") :]
    file = manager.get(f"{case}/earlier/{was}").text
    for said in (
        "Sealed: to be read",
        "A letter came later.",
        "Closing form",
        "Minutes of meeting",
    ):
        assert said in file
    assert NAME not in file
    main = file[file.index("<main") : file.index("</main")]
    assert set(re.findall(r'href="(/(?:cases|meetings)/[^"]*)"', main)) <= {
        "/cases",
        case,
        f"{case}/earlier",
    }
    assert NAME in manager.post(f"{case}/earlier/{was}").text
    assert f"{manager_name(again)}, " in head.get(f"{case}/earlier").text
    assert manager.get(f"/cases/{was}").status_code == 404
    later = head.get(f"/cases/{was}/earlier").text
    assert again.row().number in later
    former = sign_in(MANAGER)
    assert again.row().number not in former.get(f"/cases/{was}").text
    assert again.row().number not in former.get(f"/cases/{was}/earlier").text


def manager_name(case: ACase) -> str:
    return case.account(OTHER_MANAGER).name or ""


@pytest.mark.article("18(1)")
def test_who_may_not_read_finds_nothing_and_a_link_taken_back_opens_nothing(
    a_case: At, sign_in: SignIn
) -> None:
    earlier = a_case("closed")
    again, was = come_back(earlier), earlier.row().number
    case = f"/cases/{again.row().number}"
    row = link(again, earlier.case)
    back = f"{case}/earlier/{row.id}/taken-back"
    for nobody in (MANAGER, OTHER_HEAD, ADMIN):
        stranger = sign_in(nobody)
        stranger.get("/")
        for path in (f"{case}/earlier", f"{case}/earlier/{was}", back):
            assert stranger.get(path).status_code in {403, 404}
            assert stranger.post(path, {"reason": "x"}).status_code in {403, 404}
    manager = sign_in(OTHER_MANAGER)
    assert manager.get(f"{case}/earlier/{again.row().number}").status_code == 404
    assert manager.get(f"{case}/earlier/{again.case}/taken-back").status_code == 404
    manager.get(back)
    days = manager.days
    assert manager.post(back, days | {"reason": ""}).status_code == 422
    assert manager.post(back, days | {"reason": "Kept words", "on": ""}).status_code == 422
    assert manager.post(back, days | {"reason": "Another child."}).status_code == 303
    assert manager.get(f"{case}/earlier/{was}").status_code == 404
    assert "The child had a case before" not in manager.get(case).text
    page = manager.get(f"{case}/earlier").text
    assert "Taken back on" in page
    assert "Another child." in page
    assert "This link was taken back already." in manager.get(back).text
    assert manager.post(back, days | {"reason": "Again."}).status_code == 409
    with unit_of_work() as work:
        assert work.session.get(EarlierCaseLink, row.id) is not None


@pytest.mark.article("10(2)")
def test_the_head_sees_who_has_a_conflict_at_a_case_of_the_same_child(
    a_case: At, sign_in: SignIn
) -> None:
    """It warns and refuses nothing: a conflict is declared for each case."""
    case = a_case("closed")
    again, head = come_back(case, None), sign_in(HEAD)
    conflict_of(case)
    form, said = f"/cases/{again.row().number}/appoint", "Declared a conflict of interest in case"
    assert said not in head.get(form).text
    link(again, case.case)
    shown = head.get(form).text
    assert shown.count(f"{said} {case.row().number}") == 1
    assert "of the same child" in shown
    manager = {"manager": str(case.account(MANAGER).id)} | head.days
    assert head.post(form, manager).status_code == 303


@pytest.mark.article("10(2)")
def test_who_names_a_chair_sees_it_too_and_of_a_sibling(a_case: At, sign_in: SignIn) -> None:
    case = a_case("agreed")
    with case.head() as work:
        brother = replace(a_referral(), sibling_of=case.case)
        place = case.row().municipality_id
        his = replace(case, case_id=referral.refer(work, place, brother).id)
    appoint(his, OTHER_MANAGER)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, his.case, conflict=True)
    shown = sign_in(HEAD).get(f"/meetings/{case.meeting().id}/chair").text
    assert f"Declared a conflict of interest in case {his.row().number}" in shown


def conflict_of(case: ACase) -> None:
    """The manager's, as it would stand had they said so before the file was sealed."""
    with past_the_rights() as work:
        query = select(ParticipantWord).join(ParticipantWord.participant)
        said = work.session.scalars(query.where(Participant.life_id == case.case)).first()
        assert said is not None
        work.session.add(
            ParticipantWord(
                participant_id=said.participant_id,
                number=99,
                word=Word.CONFLICT,
                conflict=True,
                said_on=said.said_on,
                on_paper=False,
                recorded_at=said.recorded_at,
                recorded_by_id=said.recorded_by_id,
            )
        )
