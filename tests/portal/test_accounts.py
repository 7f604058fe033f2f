"""Accounts as an administrator needs them where there are many: found, and changed."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.municipality import deputies
from core.clock import FrozenClock, SystemClock
from identity import accounts, officers
from identity.accounts import NewOfficer
from models.credentials import Enrolment, EnrolmentEnd, EnrolmentPurpose
from models.life import ActorKind, AuditEntry
from models.outbox import Message
from models.people import Account, Deputy, Municipality
from models.session import Actor, unit_of_work
from notifications import posting
from notifications.channels.mail import Envelope
from notifications.notices.sign_in import SignInChanged
from queries.paging import PAGE
from rules.accounts import AddressIsNew
from rules.roles import Role
from simulation.people import PASSWORD
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn

NEW = "b.hoxha@qps.example"


@pytest.fixture
def case(sign_in: SignIn, browser: Browser, a_case: At) -> ACase:
    """The empty database came first."""
    return a_case("referred")


def more(number: int) -> None:
    """So many officers of one centre; their names begin with a letter that carries a sign."""
    with unit_of_work() as work:
        query = select(Municipality).where(Municipality.slug == "zvecan")
        place = work.session.scalars(query).one()
        for each in range(number):
            mail = f"officer{each}@zvecan.example"
            account = Account(
                municipality_id=place.id, role=Role.MANAGER, email_index=Account.index_of(mail)
            )
            account.name, account.email = f"Ëndrra Çelaj {each:03}", mail
            work.session.add(account)


def test_officers_are_found_by_name_address_and_centre_page_by_page(
    case: ACase, sign_in: SignIn
) -> None:
    more(PAGE + 3)
    admin = sign_in(ADMIN)
    first = admin.get("/accounts?lang=en").text
    assert first.count("@zvecan.example") < PAGE
    assert "Next page" in first
    assert "@zvecan.example" not in admin.get("/accounts?find=%25").text  # folded it is nothing
    of_centre = admin.get("/accounts?centre=zvecan&page=2").text
    assert of_centre.count("@zvecan.example") == 3
    assert "Page before" in of_centre
    for sought in ("endrra+celaj+007", "officer7%40", "OFFICER7%40zvecan", "7+Zve%C4%8Dan+%C3%ABn"):
        page = admin.get(f"/accounts?find={sought}").text
        assert "officer7@zvecan.example" in page, sought
        assert HEAD not in page
    assert "No account fits" in admin.get("/accounts?find=nobody+at+all").text
    assert HEAD in admin.get("/accounts?page=99&centre=ferizaj").text


def change(admin: Browser, account: Account, fields: Mapping[str, str]) -> int:
    admin.get(f"/accounts/{account.id}?lang=en")
    return admin.post(f"/accounts/{account.id}/known", fields).status_code


def test_a_changed_address_is_told_to_both_and_closes_what_was_sent_to_the_old_one(
    case: ACase, sign_in: SignIn, browser: Browser
) -> None:
    admin, manager = sign_in(ADMIN), case.account(MANAGER)
    admin.get(f"/accounts/{manager.id}")
    admin.post(f"/accounts/{manager.id}/reset", {"what": "password"})
    assert change(admin, manager, {"name": "Blerim Hoxha-Krasniqi", "email": NEW}) == 303
    assert browser.sign_in(MANAGER, PASSWORD).status_code == 422
    with unit_of_work() as work:
        door = work.session.scalars(select(Enrolment)).one()
        assert (door.ended_as, door.account_id) == (EnrolmentEnd.ADDRESS, manager.id)
        mails_of = select(Message).where(Message.template == "sign_in/address")
        mails = work.session.scalars(mails_of.order_by(Message.key))
        told = [posting.prepare(work, each) for each in mails]
        assert {each.recipient for each in told if isinstance(each, Envelope)} == {MANAGER, NEW}
        renamed = select(Message).where(Message.template == SignInChanged.template)
        named = work.session.scalars(renamed).all()
        assert [each.recipient_id for each in named] == [manager.id]
        days = {each.context["on"] for each in [*work.session.scalars(mails_of), *named]}
        assert days == {case.clock.today().isoformat()}  # the record's, as in every other mail
        acts = work.session.scalars(select(AuditEntry).where(AuditEntry.act.contains(" account")))
        trail = str([(each.act, each.detail) for each in acts])
    assert "name of an account changed" in trail
    assert "mail address of an account changed" in trail
    assert "Krasniqi" not in trail
    assert NEW not in trail


def test_what_stays_as_it_is_leaves_no_trace(case: ACase, sign_in: SignIn) -> None:
    admin, manager = sign_in(ADMIN), case.account(MANAGER)
    name, email = manager.name or "", manager.email or ""
    assert change(admin, manager, {"name": name, "email": email}) == 303
    with unit_of_work() as work:
        acts = select(AuditEntry.act).where(AuditEntry.act.contains("of an account"))
        assert work.session.scalars(acts).all() == []


def test_an_address_that_somebody_has_and_ones_own_account_are_refused(
    case: ACase, sign_in: SignIn
) -> None:
    admin, manager = sign_in(ADMIN), case.account(MANAGER)
    assert change(admin, manager, {"name": "Blerim", "email": HEAD}) == 409
    assert change(admin, manager, {"name": "", "email": "no address"}) == 422
    assert change(admin, case.account(ADMIN), {"name": "Other", "email": NEW}) == 409


def test_whoever_changes_an_address_gives_their_second_step_again(
    case: ACase, sign_in: SignIn, real_time: FrozenClock
) -> None:
    admin, manager = sign_in(ADMIN), case.account(MANAGER)
    admin.get(f"/accounts/{manager.id}")
    real_time.moment += timedelta(minutes=11)
    assert change(admin, manager, {"name": "Blerim", "email": NEW}) == 401


def test_whoever_changed_an_address_resets_nothing_of_it_for_a_week(
    case: ACase, sign_in: SignIn, real_time: FrozenClock
) -> None:
    """Else one administrator would have the link and the code, and with them the account."""
    admin, manager = case.account(ADMIN).id, case.account(MANAGER)
    assert change(sign_in(ADMIN), manager, {"name": "Blerim", "email": NEW}) == 303

    def reset(by: UUID | None) -> None:
        with unit_of_work() as work:
            accounts.reset(work, manager.id, EnrolmentPurpose.INVITATION, real_time, by=by)

    with pytest.raises(AddressIsNew):
        reset(admin)
    reset(case.account(HEAD).id)  # as another administrator would
    reset(None)
    real_time.moment += timedelta(days=7)
    reset(admin)


def in_office(admin: Browser, account: Account, role: str) -> int:
    admin.get(f"/accounts/{account.id}")
    return admin.post(f"/accounts/{account.id}/role", {"role": role}).status_code


def decided(account: Account, day: date) -> bool:
    with unit_of_work() as work:
        return officers.decided_on(work.session, account.id, day)


def others(reader: Account, since: date, today: date) -> list[UUID]:
    with unit_of_work() as work:
        found = officers.others_who_decided(work.session, reader, since, today)
        return [each.id for each in found]


def test_a_head_steps_down_and_a_manager_follows_on_accounts_of_their_own(
    case: ACase, sign_in: SignIn, database: FrozenClock
) -> None:
    admin, head, manager = sign_in(ADMIN), case.account(HEAD), case.account(MANAGER)
    inside, today = sign_in(HEAD), database.today()
    assert in_office(admin, manager, "head") == 409, "the centre has a head"
    assert in_office(admin, head, "manager") == 303
    assert inside.get("/").status_code == 303
    with unit_of_work(Actor(ActorKind.STAFF, case.account(ADMIN).id)) as work:
        place = manager.municipality_id
        assert place is not None
        days = deputies.Days(today)
        deputy = deputies.appoint(work, place, manager.id, days, "decision 7").id
        work.session.get_one(Account, manager.id).convener = True
    database.moment += timedelta(days=2)
    assert in_office(admin, manager, "head") == 303
    with unit_of_work() as work:
        row = work.session.get_one(Account, manager.id)
        assert (row.role, row.convener) == (Role.HEAD, False)
        assert work.session.get_one(Deputy, deputy).ended_on == database.today()
        acts = select(AuditEntry.detail).where(AuditEntry.act == "role of an account changed")
        assert [
            each["role"] for each in work.session.scalars(acts.order_by(AuditEntry.number))
        ] == [
            "manager",
            "head",
        ]
        mailed = select(Message.recipient_id, Message.context["what"].astext)
        mailed = mailed.where(Message.template == SignInChanged.template)
        told = {(who, what) for who, what in work.session.execute(mailed)}
        assert {(head.id, "manager"), (manager.id, "head")} <= told
    before, after = today - timedelta(days=1), today + timedelta(days=3)
    assert [decided(head, day) for day in (before, today, after)] == [True, True, False]
    assert [decided(manager, day) for day in (before, after)] == [False, True]
    assert [others(manager, day, after) for day in (today, after)] == [[head.id], []]


@pytest.mark.article("8(3)")
def test_who_manages_a_case_becomes_the_head_once_it_is_handed_over(
    a_case: At, sign_in: SignIn
) -> None:
    case, admin = a_case("appointed"), sign_in(ADMIN)
    assert in_office(admin, case.account(HEAD), "manager") == 303
    manager = case.account(MANAGER)
    refused = admin.post(f"/accounts/{manager.id}/role", {"role": "head"})
    assert refused.status_code == 409
    assert "Hand their cases over first" in refused.text
    assert in_office(admin, case.account(OTHER_MANAGER), "head") == 303


def test_nobody_becomes_an_administrator_or_stops_being_one(case: ACase, sign_in: SignIn) -> None:
    other = NewOfficer(Role.ADMIN, "Drita Hoti", "drita@qps.example", "sq")
    with unit_of_work() as work:
        invited = accounts.invite(work, other, SystemClock(), by=None).enrolment_id
        account = work.session.get_one(Enrolment, invited).account_id
        one = work.session.get_one(Account, account)
    admin = sign_in(ADMIN)
    assert in_office(admin, one, "head") == 409
    assert in_office(admin, case.account(MANAGER), "admin") == 422
    assert in_office(admin, case.account(ADMIN), "manager") == 409
