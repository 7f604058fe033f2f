"""A form that was opened before somebody else decided replaces nothing that it did not show."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from models.life import Life, LifeKind
from models.meeting import PLANNED, Meeting
from models.session import unit_of_work
from tests.again import appoint
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn
from tests.portal.test_closure import PROPOSAL
from tests.portal.test_handed_over import handed_over, one_after_the_other
from workflow.life import look_again

NOTE = "Shënim që <b>mbetet."


def managing(case: ACase) -> str | None:
    theirs = (MANAGER, OTHER_MANAGER)
    return next((one for one in theirs if case.account(one).id == case.row().manager_id), None)


def appointments(case: ACase) -> int:
    return [act for act, _ in case.trail()].count("manager appointed")


@pytest.mark.article("4(2)")
def test_of_two_who_appoint_at_once_the_second_reads_whom_the_first_appointed(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("referred")
    address = f"/cases/{case.row().number}/appoint"
    first, second = sign_in(HEAD), sign_in(HEAD)
    for browser in (first, second):
        browser.get(f"{address}?lang=en")
    other = handed_over(case, OTHER_MANAGER)
    done, late = one_after_the_other(
        case.case, (first, address, handed_over(case, MANAGER)), (second, address, other)
    )
    assert (done.status_code, late.status_code) == (303, 409)
    assert managing(case) == MANAGER
    assert appointments(case) == 1
    page, name = seen(late.text), case.account(MANAGER).name
    assert f"appointed {name} to manage the case, from" in page
    assert f"Case manager: {name}, since" in page
    assert re.search(rf'value="{other["manager"]}" checked', late.text)  # what was chosen is kept
    second.get(address)
    assert second.post(address, other).status_code == 303  # knowing whom they replace
    assert managing(case) == OTHER_MANAGER


@pytest.mark.article("4(2)")
@pytest.mark.parametrize(
    ("language", "words"), [("sq", "Pasi u hap kjo faqe"), ("sr", "imenovao/la")], ids=["sq", "sr"]
)
def test_a_form_left_open_replaces_nobody_who_was_appointed_since(
    a_case: At, sign_in: SignIn, language: str, words: str
) -> None:
    case = a_case("referred")
    head, address = sign_in(HEAD), f"/cases/{case.row().number}/appoint"
    head.get(f"{address}?lang={language}")
    appoint(case, MANAGER)
    late = head.post(address, handed_over(case, OTHER_MANAGER))
    assert late.status_code == 409
    assert words in seen(late.text)
    assert str(case.account(MANAGER).name) in seen(late.text)
    assert (managing(case), appointments(case)) == (MANAGER, 1)


@pytest.mark.article("4(2)")
def test_a_case_comes_back_from_nobody_but_whom_the_page_showed(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("appointed")
    appoint(case, OTHER_MANAGER)
    head, here = sign_in(HEAD), f"/handover/{case.account(MANAGER).id}"
    shown = re.search(r'name="numbers" value="([^"]+)"', head.get(f"{here}?lang=en").text)
    assert shown
    appoint(case, MANAGER)
    appoint(case, OTHER_MANAGER)
    before = appointments(case)
    back = {"numbers": shown[1], "reason": "U kthye."}
    late = seen(head.post(f"{here}/back", back).text)
    assert "1 case stays where it was" in late
    assert f"appointed {case.account(OTHER_MANAGER).name} to manage the case" in late
    assert (managing(case), appointments(case)) == (OTHER_MANAGER, before)


@pytest.mark.article("17(3)")
def test_nobody_approves_an_assessment_that_their_page_did_not_show(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    address = f"/cases/{case.row().number}/closure"
    manager, first, second = sign_in(MANAGER), sign_in(HEAD), sign_in(HEAD)
    page = first.get(f"{address}?lang=en").text
    old = re.search(r'name="proposal" value="([^"]+)"', page)
    assert old
    second.get(address)
    back = {"decision": "return", "note": "Po mungon tezja."}
    assert second.post(f"{address}/decision", back).status_code == 303
    manager.get(address)
    said = PROPOSAL | {"ground": "X3", "on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(address, said).status_code == 303
    approval = {"decision": "approve", "note": NOTE, "proposal": old[1], "on": ""}
    late = first.post(f"{address}/decision", approval)
    assert late.status_code == 409
    assert "This page showed another proposal" in seen(late.text)
    assert NOTE.replace("<b>", "&lt;b&gt;") in late.text
    now = re.search(r'name="proposal" value="([^"]+)"', late.text)
    assert now
    assert now[1] != old[1]
    done = first.post(f"{address}/decision", approval | {"proposal": now[1]})
    assert done.status_code == 303


@pytest.mark.article("8(2)", "8(3)")
@pytest.mark.parametrize("of_case", [True, False])
def test_nobody_agrees_to_a_day_that_did_not_stand_on_the_page(
    a_case: At, sign_in: SignIn, of_case: bool
) -> None:
    """The day of a quarter's meeting moves on by itself; the page of yesterday has the old one."""
    case = a_case("proposed")
    with unit_of_work() as work:
        kinds = select(Meeting).join(Life, Life.id == Meeting.life_id).where(PLANNED)
        kind = LifeKind.CASE if of_case else LifeKind.QUARTERLY
        wanted = kinds.where(Life.kind == kind, Meeting.agreed_at.is_(None))
        meeting = work.session.scalars(wanted.order_by(Meeting.starts_at.desc())).first()
        assert meeting is not None
        meeting.starts_at = case.clock.now() + timedelta(days=20)
    look_again(meeting.life_id)
    head, address = sign_in(HEAD), f"/meetings/{meeting.id}/agree"
    (shown,) = re.findall(r'name="begins" value="([^"]+)"', head.get(f"{address}?lang=en").text)
    with unit_of_work() as work:
        work.session.get_one(Meeting, meeting.id).starts_at += timedelta(days=1)
    look_again(meeting.life_id)
    late = head.post(address, {"begins": shown})
    assert late.status_code == 409
    assert "has another day since you opened the page" in late.text
    (now,) = re.findall(r'name="begins" value="([^"]+)"', late.text)
    assert now != shown
    assert head.post(address, {"begins": "no moment"}).status_code == 409
    assert head.post(address, {"begins": now}).status_code == 303


@pytest.mark.article("4(2)")
def test_nobody_is_named_to_chair_by_a_page_that_told_of_nobody(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    head, address = sign_in(HEAD), f"/meetings/{case.meeting().id}/chair"
    assert 'name="shown" value="0"' in head.get(address).text
    said = {"officer": case.account(OTHER_MANAGER).id, "on": f"{case.clock.today():%d.%m.%Y}"}
    assert head.post(address, said | {"shown": "0"}).status_code == 303
    assert 'name="shown" value="1"' in head.get(f"{address}?lang=en").text
    late = head.post(address, said | {"shown": "0", "words": "Anulohet."})
    assert late.status_code == 409
    assert "Somebody was named to chair this meeting since you opened the page." in late.text
    assert "Anulohet." in late.text
    head.get(address)
    assert head.post(address, said | {"shown": "1", "words": "Anulohet."}).status_code == 303
