"""A contact belongs to the centre: who may change it, on whose word, and what follows: 18(1)."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from casework.case import assessment, referral
from casework.record.table import sitting
from casework.table import composition, contact_change, contact_codes, contacts
from casework.table.contacts import Contact
from core.settings import Settings
from identity import guests
from identity.access import NotThere
from identity.member_links import link_for
from models.contacts import ContactChange
from models.outbox import Channel, Message
from models.people import MemberLink, MemberSession, OneTimeCode, Professional
from models.session import unit_of_work
from notifications import posting
from notifications.channels import mail
from notifications.channels.sms import Sms
from rules.assessment import Risk
from rules.contacts import (
    NotOnRecord,
)
from rules.duties import Duty
from simulation import by_code, words
from simulation.seed import officer, professional
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.scenes import a_referral

THIEF = "vjosa@elsewhere.example"
KNOWN = "038 200 100"


def colleagues_case(case: ACase) -> tuple[UUID, UUID]:
    """Another manager's case where the same officer of the police sits; gives case and seat."""
    with acting(HEAD) as work:
        place = referral.municipality(work, "ferizaj").id
        other = referral.refer(work, place, a_referral()).id
        referral.appoint(work, other, officer(work, OTHER_MANAGER).id, by=officer(work, HEAD).id)
    with acting(OTHER_MANAGER) as work:
        assessment.record_initial(
            work, other, risk=Risk.LOW, summary=words.SUMMARY, indicators=words.INITIAL
        )
        composition.choose(work, other, {professional(work, SILENT).id: "Siguria."})
        member = sitting(work.session, other)[0].id
    case.stage.settle()
    return other, member


def ask(life: UUID, member: UUID, by: str = OTHER_MANAGER, **wanted: str) -> contacts.Asked:
    with acting(by) as work:
        person = contacts.member_of(work, life, member).professional
        now: dict[str, Any] = {
            "email": person.email or "",
            "phone": person.phone or "",
            "superior_name": person.superior_name or "",
            "superior_email": person.superior_email or "",
        }
        return contacts.change(work, life, member, Contact(**now | wanted), "Nga policia.")


def pending() -> ContactChange:
    with unit_of_work() as work:
        query = select(ContactChange).where(ContactChange.ended_at.is_(None))
        return work.session.scalars(query).one()


def ways() -> list[Channel]:
    """How a code for the change that waits may go."""
    change = pending()
    with unit_of_work() as work:
        return contact_codes.channels(work, change)


def call(change: UUID, by: str = HEAD, number: str = "+38338200100", ahead: int = 0) -> None:
    with acting(by) as work:
        at = work.clock.now() + timedelta(days=ahead)
        contact_change.confirm_by_call(work, change, person="Ana", number=number, called_at=at)


def person(email_of: UUID) -> Professional:
    with unit_of_work() as work:
        return work.session.get_one(Professional, email_of)


def code_of(change: ContactChange, channel: Channel) -> str:
    assert contact_codes.send_code(change.token or "", channel)
    with unit_of_work() as work:
        newest = select(OneTimeCode).where(OneTimeCode.change_id == change.id)
        row = work.session.scalars(newest.order_by(OneTimeCode.created_at.desc())).first()
        assert row is not None
        return row.code or ""


def letters(template: str) -> list[tuple[str, str]]:
    """Where the mails of a template go and what they say, composed as they would leave."""
    found = []
    with unit_of_work() as work:
        for row in work.session.scalars(select(Message).where(Message.template == template)):
            content = posting.prepare(work, row)
            if isinstance(content, mail.Envelope):
                found.append((content.recipient, content.content.decode()))
    return found


@pytest.mark.article("18(1)")
def test_nobody_gets_a_colleagues_mail_by_correcting_the_contact_of_a_shared_member(
    a_case: At,
) -> None:
    case = a_case("declared")
    other, member = colleagues_case(case)
    shared = case.person(SILENT)
    assert ask(other, member, email=THIEF, phone="044 999 999") == "waits"
    case.stage.move_to(case.meeting().day - timedelta(days=5))
    assert (person(shared).email, person(shared).phone) == (SILENT, "+38344100101")
    assert case.messages("convening/invitation", shared)
    assert {to for to, _ in letters("convening/invitation")}.isdisjoint({THIEF})


@pytest.mark.article("18(1)")
def test_old_and_new_address_are_asked_and_the_head_has_a_decision_to_take(a_case: At) -> None:
    case = a_case("declared")
    seat = case.seat(SILENT)
    assert ask(case.case, seat, by=MANAGER, email=THIEF) == "waits"
    asked = letters("contacts/confirm")
    assert {to for to, _ in asked} == {SILENT, THIEF}
    number = case.row().number
    assert not any(number in words or "Lirie" in words for _, words in asked)
    duty = case.duties()[Duty.CONFIRM_CONTACT]
    assert (duty.actor, duty.subject_id, duty.is_ours) == ("head", pending().id, True)
    assert duty.due == case.clock.today() + timedelta(days=1)
    (told,) = case.messages("contacts/check")
    assert told.recipient_id == case.account(HEAD).id


@pytest.mark.article("18(1)")
def test_a_code_to_the_number_on_record_puts_the_new_address_in_force(
    a_case: At, configured: Settings
) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policia.example")
    change = pending()
    code = code_of(change, Channel.SMS)
    with unit_of_work() as work:
        assert not by_code.read_contact(work, change.token or "", "000000")
    with unit_of_work() as work:
        assert by_code.confirm_contact(work, change.token or "", code, change.shown)
    moved = person(change.professional_id)
    assert (moved.email, moved.phone) == ("f.gashi@policia.example", "+38344100101")
    with unit_of_work() as work:
        kept = work.session.get_one(ContactChange, change.id)
        assert (kept.means, kept.ended_as, kept.old_email) == ("sms", "in_force", SILENT)
        with pytest.raises(NotThere):
            contact_change.by_token(work, change.token or "")


@pytest.mark.article("18(1)")
def test_the_code_never_goes_to_the_new_contact(a_case: At, configured: Settings) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF, phone="044 999 999")
    change = pending()
    contact_codes.send_code(change.token or "", Channel.SMS)
    with unit_of_work() as work:
        sent = select(Message).where(Message.template == "contacts/code")
        content = posting.prepare(work, work.session.scalars(sent).one())
    assert isinstance(content, Sms)
    assert content.to == change.old_phone
    assert re.search(r"\b\d{6}\b", content.words)
    with past_the_rights() as work:
        work.session.execute(update(ContactChange).values(old_phone_sealed=None))
    with pytest.raises(NotOnRecord):
        contact_codes.send_code(change.token or "", Channel.SMS)


@pytest.mark.article("18(1)")
def test_the_old_address_is_told_and_what_was_mailed_there_opens_nothing(a_case: At) -> None:
    case = a_case("prepared")
    other, _ = colleagues_case(case)
    seat, shared = case.seat(SILENT), case.person(SILENT)
    seats = {seat, _seat_of(other)}
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.purpose == "declare")
        old = {
            link.member_id: link for link in work.session.scalars(query) if link.member_id in seats
        }
        now = work.clock.now()
        for link in old.values():
            work.session.add(
                MemberSession(professional_id=shared, token_digest=link.id.bytes, created_at=now,
                              expires_at=now + guests.STAYS_OPEN)
            )  # fmt: skip
        work.session.execute(update(Message).values(status="sent", accepted_at=now))
    ask(case.case, seat, by=MANAGER, email="f.gashi@policia.example")
    call(pending().id)
    (told,) = letters("contacts/changed")
    assert told[0] == SILENT
    assert "R-26" not in told[1]
    with unit_of_work() as work:
        assert not work.session.scalars(
            select(MemberSession).where(MemberSession.ended_at.is_(None))
        ).all()
        for link in old.values():
            with pytest.raises(NotThere):
                link_for(work, link.token or "")
        query = select(MemberLink).where(MemberLink.revoked_at.is_(None))
        fresh = {link.member_id: link.id for link in work.session.scalars(query)}
        queued = work.session.scalars(select(Message).where(Message.status == "queued"))
        again = {row.link_id for row in queued if row.template == "declarations/request"}
    assert again == {fresh[member] for member in old}, "both tables send the open duty anew"
    assert case.messages("declarations/request", shared)
    assert case.life().waiting_for != "AwaitingContact"


def _seat_of(life: UUID) -> UUID:
    with unit_of_work() as work:
        return sitting(work.session, life)[0].id


@pytest.mark.article("18(1)")
def test_what_was_refused_leaves_again_once_with_a_living_link(a_case: At) -> None:
    case = a_case("invited")
    shared = case.person(SILENT)
    with unit_of_work() as work:
        refused = update(Message).where(
            Message.recipient_id == shared, Message.template == "convening/invitation"
        )
        work.session.execute(refused.values(status="failed"))
    assert Duty.CORRECT_CONTACT in case.duties()
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policia.example")
    assert Duty.CORRECT_CONTACT not in case.duties(), "it waits for the head, not for the manager"
    call(pending().id)
    (invitation,) = case.messages("convening/invitation", shared)
    assert invitation.status == "queued"
    with unit_of_work() as work:
        link = work.session.get_one(MemberLink, invitation.link_id)
        assert link.revoked_at is None
    assert case.steps().get("invite_members") is None, "nobody is invited a second time"
    assert not {Duty.CORRECT_CONTACT, Duty.CONFIRM_CONTACT} & set(case.duties())
