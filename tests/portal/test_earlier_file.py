"""What the page of an earlier file tells whoever manages the new case: beside Art. 18(1)."""

from datetime import timedelta

import pytest

from casework.case import information, inquiries, known, mistaken, outside, supplement
from casework.case.outside import Addressed
from casework.case.supplement import Added
from casework.record.known import child_person, facts_of
from casework.table.meetings import family_of
from models.session import unit_of_work
from rules.composition import Relation
from rules.information import Verification
from rules.inquiries import AnsweredBy
from rules.known import FactName
from rules.mistaken import Mistake
from rules.outside import Abroad, SentBy
from simulation.seed import officer
from tests.again import come_back, link
from tests.builders import HEAD, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.documents.hostile import a_pdf
from tests.portal.conftest import SignIn
from tests.portal.test_files import acts, send, the_files


def end_as_mistake(case: ACase) -> None:
    with case.head() as work:
        by = officer(work, HEAD).id
        mistaken.end(work, case.case, mistake=Mistake.MISTAKEN, reason="Gabim.", by=by)


@pytest.mark.article("4(5)", "12(1)", "14(3.1)", "18(1)")
def test_it_holds_who_was_marked_what_was_verified_and_what_was_answered(
    a_case: At, sign_in: SignIn
) -> None:
    earlier = a_case("prepared")
    today = earlier.stage.today()
    with earlier.manager() as work:
        father = next(
            each for each in family_of(work, earlier.case) if each.relation != Relation.CHILD
        )
        for fact, value in ((FactName.VIOLENCE, True), (FactName.CONTACT, "the aunt's shop")):
            known.state(
                work,
                earlier.case,
                father.id,
                fact,
                value,
                valid_from=today,
                known_on=today,
                source="The station in town.",
            )
        claim = information.put(
            work, earlier.case, asked_on=today, words="Is there a gun?", member_id=None
        )
        information.enter_answer(
            work,
            claim.id,
            found=Verification.CONFIRMED,
            found_on=today,
            words="Yes, a pistol.",
            member_id=None,
        )
        to = Addressed("The hospital", SentBy.BY_HAND, "", Abroad.HOME, "")
        due = today + timedelta(days=7)
        asked = outside.ask(
            work, earlier.case, to, words="What was found?", asked_on=today, due_on=due
        )
        inquiries.enter_answer(
            work,
            asked.id,
            said_on=today,
            how=AnsweredBy.PAPER,
            source="The ward",
            words="A broken rib.",
        )
        facts = facts_of(work.session, earlier.case)
        name = {row.person_id: row.value for row in facts if row.name == FactName.NAME}[father.id]
    end_as_mistake(earlier)
    again, was = come_back(earlier), earlier.row().number
    link(again, earlier.case)
    case, manager = f"/cases/{again.row().number}", sign_in(OTHER_MANAGER)
    file = manager.get(f"{case}/earlier/{was}").text
    for said in (
        "Marked as using violence in this file",
        "The station in town.",
        "the aunt&#39;s shop",
        "Is there a gun?",
        "Yes, a pistol.",
        "The hospital",
        "A broken rib.",
        "Not on this page, and left in the earlier file",
    ):
        assert said in file, said
    assert str(name) not in file
    assert str(name) in manager.post(f"{case}/earlier/{was}").text
    assert f"/cases/{was}" not in file.replace(f"{case}/earlier/{was}", "")


@pytest.mark.article("17(3.5)", "18(1)")
def test_the_words_of_a_signed_supplement_stand_beside_the_press(
    a_case: At, sign_in: SignIn
) -> None:
    earlier = a_case("closed")
    with unit_of_work() as work:
        child_person(work.session, earlier.case).died = True
    again, was = come_back(earlier), earlier.row().number
    case, head = f"/cases/{again.row().number}", sign_in(HEAD)
    assert "says that the death was wrong" not in head.get(f"{case}/earlier").text
    fields = {"earlier": was, "reason": "Kept words"} | head.days
    with earlier.head() as work:
        unsigned = supplement.enter(work, earlier.case, Added("A number.", day_not_known=True))
    answer = head.post(f"{case}/earlier", fields)
    assert answer.status_code == 409
    assert "By that file the child has died." in answer.text
    assert "No supplement beside that file is signed" in answer.text
    with earlier.head() as work:
        lives = supplement.enter(work, earlier.case, Added("The child lives.", day_not_known=True))
        supplement.sign(work, earlier.case, lives.id)
    page = head.post(f"{case}/earlier", fields).text
    assert "The child lives." in page
    assert "A number." not in page
    assert f'value="{lives.id}"' in page
    assert f'value="{lives.id}" checked' not in page
    refused = head.post(f"{case}/earlier", fields | {"supplement": str(unsigned.id)})
    assert refused.status_code == 409
    done = head.post(f"{case}/earlier", fields | {"supplement": str(lives.id)})
    assert done.status_code == 303, done.text


@pytest.mark.article("18(1)")
def test_a_file_that_lies_there_or_beside_it_is_opened_by_the_link_and_by_nobody_without(
    a_case: At, sign_in: SignIn
) -> None:
    earlier, head, manager = a_case("closed"), sign_in(HEAD), sign_in(OTHER_MANAGER)
    home = f"/cases/{earlier.row().number}/supplements"
    head.get(home)
    entered = head.post(home, {"words": "A decision came.", "on": "", "not_known": "yes"})
    one = entered.headers["location"]
    head.get(one)
    sent = send(head, f"{one}/files", a_pdf(), title="Vendim Lirie Kanarina")
    assert sent.status_code == 303, sent.text
    (file,) = the_files(earlier)
    again, was = come_back(earlier), earlier.row().number
    at = f"/cases/{again.row().number}/earlier/{was}"
    assert manager.get(f"{at}/files/{file.id}").status_code == 404
    link(again, earlier.case)
    page = manager.get(f"{at}?lang=en").text
    assert f"{at}/files/{file.id}" in page
    assert "Kanarina" not in page, "not before the name is asked for"
    assert "Vendim Lirie Kanarina" in manager.post(at).text
    copy = manager.client.get(f"{at}/files/{file.id}")
    assert copy.content.startswith(b"%PDF")
    assert acts(earlier).count("file opened") == 1
    assert manager.client.get(f"/cases/{was}/files/{file.id}").status_code == 404
    assert manager.client.get(f"{at}/files/{earlier.case}").status_code == 404
