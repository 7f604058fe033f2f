"""A code that is read out to whom an officer has recognised, and what says so: decision 0168."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from core.settings import Settings
from identity.codes import A_DAY
from models.confirmation import Confirmation
from models.identity_check import IdentityCheck
from models.life import AuditEntry
from models.meeting import Signature
from models.outbox import Message, RecipientKind
from models.people import Professional
from models.plan import ReportRequest
from models.session import unit_of_work
from notifications import letters, readers
from notifications.mailbox import read_texts
from notifications.notices.base import Recipient
from notifications.notices.codes import ReadOutToHead
from simulation.seed import professional
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import BY_CARD, HEALTH, Guest, link_of

CALLED = {"means": "called", "how": "Drejtoria, 0290 321 000"}
DECLARES = {"confidential": "yes", "conflict": "no", "language": "en"}


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


def without_mobile() -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, professional(work, HEALTH).id).phone = None


def read_out(officer: Browser, case: ACase, said: dict[str, str] = BY_CARD) -> str:
    """What the officer's screen shows, once."""
    shown = officer.post(f"/codes/{case.case}/{case.seat(HEALTH)}?lang=en", said).text
    found = re.search(r"<b>(\d{3} \d{3})</b>", shown)
    assert found is not None, shown
    return found[1]


def confirmed(guest: Guest, officer: Browser, case: ACase, path: str, fields: object) -> str:
    """A word of a member without a mobile: asked for, read out, typed; gives where it leads."""
    asked = guest.ask(path, fields)
    waits = re.search(r'name="confirmation" value="([-\w]+)"', asked.text)
    assert waits is not None, asked.text
    code = read_out(officer, case, CALLED)
    answer = guest.confirm(path, fields, waits[1], code)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.mark.article("18(1)", "18(2)", "10(2)")
def test_a_member_without_a_mobile_declares_by_a_code_that_was_read_out(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    without_mobile()
    texts = len(read_texts(demo.state_dir))
    guest, manager = Guest(browser, demo, link_of(HEALTH, "declare")), sign_in(MANAGER)
    door = guest.get("?lang=en").text
    assert "We have no mobile number for you" in door
    assert "ends in" not in door
    asked = guest.ask("/declare", DECLARES)
    assert asked.status_code == 200, asked.text
    assert "the case manager recognises you and reads out the code" in asked.text
    confirmed(guest, manager, prepared, "/declare", DECLARES)
    assert len(read_texts(demo.state_dir)) == texts
    page = manager.get(f"/declarations/{prepared.case}?lang=en").text
    assert "The code was read out by Blerim Hoxha on" in page
    assert "called back on a number of their institution" in page
    with unit_of_work() as work:
        check = work.session.scalars(select(IdentityCheck)).one()
        assert (check.means, check.how, check.by) == ("called", CALLED["how"], "Blerim Hoxha")
        word = work.session.scalars(
            select(Signature).where(Signature.identity_check_id.is_not(None))
        ).one()
        assert word.member_id == prepared.seat(HEALTH)
        entries = work.session.execute(select(AuditEntry.act, AuditEntry.detail))
        said = {act for act, detail in entries if detail.get("read_out") == str(check.id)}
    assert said == {"code read out", "word confirmed by code", "declarations signed"}


@pytest.mark.article("18(1)")
def test_the_head_is_told_the_same_day_and_no_name_stands_in_the_subject(
    prepared: ACase, sign_in: SignIn
) -> None:
    read_out(sign_in(MANAGER), prepared)
    (told,) = prepared.messages("codes/head")
    assert told.recipient_id == prepared.account(HEAD).id
    with unit_of_work() as work:
        row = work.session.get_one(Message, told.id)
        assert row.not_before == row.queued_at  # at once, and not with the morning's list
        name = professional(work, HEALTH).name or ""
        to = Recipient(RecipientKind.ACCOUNT, row.recipient_id)
        notice = ReadOutToHead.restore(row.context, recipient=to, life_id=row.life_id)
        reader = readers.addressee_of(work.session, notice, prepared.clock.today())
        letter = letters.compose(notice, reader, {})
    assert letter.subject == "Një kod iu lexua një anëtari"
    assert name not in letter.text
    assert f"/codes/{prepared.case}/said" in letter.text
    assert name not in str(told.context)
    page = sign_in(HEAD).get(f"/codes/{prepared.case}/said?lang=en").text
    assert name in page
    assert "Blerim Hoxha" in page
    assert "not used" in page
    assert sign_in(OTHER_MANAGER).get(f"/codes/{prepared.case}/said").status_code == 404


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, "Say how you recognised them."),
        ({"means": "guess"}, "Choose one of these."),
        ({"means": "called"}, "of a call and of an acquaintance, also how"),
        ({"means": "known", "how": "  "}, "of a call and of an acquaintance, also how"),
    ],
)
def test_without_a_check_no_code_is_made(
    prepared: ACase, sign_in: SignIn, said: dict[str, str], refused: str
) -> None:
    address = f"/codes/{prepared.case}/{prepared.seat(HEALTH)}?lang=en"
    answer = sign_in(MANAGER).post(address, said)
    assert answer.status_code == 422
    assert refused in answer.text
    with unit_of_work() as work:
        assert work.session.scalars(select(IdentityCheck)).all() == []


@pytest.mark.article("18(1)")
def test_as_many_a_day_are_read_out_as_are_sent(
    prepared: ACase, sign_in: SignIn, clock: FrozenClock
) -> None:
    manager, address = sign_in(MANAGER), f"/codes/{prepared.case}/{prepared.seat(HEALTH)}?lang=en"
    for _ in range(A_DAY):
        read_out(manager, prepared)
        clock.moment += timedelta(seconds=1)
    over = manager.post(address, BY_CARD)
    assert over.status_code == 409
    assert "were read out for this person today" in over.text
    with unit_of_work() as work:
        assert len(work.session.scalars(select(IdentityCheck)).all()) == A_DAY


@pytest.mark.article("18(1)", "8(9)")
def test_a_report_behind_such_a_code_says_so(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    without_mobile()
    guest, manager = Guest(browser, demo, link_of(HEALTH, "report")), sign_in(MANAGER)
    guest.get("?lang=en")
    code = read_out(manager, case, {"means": "known", "how": "Nga takimet e kaluara."})
    page = guest.get("/code").text
    assert "The case manager has one for you" in page
    assert guest.post("/open", {"code": code}).status_code == 303
    form = guest.get("/report").text
    actions = re.findall(r'name="(actions\.\d+)\.action" value="([-\w]+)"', form)
    fields = {"done": "Vizita u bë.", "concerns": "", "step": "send"}
    for row, action in actions:
        fields |= {f"{row}.action": action, f"{row}.status": "completed"}
    sent = guest.browser.post(f"{guest.home}/report", fields)
    assert sent.status_code == 303, sent.text
    with unit_of_work() as work:
        check = work.session.scalars(select(IdentityCheck)).one()
        request = work.session.scalars(
            select(ReportRequest).where(ReportRequest.identity_check_id.is_not(None))
        ).one()
        assert request.identity_check_id == check.id
        entry = work.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "report received")
        ).all()[-1]
        assert entry.detail["let_in_by_read_out"] == str(check.id)
        number = case.row().number
    page = manager.get(f"/cases/{number}/reports/{request.id}?lang=en").text
    assert "Handed in behind a code that Blerim Hoxha read out on" in page


@pytest.mark.article("18(1)")
def test_a_code_that_came_by_sms_is_said_to_be_read_out_nowhere(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    assert guest.post("/declare", DECLARES).status_code == 303
    page = sign_in(MANAGER).get(f"/declarations/{prepared.case}?lang=en").text
    assert "was read out" not in page
    with unit_of_work() as work:
        found = work.session.scalars(select(Confirmation)).all()
        assert {each.identity_check_id for each in found} == {None}
