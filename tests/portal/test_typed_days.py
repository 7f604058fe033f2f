"""A day that was typed wrong of somebody else is put right on its page: decision 0150."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import information
from casework.table import on_paper
from models.case import FamilyPerson, Member
from models.information import Claim, ClaimOutcome, Information
from models.participant import ParticipantWord
from models.typed_day import TypedDay
from rules.composition import Relation
from rules.information import Verification
from rules.participants import Part, Word
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.table.test_paper_of_chair import enter
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.acts import ADMIN, OTHER_HEAD
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

DAY = timedelta(days=1)


def corrected() -> list[str]:
    with reading() as work:
        rows = work.session.scalars(select(TypedDay).order_by(TypedDay.recorded_at))
        return [row.what for row in rows]


def declared(case: ACase) -> None:
    """On paper, of yesterday: a member, the mother, and whoever chairs."""
    yesterday = case.clock.today() - DAY
    with case.manager() as work:
        mother = FamilyPerson.case_id == case.case, FamilyPerson.relation == Relation.MOTHER
        who = work.session.scalars(select(FamilyPerson.id).where(*mother)).one()
        for each in (case.seat(SILENT), who):
            on_paper.record(work, case.case, each, Word.SIGNED, on=yesterday)
    enter(case, MANAGER, days_ago=1)


@pytest.mark.article("10(2)", "18(2)")
def test_whoever_runs_the_table_puts_the_day_of_a_declaration_right(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    declared(case)
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    here = f"/days/{case.case}/declaration/{case.seat(SILENT)}"
    assert here in manager.get(page).text
    assert "The declarations that a member signed" in manager.get(here).text
    today = case.clock.today()
    right = {"on": f"{today:%d.%m.%Y}", "reason": "A slip <b>"}
    empty = manager.post(here, right | {"reason": " "})
    assert empty.status_code == 422
    assert right["on"] in empty.text
    early = manager.post(here, right | {"on": f"{today - 300 * DAY:%d.%m.%Y}"})
    assert early.status_code == 409
    assert "A slip &lt;b&gt;" in early.text
    for other in map(sign_in, (HEAD, OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert other.get(here).status_code == 404
        assert other.post(here, right).status_code == 404
    manager.get(here)
    assert manager.post(here, right).headers["location"] == page
    assert manager.post(here, right).status_code == 409  # it stands already
    with reading() as work:
        member = work.session.get_one(Member, case.seat(SILENT))
    assert (member.signed_on, member.declared_on) == (today, today)
    assert "A slip <b>" in seen(sign_in(HEAD).get(page).text)
    assert manager.get(here.replace("declaration", "refusal")).status_code == 404
    assert manager.get(here.replace("declaration", "nothing")).status_code in {404, 422}
    assert corrected() == ["declaration"]


@pytest.mark.article("18(2)")
def test_of_whoever_chairs_the_head_corrects_it_and_of_the_family_whoever_runs_the_table(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + 2 * DAY)
    declared(case)
    with reading() as work:
        said = {
            each.participant.part: each.id for each in work.session.scalars(select(ParticipantWord))
        }
    head, manager, page = sign_in(HEAD), sign_in(MANAGER), f"/declarations/{case.case}"
    own, mothers = (f"/days/{case.case}/word/{said[part]}" for part in (Part.CHAIR, Part.FAMILY))
    right = {"on": f"{case.clock.today():%d.%m.%Y}", "reason": "A slip"}
    assert own not in manager.get(page).text
    assert mothers not in head.get(page).text
    each = ((head, own, mothers, "Blerim"), (manager, mothers, own, "The mother"))
    for browser, theirs, not_theirs, whose in each:
        assert theirs in browser.get(page).text
        assert browser.get(not_theirs).status_code == 404
        assert browser.post(not_theirs, right).status_code == 404
        assert whose in seen(browser.get(theirs).text)
        assert browser.post(theirs, right).status_code == 303
        assert "was on record as its day" in browser.get(page).text
    assert corrected() == ["word", "word"]


@pytest.mark.article("5(1.2)", "12(1)")
def test_so_is_the_day_of_what_came_in_and_of_a_claim(a_case: At, sign_in: SignIn) -> None:
    case = a_case("planned")
    today = case.clock.today()
    with case.manager() as work:
        came = information.enter(work, case.case, given_on=today - DAY, words="Came.", source="y")
        claim = information.put(work, case.case, asked_on=today - DAY, words="Claimed.")
        found = information.enter_answer(
            work, claim.id, found=Verification.CONFIRMED, found_on=today - DAY, words="Found."
        )
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    right = {"on": f"{today:%d.%m.%Y}", "reason": "A slip"}
    for what, id, back, words in (
        ("information", came.id, f"{home}/information", "Came."),
        ("claim", claim.id, f"{home}/claims/{claim.id}", "Claimed."),
        ("outcome", found.id, f"{home}/claims/{claim.id}", "Found."),
    ):
        here = f"/days/{case.case}/{what}/{id}"
        assert here in manager.get(back).text
        assert words in manager.get(here).text
        assert manager.post(here, right).headers["location"] == back
        assert "was on record as its day" in manager.get(back).text
    with reading() as work:
        assert work.session.get_one(Information, came.id).given_on == today
        assert work.session.get_one(Claim, claim.id).asked_on == today
        assert work.session.get_one(ClaimOutcome, found.id).found_on == today
    assert corrected() == ["information", "claim", "outcome"]
