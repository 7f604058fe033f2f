"""A member signs, refuses or remarks: Art. 10(1), 17(5)."""

import pytest
from sqlalchemy import select

from casework.table import succession
from casework.table.succession import End
from core.settings import Settings
from models.case import Case
from models.meeting import Signature
from models.people import MemberLink
from models.session import unit_of_work
from rules.succession import Departure
from tests.builders import MANAGER
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest
from tests.portal.test_member_acts import MemberAt, member_at, seat_of, settled

__all__ = ["member_at"]


def signatures(email: str) -> list[Signature]:
    seat = seat_of(email).id
    with unit_of_work() as work:
        query = select(Signature).where(Signature.member_id == seat)
        return list(work.session.scalars(query.where(Signature.paper != "declarations")))


@pytest.fixture
def to_sign(member_at: MemberAt) -> Guest:
    """After the second meeting, which approved the minutes of the first."""
    guest = member_at("review_met", HEALTH, "sign", then=settled)
    guest.enter()
    return guest


@pytest.mark.article("10(1)")
def test_a_member_signs_what_is_shown(to_sign: Guest) -> None:
    page = to_sign.get("/sign").text
    assert "Rendi i ditës u miratua" in page
    assert to_sign.post("/sign", {"word": "sign"}).status_code == 303
    assert "You signed them" in to_sign.get("/sign").text
    (signature,) = signatures(HEALTH)
    assert (signature.method, signature.role) == ("code", "sign")
    assert to_sign.post("/sign", {"word": "sign"}).status_code == 409


@pytest.mark.article("10(1)")
def test_a_refusal_needs_a_reason(to_sign: Guest) -> None:
    refused = to_sign.post("/sign", {"word": "refuse"})
    assert refused.status_code == 422
    assert "Art. 10(1)" in refused.text
    assert to_sign.post("/sign", {"word": "refuse", "reason": "Nuk isha aty."}).status_code == 303
    (signature,) = signatures(HEALTH)
    assert (signature.method, signature.reason) == ("refused", "Nuk isha aty.")


@pytest.mark.article("10(1)")
def test_who_refuses_may_state_no_reason(to_sign: Guest) -> None:
    assert to_sign.post("/sign", {"word": "refuse", "unstated": "yes"}).status_code == 303
    (signature,) = signatures(HEALTH)
    assert (signature.method, signature.reason) == ("refused", None)
    page = to_sign.get("/sign").text
    assert "You did not sign" in page
    assert "Reason: not stated" in page


def test_a_remark_goes_with_the_signature(to_sign: Guest) -> None:
    assert to_sign.post("/sign", {"word": "note"}).status_code == 422
    assert to_sign.post("/sign", {"word": "note", "reason": "Ora ishte 10:15."}).status_code == 303
    (signature,) = signatures(HEALTH)
    assert (signature.method, signature.reason) == ("code", "Ora ishte 10:15.")
    assert "Ora ishte 10:15." in to_sign.get("/sign").text


@pytest.mark.article("10(1)")
def test_the_chair_reads_a_remark_and_it_stays_with_its_version(
    browser: Browser, a_case: At, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("decided")
    case.write_minutes()
    paper = case.papers()[-1]
    with reading() as work:
        query = select(MemberLink).where(MemberLink.subject_id == paper.id)
        wanted = MemberLink.member_id == case.seat(HEALTH), MemberLink.purpose == "sign"
        guest = Guest(browser, demo, f"/l/{work.session.scalars(query.where(*wanted)).one().token}")
    guest.enter()
    remark = {"word": "note", "reason": "Ora ishte 10:15."}
    assert guest.post("/sign", remark).status_code == 303
    chair, address = sign_in(MANAGER), f"/meetings/{paper.meeting_id}/minutes"
    assert "Remark: Ora ishte 10:15." in chair.get(address).text
    laid = {"text": "Tjetër tekst.", "why": "Ora.", "nothing_was_said": "yes"}
    assert chair.post(address, laid).status_code == 303
    for page in (chair.get(address).text, guest.get("/sign").text):
        assert "Under text number 1" in page
        assert "Remark: Ora ishte 10:15." in page


@pytest.mark.article("17(5)")
def test_a_remark_under_the_closing_form_is_read_too(member_at: MemberAt, sign_in: SignIn) -> None:
    guest = member_at("decided", ADVOCATE, "close")
    guest.enter()
    guest.post("/close", {"word": "note", "reason": "Me vërejtje."})
    with reading() as work:
        number = work.session.scalars(select(Case.number)).one()
    for page in (guest.get("/close").text, sign_in(MANAGER).get(f"/cases/{number}/closure").text):
        assert "Remark: Me vërejtje." in page


@pytest.mark.parametrize("word", ["", "yes", "SIGN"])
def test_an_odd_word_signs_nothing(to_sign: Guest, word: str) -> None:
    kept = to_sign.post("/sign", {"word": word, "reason": "mbetet"})
    assert kept.status_code == 422
    assert "mbetet" in kept.text
    assert signatures(HEALTH) == []


@pytest.mark.article("17(5)")
def test_the_closing_form_is_read_and_signed(member_at: MemberAt) -> None:
    guest = member_at("decided", ADVOCATE, "close")
    page = guest.enter().text
    assert "Nëna pajtohet." in page
    assert guest.post("/close", {"word": "sign"}).status_code == 303
    assert "You signed it" in guest.get("/close").text


def test_a_link_of_somebody_who_left_opens_nothing(member_at: MemberAt) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    guest.enter()
    with unit_of_work() as work:
        seat = seat_of(HEALTH)
        succession.release(
            work, seat.life_id, seat.id, End(Departure.END_OF_OFFICE, "U transferua.")
        )
    assert guest.get("/report").status_code == 404
    assert guest.get().status_code == 404


def test_only_the_hash_of_a_link_stands_in_clear() -> None:
    assert "token_digest" in MemberLink.__table__.columns
    assert "token" not in MemberLink.__table__.columns
