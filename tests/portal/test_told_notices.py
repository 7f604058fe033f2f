"""A notice also said on the telephone, or handed over, on the page that proves it: 8(3)."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import told_notices
from core.clock import at_local
from models.outbox import Message
from models.session import unit_of_work
from models.told_notice import ToldNotice
from rules.convening import last_day_to_invite
from rules.phases import FileSealed
from rules.told_notices import NoticeMeans, NotSaidYet, ToldNow
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH
from tests.portal.test_proof_of_notice import page_of, row_of, say, section

WORD = "Vjosa Berisha, sekretare"


def entries() -> list[ToldNotice]:
    with unit_of_work() as work:
        query = select(ToldNotice).order_by(ToldNotice.recorded_at, ToldNotice.id)
        return list(work.session.scalars(query))


def address_of(case: ACase, message: Message) -> str:
    return f"/cases/{case.row().number}/notices/{message.id}"


def a_call(case: ACase, **other: str) -> dict[str, str]:
    """Yesterday at half past nine."""
    on = case.clock.today() - timedelta(days=1)
    said = {"means": "phone", "on": f"{on:%d.%m.%Y}", "at": "09:30", "to_whom": WORD}
    return said | {"shown_by": "038 200 200"} | other


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    case = a_case("invited")
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    return case


@pytest.mark.article("8(3)")
def test_a_call_is_entered_with_its_true_moment_and_read_by_whoever_reads_the_case(
    case: ACase, sign_in: SignIn
) -> None:
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    page = page_of(manager, case)
    address = address_of(case, message)
    assert f'href="{address}"' in page
    form = manager.get(f"{address}?lang=en").text
    assert "A call sends nothing" in form
    assert manager.post(address, a_call(case)).status_code == 303
    (row,) = entries()
    assert row.told_at == at_local(case.clock.today() - timedelta(days=1), time(9, 30))
    assert (row.message_id, row.recorded_by_id) == (message.id, case.account(MANAGER).id)
    said = section(page_of(sign_in(HEAD), case), case, HEALTH)
    for told in ("by telephone", "09:30", WORD, "038 200 200", str(case.account(MANAGER).name)):
        assert told in said
    assert "Enter a call" not in said, "the head reads, and enters nothing"
    assert case.recorded("told beside the message").detail["message"] == str(message.id)


@pytest.mark.article("8(3)")
def test_a_call_makes_nobodys_late_invitation_one_in_time(case: ACase, sign_in: SignIn) -> None:
    """It sends nothing; that an invitation was handed over is entered where its day counts."""
    message, last = row_of(case, ADVOCATE), last_day_to_invite(case.meeting().day)
    say(message.id, accepted_at=None, status="given_up", cause="server")
    with case.manager() as work:
        call = ToldNow(NoticeMeans.PHONE, work.clock.now() - timedelta(hours=1), WORD)
        told_notices.record(work, case.case, message.id, call)
    case.stage.move_to(last + timedelta(days=2))
    manager = sign_in(MANAGER)
    said = section(page_of(manager, case), case, ADVOCATE)
    assert "by telephone" in said
    assert "not in time" in said
    address = address_of(case, message)
    form = manager.get(f"{address}?lang=en").text
    assert 'value="hand"' not in form
    assert f"/meetings/{case.meeting().id}/served" in form
    refused = manager.post(address, a_call(case, means="hand"))
    assert refused.status_code == 409
    assert "counts as sent, by its true day" in refused.text
    assert len(entries()) == 1


@pytest.mark.article("8(3)")
def test_what_is_still_to_come_or_lacks_its_hour_is_not_taken(case: ACase, sign_in: SignIn) -> None:
    manager, address = sign_in(MANAGER), address_of(case, row_of(case, HEALTH))
    manager.get(f"{address}?lang=en")
    tomorrow = case.clock.today() + timedelta(days=1)
    for wrong in ({"on": f"{tomorrow:%d.%m.%Y}"}, {"at": ""}, {"to_whom": " "}, {"means": ""}):
        assert manager.post(address, a_call(case, **wrong)).status_code == 422
    before = case.row().referred_on - timedelta(days=1)
    for day, words in ((before, "had not been referred yet"),):
        answer = manager.post(address, a_call(case, on=f"{day:%d.%m.%Y}"))
        assert answer.status_code in {409, 422}
        assert words in answer.text
    later = ToldNow(NoticeMeans.PHONE, case.clock.now() + timedelta(minutes=1), WORD)
    message = row_of(case, HEALTH).id
    with case.manager() as work, pytest.raises(NotSaidYet):
        told_notices.record(work, case.case, message, later)
    assert entries() == []


@pytest.mark.article("8(3)")
def test_a_correction_keeps_the_entry_of_before(case: ACase, sign_in: SignIn) -> None:
    manager, message = sign_in(MANAGER), row_of(case, HEALTH)
    address = address_of(case, message)
    manager.get(address)
    manager.post(address, a_call(case))
    (first,) = entries()
    page = page_of(manager, case)
    assert f'href="{address}/{first.id}"' in page
    form = fields_of(manager.get(f"{address}/{first.id}?lang=en").text)
    assert form["at"] == ["09:30"], "what was entered stands in the form"
    assert manager.post(f"{address}/{first.id}", a_call(case, at="10:15")).status_code == 422
    new = a_call(case, at="10:15", reason="Ora ishte shënuar gabim.")
    assert manager.post(f"{address}/{first.id}", new).status_code == 303
    said = section(page_of(manager, case), case, HEALTH)
    assert "10:15" in said
    assert "before: by telephone" in said
    assert "09:30" in said
    assert "Ora ishte shënuar gabim." in said
    assert manager.post(f"{address}/{first.id}", new).status_code in {404, 409}, "once"
    (last,) = [each for each in entries() if each.corrects_id == first.id]
    gone = a_call(case, at="10:15", reason="Ishte rasti tjetër.", mistaken="yes")
    assert manager.post(f"{address}/{last.id}", gone).status_code == 303
    said = section(page_of(manager, case), case, HEALTH)
    assert "No call and no handing over after all: Ishte rasti tjetër." in said
    assert len(entries()) == 3
    with past_the_rights() as work, pytest.raises(IntegrityError, match="told_notice_stays"):
        work.session.execute(text("UPDATE told_notice SET told_at = now()"))
    with past_the_rights() as work, pytest.raises(IntegrityError, match="never_deleted"):
        work.session.execute(text("DELETE FROM told_notice"))


@pytest.mark.article("18(1)")
def test_nobody_else_enters_it_and_of_no_other_notice(case: ACase, sign_in: SignIn) -> None:
    message = row_of(case, HEALTH)
    address = address_of(case, message)
    for stranger in (HEAD, OTHER_MANAGER):
        officer = sign_in(stranger)
        officer.get("/")
        assert officer.get(address).status_code == 404
        assert officer.post(address, a_call(case)).status_code == 404
    manager = sign_in(MANAGER)
    manager.get("/")
    with unit_of_work() as work:
        query = select(Message).where(Message.recipient == "account", Message.life_id == case.case)
        officers = work.session.scalars(query.limit(1)).one()
        other = select(Message.id).where(Message.life_id != case.case)
        elsewhere = work.session.scalars(other.limit(1)).first()
    assert manager.post(address_of(case, officers), a_call(case)).status_code == 409
    if elsewhere is not None:
        strange = address.replace(str(message.id), str(elsewhere))
        assert manager.post(strange, a_call(case)).status_code in {404, 409}
    assert entries() == []


@pytest.mark.article("17(5)")
def test_of_a_sealed_file_nothing_is_entered(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    manager = sign_in(MANAGER)
    page = page_of(manager, case)
    assert "Enter a call" not in page
    with unit_of_work() as work:
        mine = select(Message.id).where(Message.life_id == case.case, Message.recipient == "member")
        message = work.session.scalars(mine.limit(1)).one()
    call = ToldNow(NoticeMeans.PHONE, case.clock.now(), WORD)
    with case.manager() as work, pytest.raises(FileSealed):
        told_notices.record(work, case.case, message, call)
