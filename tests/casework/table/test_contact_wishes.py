"""Whose word a changed contact needs, and what a later wish does to an earlier one: Art. 18(1)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.case import referral
from casework.table import composition, contact_change, minutes, professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from core.settings import Settings
from identity.access import NotThere
from models.case import Case
from models.contacts import ContactChange
from models.outbox import Channel, Message
from models.people import MemberLink, Professional
from models.session import unit_of_work
from notifications import outbox
from rules.contacts import (
    AlreadyKnown,
    AnotherWishIsOpen,
    AskedByYourself,
    CalledAtAnotherTime,
    CalledOnTheNewNumber,
    ChangeIsOver,
    NameKnown,
    NumberKnown,
    OtherThanShown,
)
from rules.duties import Duty
from simulation import by_code
from simulation.stage import acting, member_acting
from tests.builders import HEAD, HOUR, MANAGER, OTHER_HEAD, OTHER_MANAGER, SILENT
from tests.casework.conftest import At
from tests.casework.table.test_contacts import (
    THIEF,
    ask,
    call,
    code_of,
    colleagues_case,
    letters,
    pending,
    person,
    ways,
)
from tests.casework.table.test_minutes_text import in_writing


@pytest.mark.article("18(1)")
def test_who_asked_does_not_confirm(a_case: At) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    change = pending().id
    with pytest.raises(AskedByYourself):
        call(change, by=MANAGER)
    for stranger in (OTHER_MANAGER, OTHER_HEAD):
        with pytest.raises(NotThere):
            call(change, by=stranger)
    own = update(ContactChange).values(decided_by_id=ContactChange.asked_by_id)
    with pytest.raises(IntegrityError, match="four_eyes"), unit_of_work() as work:
        work.session.execute(own)


@pytest.mark.article("18(1)")
def test_where_the_head_asked_another_officer_calls(a_case: At) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=HEAD, email="f.gashi@policia.example")
    assert case.duties()[Duty.CONFIRM_CONTACT].actor == "manager"
    told = {message.recipient_id for message in case.messages("contacts/check")}
    assert case.account(MANAGER).id in told
    assert case.account(HEAD).id not in told
    with pytest.raises(AskedByYourself):
        call(pending().id, by=HEAD)
    change = pending().id
    call(change, by=OTHER_MANAGER)
    assert person(case.person("f.gashi@policia.example")).email == "f.gashi@policia.example"


@pytest.mark.article("18(1)")
def test_a_call_to_the_new_number_or_at_another_time_proves_nothing(a_case: At) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, phone="044 999 999")
    change = pending().id
    with pytest.raises(CalledOnTheNewNumber):
        call(change, number="+38344999999")
    for ahead in (-1, 1):
        with pytest.raises(CalledAtAnotherTime):
            call(change, ahead=ahead)
    call(change)
    with pytest.raises(ChangeIsOver):
        call(change)


@pytest.mark.article("18(1)")
def test_a_refused_change_leaves_everything_as_it_was(a_case: At) -> None:
    case = a_case("declared")
    shared = case.person(SILENT)
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    with acting(HEAD) as work:
        contact_change.refuse(work, pending_in(work).id, reason="Nuk është e vërtetë.")
    assert person(shared).email == SILENT
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    with unit_of_work() as work:
        contact_change.disown(work, pending_in(work).token or "")
    assert person(shared).email == SILENT
    assert letters("contacts/confirm") == [], "what was not read in time does not leave any more"
    assert Duty.CONFIRM_CONTACT not in case.duties()


def pending_in(work: object) -> ContactChange:
    query = select(ContactChange).where(ContactChange.ended_at.is_(None))
    found: ContactChange = work.session.scalars(query).one()  # type: ignore[attr-defined]
    return found


@pytest.mark.article("18(1)")
def test_a_later_wish_takes_the_place_of_the_earlier(a_case: At) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    first = pending().id
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policia.example")
    with pytest.raises(ChangeIsOver):
        call(first)
    call(pending().id)


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_superior_is_named_at_once_and_changed_only_after_a_call(a_case: At) -> None:
    case = a_case("overdue")
    shared = case.person(SILENT)
    assert ask(case.case, case.seat(SILENT), by=MANAGER, superior_email=THIEF) == "waits"
    assert ways() == [], "no member moves the letter about them"
    assert person(shared).superior_email != THIEF
    call(pending().id)
    assert person(shared).superior_email == THIEF
    assert [to for to, _ in letters("contacts/changed")] == ["bekim.rama@policia-ferizaj.example"]
    with unit_of_work() as work:
        unknown = work.session.get_one(Professional, shared)
        unknown.superior_name = unknown.superior_email = None
    named = {"superior_name": "Bekim Rama", "superior_email": "b.rama@policia.example"}
    assert ask(case.case, case.seat(SILENT), by=MANAGER, **named) == "in_force"
    assert person(shared).superior_email == "b.rama@policia.example"


@pytest.mark.article("8(3)", "18(1)")
def test_the_same_contact_only_sends_again_what_came_back(a_case: At) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(Message.recipient_id == case.person(SILENT))
            .values(status="failed")
        )
    assert ask(case.case, case.seat(SILENT), by=MANAGER) == "sent_again"
    with unit_of_work() as work:
        assert outbox.failed(work.session, case.case) == []
        assert not work.session.scalars(select(ContactChange)).all()


@pytest.mark.article("4(3)", "18(1)")
def test_a_second_entry_of_the_same_name_gets_nothing_of_other_cases(a_case: At) -> None:
    case = a_case("declared")
    other, _ = colleagues_case(case)
    police = Profession("1.6", "Policia e Kosovës", "Njësia", "Fatmir Gashi", "sq")
    with acting(OTHER_MANAGER) as work:
        place = referral.municipality(work, "ferizaj").id
        for who in (police, replace(police, name="GASHI  Fatmír", institution="policia e kosoves")):
            with pytest.raises(NameKnown):
                professionals.register(work, place, who, Contact(THIEF, "044 999 999"))
        stranger = replace(police, name="Somebody Else")
        with pytest.raises(NumberKnown):
            professionals.register(work, place, stranger, Contact(THIEF, "044 100 101"))
    with acting(HEAD) as work:
        double = professionals.register(work, place, police, Contact(THIEF, "044 999 999"))
    with acting(OTHER_MANAGER) as work:
        composition.choose(work, other, {double.id: "Siguria."})
        twice = Contact(SILENT.upper(), "044 999 998")
        with pytest.raises(AlreadyKnown):
            professionals.register(work, place, police, twice)
    case.stage.move_to(case.meeting().day, HOUR)
    with unit_of_work() as work:
        mine = select(Message).where(Message.recipient_id == double.id)
        mails = work.session.scalars(mine).all()
        mornings = [each for each in mails if each.template == "reminders/owed"]
        assert {each.life_id for each in mails if each not in mornings} == {other}
        number = work.session.get_one(Case, other).number
        assert {i["table"] for each in mornings for i in each.context["items"]} <= {number}
    with pytest.raises(AlreadyKnown):
        ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)


@pytest.mark.article("8(3)", "18(1)")
def test_nobody_is_invited_to_a_day_that_has_passed(a_case: At) -> None:
    case = a_case("invited")
    shared = case.person(SILENT)
    with unit_of_work() as work:
        mine = update(Message).where(Message.recipient_id == shared)
        work.session.execute(mine.values(status="sent", accepted_at=work.clock.now()))
    case.stage.move_to(case.meeting().day + timedelta(days=1))
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policia.example")
    call(pending().id)
    case.stage.settle()
    assert [row.status for row in case.messages("convening/invitation", shared)] == ["sent"]


@pytest.mark.article("8(3)", "18(1)")
def test_an_invitation_to_a_past_day_that_came_back_is_not_sent_again(a_case: At) -> None:
    case = a_case("invited")
    shared = case.person(SILENT)
    case.stage.move_to(case.meeting().day + timedelta(days=1))
    with unit_of_work() as work:
        mine = update(Message).where(Message.recipient_id == shared)
        work.session.execute(mine.values(status="failed"))
    assert ask(case.case, case.seat(SILENT), by=MANAGER) == "sent_again"
    assert [row.status for row in case.messages("convening/invitation", shared)] == ["obsolete"]


@pytest.mark.article("10(1)", "18(1)")
def test_a_signature_under_an_earlier_version_is_asked_for_again_at_the_new_address(
    a_case: At,
) -> None:
    case = a_case("opinions")
    paper, seat = in_writing(case, close=True), case.seat(SILENT)
    with member_acting(seat) as work:
        minutes.sign(work, paper.id, **by_code.signing_of(work, paper.id, seat))
    with case.manager() as work:
        minutes.write(work, paper.meeting_id, "Teksti i ri.", reason="Një gabim.")
    case.stage.settle()
    ask(case.case, seat, by=MANAGER, email="f.gashi@policia.example")
    call(pending().id)
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.member_id == seat)
        query = query.where(MemberLink.purpose == "sign", MemberLink.revoked_at.is_(None))
        assert work.session.scalars(query.where(MemberLink.subject_id == paper.id)).one()


@pytest.mark.article("18(1)")
def test_a_second_officer_does_not_replace_what_the_first_asked_for(a_case: At) -> None:
    case = a_case("declared")
    other, member = colleagues_case(case)
    ask(other, member, email="f.gashi@policia.example")
    genuine = pending().id
    for intruder in (MANAGER, HEAD):
        with pytest.raises(AnotherWishIsOpen) as refused:
            ask(case.case, case.seat(SILENT), by=intruder, email="f.gashi@policla.example")
        assert refused.value.facts["officer"] == "Vjosa Krasniqi"
    assert pending().id == genuine
    with acting(HEAD) as work:
        contact_change.refuse(work, genuine, reason="E ka thënë vetë.")
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policla.example")


@pytest.mark.article("18(1)")
def test_an_equal_wish_changes_nothing_and_is_told_to_nobody(a_case: At) -> None:
    case = a_case("declared")
    other, member = colleagues_case(case)
    wanted = {"email": "f.gashi@policia.example"}
    assert ask(other, member, **wanted) == "waits"
    first, asked = pending(), len(case.messages("contacts/confirm"))
    for _ in range(3):
        assert ask(other, member, **wanted) == "waits"
        assert ask(case.case, case.seat(SILENT), by=MANAGER, **wanted) == "waits"
    assert (pending().id, pending().token) == (first.id, first.token)
    assert len(case.messages("contacts/confirm")) == asked
    assert len(case.messages("contacts/check")) == 1


@pytest.mark.article("18(1)")
def test_a_press_confirms_what_was_shown_and_nothing_else(a_case: At, configured: Settings) -> None:
    case = a_case("declared")
    ask(case.case, case.seat(SILENT), by=MANAGER, email="f.gashi@policia.example")
    first = pending()
    code = code_of(first, Channel.SMS)
    for shown in ("", "00"):
        with pytest.raises(OtherThanShown), unit_of_work() as work:
            by_code.confirm_contact(work, first.token or "", code, shown)
    ask(case.case, case.seat(SILENT), by=MANAGER, email=THIEF)
    assert pending().shown != first.shown
    with pytest.raises(ChangeIsOver), unit_of_work() as work:
        by_code.confirm_contact(work, first.token or "", code, first.shown)
    with unit_of_work() as work:
        assert not by_code.read_contact(work, pending_in(work).token or "", code)
    assert person(first.professional_id).email == SILENT


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_first_superior_of_a_shared_member_waits_and_is_always_told(a_case: At) -> None:
    case = a_case("declared")
    other, member = colleagues_case(case)
    shared = case.person(SILENT)
    with unit_of_work() as work:
        unknown = work.session.get_one(Professional, shared)
        unknown.superior_name = unknown.superior_email = None
    named = {"superior_name": "Bekim Rama", "superior_email": THIEF}
    assert ask(other, member, **named) == "waits"
    assert person(shared).superior_email is None
    assert ways() == []
    call(pending().id)
    told = {row.recipient_id for row in case.messages("contacts/superior")}
    assert told == {shared, case.account(HEAD).id}
    assert SILENT in {to for to, _ in letters("contacts/superior")}
