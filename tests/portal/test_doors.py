"""Every route and everybody who has no business there: nothing is shown, nothing changes.

Generated from the route table: a new route with a parameter nobody thought of fails here.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from sqlalchemy import select, text

from casework.record.known import child_person
from casework.record.table import meetings
from casework.table import contacts
from casework.table.contacts import Contact
from core.settings import Settings
from models import Base
from models.case import Member
from models.contacts import ContactChange
from models.contribution import Contribution
from models.decision_record import DecisionRecord
from models.information import Claim
from models.inquiry import Inquiry, InquiryAnswer, ReportDate
from models.life import Life
from models.logbook import LogEntry
from models.made_paper import MadePaper
from models.meeting import Signature
from models.meeting_request import MeetingRequest
from models.monitoring import MonitoringForm
from models.outbox import Message
from models.people import Deputy, MemberLink
from models.plan import ReportRequest, Review
from models.receipt import ReferralReceipt
from models.record_export import RecordExport
from models.services_letter import ServicesLetter
from models.session import unit_of_work
from models.stored_file import FileForm, StoredFile
from models.supervision import SupervisionQuestion
from models.visit import MonitoringVisit
from simulation.seed import professional
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    SILENT,
    ACase,
)
from tests.conftest import At
from tests.database import whole
from tests.deputy import named
from tests.portal.conftest import AT_LENGTH, Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of

OPEN: tuple[str, ...] = (
    "/sign-in",
    "/sign-out",
    "/healthz",
    "/readyz",
    "/.well-known/",
    "/regulation",
    "/verify",
    "/dev/",
)
OPEN += ("/k/", "/a/", "/s/", "/calendar/", "/enrol/")
NOT_COMPARED = {
    *("audit", "audit_lane", "made_paper", "later_print"),
    "staff_session",
    "member_session",
    "sign_in_attempt",
    "one_time_code",
    "sent_form",
}
"""What a visit may leave behind: its session, that it took place, and what was printed on it."""

Route = tuple[str, str]


def routes_of(app: FastAPI) -> list[Route]:
    """Method and path of every route, those of included routers too."""
    return [
        (method, route.path)
        for route in each_route(app.routes)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


def each_route(routes: object) -> Iterator[APIRoute]:
    for route in routes:  # type: ignore[attr-defined]
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):  # FastAPI keeps included routers whole
            yield from each_route(route.original_router.routes)


def state() -> dict[str, str]:
    """A fingerprint of every table that a visit must not change."""
    found = {}
    for name in sorted(each for each in Base.metadata.tables if each not in NOT_COMPARED):
        with whole(name).connect() as connection:
            rows = connection.scalars(text(f'SELECT t::text FROM "{name}" t ORDER BY 1'))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


class Places:
    """Addresses of one real case, for every parameter that a route may have."""

    def __init__(self, case: ACase) -> None:
        with unit_of_work() as work:
            met = meetings(work.session, case.case)
            request = work.session.scalars(select(ReportRequest.id).limit(1)).first()
            quarter = work.session.scalars(select(Life.key).where(Life.kind == "quarterly")).first()
            link = work.session.scalars(
                select(MemberLink).join(Member).where(Member.life_id == case.case).limit(1)
            ).first()
            change = work.session.scalars(select(ContactChange.id).limit(1)).first()
            deputy = work.session.scalars(select(Deputy.id).limit(1)).first()
            asked = work.session.scalars(select(MeetingRequest.id).limit(1)).first()
            claim = work.session.scalars(select(Claim.id).limit(1)).first()
            offered = work.session.scalars(select(Contribution.id).limit(1)).first()
            question = work.session.scalars(select(SupervisionQuestion.id).limit(1)).first()
            visit = work.session.scalars(select(MonitoringVisit.id).limit(1)).first()
            answer = work.session.scalars(select(InquiryAnswer).limit(1)).first()
            any_inquiry = work.session.scalars(select(Inquiry.id).limit(1)).first()
            inquiry = answer.inquiry_id if answer else any_inquiry
            date_id = work.session.scalars(select(ReportDate.id).limit(1)).first()
            entry = work.session.scalars(select(LogEntry.id).limit(1)).first()
            mine = select(Message.id).where(Message.life_id == case.case)
            mine = mine.where(Message.recipient == "member").order_by(Message.queued_at)
            message = work.session.scalars(mine.limit(1)).first()
            letter = work.session.scalars(select(ServicesLetter.id).limit(1)).first()
            receipt = work.session.scalars(select(ReferralReceipt.id).limit(1)).first()
            record = work.session.scalars(select(DecisionRecord.id).limit(1)).first()
            signature = work.session.scalars(select(Signature.id).limit(1)).first()
            printed = work.session.scalars(select(MadePaper.number).limit(1)).first()
            brought = work.session.scalars(
                select(StoredFile.id).where(StoredFile.form == FileForm.ORIGINAL).limit(1)
            ).first()
            form = work.session.scalars(select(MonitoringForm.id).limit(1)).first()
            review = work.session.scalars(select(Review.id).limit(1)).first()
            export = work.session.scalars(select(RecordExport.id).limit(1)).first()
            self.values = {
                "number": case.row().number,
                "earlier": case.row().number,
                "link_id": case.case,
                "life_id": case.case,
                "meeting_id": met[-1].id if met else case.case,
                "member_id": case.members()[0] if case.members() else case.case,
                "request_id": request or case.case,
                "change_id": change or case.case,
                "asked_id": asked or case.case,
                "claim_id": claim or case.case,
                "inquiry_id": inquiry or case.case,
                "answer_id": answer.id if answer else case.case,
                "date_id": date_id or case.case,
                "contribution_id": offered or case.case,
                "entry_id": entry or case.case,
                "message_id": message or case.case,
                "letter_id": letter or case.case,
                "receipt_id": receipt or case.case,
                "record_id": record or case.case,
                "form_id": form or case.case,
                "review_id": review or case.case,
                "form": "review",
                "signature_id": signature or case.case,
                "file_id": brought or case.case,
                "quarter": (quarter or ":2026-Q3").rsplit(":", 1)[-1],
                "person_id": child_person(work.session, case.case).id,
                "deputy_id": deputy or case.case,
                "professional_id": professional(work, SILENT).id,
                "slug": "ferizaj",
                "part": "head",
                "section": "table",
                "chapter": "child",
                "export_id": export or case.case,
                **dict.fromkeys(("emergency_id", "hold_id"), case.case),
                **{"folder": "convening", "template": "invitation", "tongue": "sq"},
                "fact": "whereabouts",
                "action_id": case.plans()[-1].actions[0].id if case.plans() else case.case,
                "token": link.token if link else "A" * 43,
                "obstacle": "paper",
                "kind": "plan",
                "what": "declaration",
                "subject_id": case.members()[0] if case.members() else case.case,
                "name": "nothing",
                "item_id": case.case,
                "absence_id": case.case,
                "supplement_id": case.case,
                "question_id": question or case.case,
                "visit_id": visit or case.case,
                "officer_id": case.account(MANAGER).id,
                "month": f"{case.begins:%Y-%m}",
                "version": 1,
                "account_id": case.account(MANAGER).id,
                "passkey_id": case.case,
                "session_id": case.case,
                "enrolment_id": case.case,
                "order_id": case.case,
                "printed": printed or "K7M4Q9XDTN",
                "page_id": case.case,
                "call_id": case.case,
                "year": 2026,
            }

    def __call__(self, path: str) -> str:
        def value(found: re.Match[str]) -> str:
            assert found[1] in self.values, f"say what {found[0]} of {path} is for these tests"
            return str(self.values[found[1]])

        return re.sub(r"\{(\w+)(?::\w+)?\}", value, path)


def is_of_a_case(path: str) -> bool:
    marks = (
        "{number}",
        "{meeting_id}",
        "{member_id}",
        "{request_id}",
        "{change_id",
        "{asked_id",
        "{life_id",
    )
    return any(mark in path for mark in marks)


def is_their_own(method: str, path: str) -> bool:
    """An act on the quarter of one's own municipality, whose label is the same everywhere, or on
    one's own sign-in."""
    own = path.startswith(("/roundtable", "/annual/", "/account/"))
    return method == "POST" and own and not is_of_a_case(path)


def visit(browser: Browser, method: str, address: str) -> httpx.Response:
    if method == "GET":
        return browser.get(address)
    return browser.post(address, {"reason": "x", "text": "x", "word": "sign"})


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """Late in a case's life: a plan, reports, a meeting to come; the empty database came first."""
    overdue = a_case("overdue")
    with overdue.manager() as work:  # a new contact that waits for the head
        seat, wanted = overdue.seat(SILENT), Contact("new@police.example", "044 100 101")
        contacts.change(work, overdue.case, seat, wanted, "")
    named(overdue, "driton.shala@qps-ferizaj.example")  # whose appointment nobody else ends
    return overdue


@pytest.fixture
def app(portal: tuple[FastAPI, str]) -> FastAPI:
    return portal[0]


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_HEAD, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ADMIN])
def test_who_has_no_business_in_a_case_finds_nothing(
    app: FastAPI, case: ACase, sign_in: SignIn, email: str
) -> None:
    stranger, at, before = sign_in(email), Places(case), state()
    for method, path in routes_of(app):
        if path.startswith((*OPEN, "/l/")) or is_their_own(method, path):
            continue
        answer = visit(stranger, method, at(path))
        assert case.row().number not in answer.text or "{number}" in path, path
        if is_of_a_case(path):
            assert answer.status_code in {403, 404}, (method, path, answer.status_code)
        assert answer.status_code < 500, (method, path)
        assert "Lirie" not in answer.text, path
    assert state() == before


def test_nobody_in_particular_is_led_to_the_sign_in_page(
    app: FastAPI, browser: Browser, a_case: At
) -> None:
    at, before = Places(a_case("overdue")), state()
    browser.get("/sign-in")
    for method, path in routes_of(app):
        if path.startswith((*OPEN, "/l/")):
            continue
        answer = visit(browser, method, at(path))
        if method == "GET":
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/sign-in"), path
        else:
            assert answer.status_code == 401, path
    assert state() == before


@pytest.mark.article("10(2)")
def test_a_recused_member_finds_every_door_closed(
    app: FastAPI, case: ACase, sign_in: SignIn
) -> None:
    """Behind each of their links; in short each door behind one of them, in turns."""
    browser, at = sign_in("nobody@here.example"), Places(case)
    seat = case.seat(HEALTH)
    case.declare_conflict(HEALTH)
    with unit_of_work() as work:
        theirs = select(MemberLink).where(MemberLink.member_id == seat)
        links = work.session.scalars(theirs.where(MemberLink.revoked_at.is_not(None)))
        tokens = [link.token for link in links]
    before = state()
    browser.get("/sign-in")
    assert tokens
    doors = [each for each in routes_of(app) if each[1].startswith("/l/")]
    for number, (method, path) in enumerate(doors):
        in_turn = tokens if AT_LENGTH else [tokens[number % len(tokens)]]
        for at.values["token"] in () if path.endswith(("/leave", "/anew")) else in_turn:
            assert visit(browser, method, at(path)).status_code == 404, (method, path)
    assert state() == before


ASKED_BEFORE: Final = pytest.mark.long("of a manager: the token is asked for before who it is")


@pytest.mark.parametrize(
    "email",
    [pytest.param(HEAD, marks=ASKED_BEFORE), MANAGER, pytest.param(ADMIN, marks=ASKED_BEFORE)],
)
def test_no_post_goes_through_without_its_token(
    app: FastAPI, case: ACase, sign_in: SignIn, email: str
) -> None:
    officer, at = sign_in(email), Places(case)
    before = state()
    officer.token = "0" * 64
    for method, path in routes_of(app):
        if method == "POST":
            assert officer.post(at(path), {"reason": "x"}).status_code == 403, path
    assert state() == before


BESIDE_THE_FILE = re.compile(
    r"/cases/\{number\}/(supplements|supervision|visits|earlier|archive$|exports|known$|form$"
    r"|files/.*/original$)"
    r"|/supervision/|/cases/new|/retention/"
)
"""What goes on after the seal, or only reads: 0061, 0094, 0095, 0105, 0108, 0193, 0196, 0259."""


def opens_no_form(answer: httpx.Response, path: str, number: str) -> None:
    """Of a sealed file it is said before anything is typed, with the way beside it: 17(5)."""
    of_this = is_of_a_case(path) or "{meeting_id:" in path or "{life_id:" in path
    if not of_this or path.startswith("/l/") or BESIDE_THE_FILE.match(path):
        return
    form = re.search('<form method="post"(?! action="/dev/)', answer.text.partition("<main")[2])
    assert form is None, path
    if answer.status_code == 409:
        assert f"/cases/{number}/supplements" in answer.text, path


READ_IN: Final = ("overdue", "closed")
"""In seven more scenes `test_bad_input` reads the pages for their forms; papers are set here."""
READ_AT_LENGTH: Final = (
    *("referred", "prepared", "proposed", "invited", "met", "planned", "review_met"),
    *("closure_proposed", "decided"),
)
"""What the long form adds (`make browse`)."""


@pytest.mark.parametrize("scene", READ_IN + (READ_AT_LENGTH if AT_LENGTH else ()))
def test_reading_changes_nothing(app: FastAPI, sign_in: SignIn, a_case: At, scene: str) -> None:
    """The administrator may see no case in any scene: once suffices. What is open to everybody and
    what lies behind a member's link look at no officer: one reader a scene suffices."""
    case = a_case(scene)
    head, *others = map(sign_in, (HEAD, MANAGER, ADMIN) if scene == "overdue" else (HEAD, MANAGER))
    at, before = Places(case), state()
    for reader in (head, *others):
        for method, path in routes_of(app):
            if method == "GET" and (reader is head or not path.startswith((*OPEN, "/l/"))):
                answer = reader.get(at(path))
                assert answer.status_code < 500, (path, answer.status_code)
                assert "Lirie" not in answer.text, path
                if scene == "closed":
                    opens_no_form(answer, path, str(at.values["number"]))
    assert state() == before


@pytest.mark.article("18(1)")
def test_a_members_session_opens_nothing_of_the_officers(
    app: FastAPI, case: ACase, sign_in: SignIn, demo: Settings
) -> None:
    browser = sign_in("nobody@here.example")
    guest = Guest(browser, demo, link_of(SILENT, "report"))
    at = Places(case)
    guest.enter()
    before = state()
    for method, path in routes_of(app):
        if not path.startswith((*OPEN, "/l/")):
            assert visit(browser, method, at(path)).status_code in {303, 401}, path
    assert state() == before
