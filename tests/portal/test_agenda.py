"""The agenda edited and approved, a member's dissent, on the pages: Art. 9, 10."""

import pytest
from sqlalchemy import select

from casework.record.agenda import agenda_of
from models.dissent import Dissent
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.items import AGENDA
from tests.builders import HEAD, HOUR, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.acts import fields_of
from tests.portal.conftest import SignIn
from tests.portal.members import HEALTH
from tests.portal.test_meetings import came
from tests.portal.test_member_acts import MemberAt, member_at, settled

__all__ = ["member_at"]


def own(case: ACase, meeting: Meeting) -> list[tuple[str, str, bool]]:
    """The chair's own items: their id, their words, whether they are late."""
    with reading() as work:
        lines = agenda_of(work.session, work.session.get_one(Meeting, meeting.id))
    return [
        (str(each.item_id), each.words, each.late_on is not None) for each in lines if each.words
    ]


@pytest.mark.article("8(3)", "10(3)", "10(6)")
def test_the_chair_changes_the_agenda_until_it_is_sent(a_case: At, sign_in: SignIn) -> None:
    case, manager, head = a_case("proposed"), sign_in(MANAGER), sign_in(HEAD)
    meeting = case.meeting()
    page = f"/meetings/{meeting.id}/agenda"
    assert "Take it away" not in manager.get(page).text  # a fixed item stays
    for words in ("Strehimi i fëmijës", "Shkolla"):
        assert manager.post(page, {"words": words, "after": "services_given"}).is_redirect
    (second, *_), (first, *_) = own(case, meeting)
    assert manager.post(f"{page}/{first}", {"what": "up"}).is_redirect
    assert [words for _, words, _ in own(case, meeting)] == ["Strehimi i fëmijës", "Shkolla"]
    assert manager.post(f"{page}/{second}", {"what": "away"}).is_redirect
    assert own(case, meeting) == [(first, "Strehimi i fëmijës", False)]
    empty = manager.post(page, {"words": " "})
    assert empty.status_code == 422
    assert "Write in one line what is to be talked about." in empty.text
    assert head.get(page).status_code == 404
    assert head.post(f"{page}/{first}", {"what": "away"}).status_code == 404
    assert "Strehimi i fëmijës" in head.get(f"/meetings/{meeting.id}/agree").text


@pytest.mark.article("8(3)", "10(3)", "10(6)")
def test_what_is_added_after_the_invitation_is_late_and_no_word_of_it_is_mailed(
    member_at: MemberAt, sign_in: SignIn
) -> None:
    def added(case: ACase) -> None:
        manager = sign_in(MANAGER)
        page = f"/meetings/{case.meeting().id}/agenda"
        assert manager.post(page, {"words": "Strehimi i fëmijës"}).is_redirect
        case.agree()
        case.stage.settle()
        case.stage.move_to(case.meeting().day, HOUR)
        assert "is marked as late" in manager.get(page).text
        assert manager.post(page, {"words": "Shkolla"}).is_redirect
        (sent, *_), (_, _, late) = own(case, case.meeting())
        assert late
        refused = manager.post(f"{page}/{sent}", {"what": "away"})
        assert refused.status_code == 409
        assert "our choice" in refused.text
        invitations = case.messages("convening/invitation")
        assert invitations
        assert all("own" in each.context["agenda"] for each in invitations)
        assert not any("Strehimi" in str(each.context) for each in invitations)
        assert "The agenda was sent" in manager.get(page).text
        with unit_of_work() as work:
            mail = work.session.get_one(Message, invitations[0].id)
            mail.status, mail.accepted_at = MessageStatus.QUEUED, None
        assert "Not all invitations have left" in manager.get(page).text

    guest = member_at("proposed", HEALTH, "read", then=added)
    guest.enter()
    guest.post("/declare", {"conflict": "no", "confidential": "yes", "language": "en"})
    page = guest.get("/read").text
    assert "Strehimi i fëmijës" in page
    assert page.index("Shkolla") < page.index("late, added on")


@pytest.mark.article("10(3)")
def test_what_the_table_did_with_the_agenda_is_asked_and_stands_in_the_draft(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("told"), sign_in(MANAGER)
    address = f"/meetings/{case.meeting().id}"
    silent = manager.post(f"{address}/record", came(manager, address, agenda=""))
    assert silent.status_code == 422
    assert "Say whether the table approved the agenda." in silent.text
    changed = came(manager, address, agenda="with_changes")
    unsaid = manager.post(f"{address}/record", changed)
    assert unsaid.status_code == 422
    assert "Write what the table changed." in unsaid.text
    changed["agenda_changes"] = "Pika 4 u bisedua e para."
    assert manager.post(f"{address}/record", changed).is_redirect
    assert "approved with changes" in manager.get(f"{address}?lang=en").text
    draft = fields_of(manager.get(f"{address}/minutes").text)["text"][0]
    assert "me ndryshime: Pika 4 u bisedua e para." in draft


@pytest.mark.article("10(4)")
def test_an_item_of_the_four_that_is_left_out_is_warned_of_in_the_minutes(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("told"), sign_in(MANAGER)
    address = f"/meetings/{case.meeting().id}"
    manager.post(f"{address}/record", came(manager, address))
    codes = [code for code in case.held().agenda if code != "services_given"]
    text = "\n\n".join(f"{n}. {AGENDA[code]}\nU bisedua." for n, code in enumerate(codes, 1))
    answer = manager.post(f"{address}/minutes", {"text": text})
    assert answer.status_code == 409
    assert "Items without words: 5" in answer.text
    assert manager.post(f"{address}/minutes", {"text": text, "nothing_was_said": "yes"}).is_redirect
    assert "Items without words: 5" in manager.get(f"{address}/minutes").text


@pytest.mark.article("9", "10(1)")
def test_a_dissent_is_written_down_and_reaches_the_head(a_case: At, sign_in: SignIn) -> None:
    case, manager, head = a_case("met"), sign_in(MANAGER), sign_in(HEAD)
    address = f"/meetings/{case.held().id}"
    said = {
        "member": case.seat(SILENT),
        "decision": "Fëmija kthehet në familje.",
        "words": "Nuk është e sigurt.",
    }
    assert head.post(f"{address}/dissent", said).status_code == 404
    manager.get(f"{address}/dissent")
    kept = manager.post(f"{address}/dissent", said | {"words": "", "on": ""})
    assert kept.status_code == 422
    assert "Say on which day it was" in kept.text
    assert "Fëmija kthehet në familje." in kept.text
    assert manager.post(f"{address}/dissent", said).is_redirect
    page = head.get(address).text
    assert "Nuk është e sigurt." in page
    assert f"{address}#dissent" in head.get(f"/cases/{case.row().number}").text
    (mail,) = case.messages("minutes/dissent")
    assert mail.recipient_id == case.account(HEAD).id
    assert "sigurt" not in str(mail.context)
    case.write_minutes()
    assert "Nuk është e sigurt." in manager.get(f"{address}/minutes").text


@pytest.mark.article("10(1)")
def test_a_member_dissents_when_signing_and_it_stands_with_the_minutes(
    member_at: MemberAt, sign_in: SignIn
) -> None:
    guest = member_at("review_met", HEALTH, "sign", then=settled)
    guest.enter()
    half = guest.post("/sign", {"word": "sign", "dissent": "Nuk pajtohem."})
    assert half.status_code == 422
    assert "Nuk pajtohem." in half.text
    whole = {"word": "sign", "decision": "Plani.", "dissent": "Nuk pajtohem."}
    assert guest.post("/sign", whole).is_redirect
    assert "Nuk pajtohem." in guest.get("/sign").text
    with reading() as work:
        row = work.session.scalars(select(Dissent)).one()
        (mail,) = work.session.scalars(select(Message).filter_by(template="minutes/dissent"))
        assert "pajtohem" not in str(mail.context)
        address = f"/meetings/{row.meeting_id}/minutes"
    assert "Nuk pajtohem." in sign_in(MANAGER).get(address).text
