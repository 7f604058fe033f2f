"""A case read in an emergency: for a reason, by two, for hours, and nobody can deny it: 0248."""

import re
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from casework.table import participants
from models.emergency import Emergency
from models.life import AuditEntry
from models.outbox import Message
from models.participant import Participant, ParticipantWord
from models.session import unit_of_work
from rules.emergencies import ALONE_AFTER, ASKED_A_DAY, READ_FOR
from rules.participants import Part, Word
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.casework.municipality.test_mornings import next_morning
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_doors import OPEN, Places, is_of_a_case, routes_of, state, visit

WHY = {"reason": "danger", "words": "The hospital asks which medicine she must not get."}


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """The database begins with the portal; then the scene."""
    return a_case("minuted")


def ask(browser: Browser, number: str, **changes: str) -> str:
    """Asks, and gives the address of what was asked for."""
    browser.get("/emergencies")
    answer = browser.post("/emergencies", {"number": number, **WHY, **changes})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def lines_of_mornings(case: ACase) -> list[tuple[str, str, str]]:
    """What the head's mails say of a judgement."""
    mails = case.messages("reminders/officer", case.account(HEAD).id)
    lines = [line for mail in mails for line in mail.context["lines"]]
    said = [(line["section"], line["what"], line["table"]) for line in lines]
    return [each for each in said if each[1] == "judge_emergency"]


def told(case: ACase, template: str) -> set[UUID]:
    with reading() as work:
        query = select(Message.recipient_id).where(Message.template == template)
        return set(work.session.scalars(query))


@pytest.mark.article("18(1)")
def test_two_officers_open_a_case_for_some_hours_and_the_head_judges_it(
    case: ACase, sign_in: SignIn
) -> None:
    number = case.row().number
    asks, second, head = sign_in(OTHER_MANAGER), sign_in(MANAGER), sign_in(HEAD)
    page = f"/cases/{number}"
    assert asks.get(page).status_code == 404
    here = ask(asks, number)
    assert asks.get(page).status_code == 404, "no case content before the second person"
    asked, knows = told(case, "emergency/asked"), {case.account(MANAGER).id, case.account(HEAD).id}
    assert knows <= asked
    assert case.account(OTHER_MANAGER).id not in asked
    assert asks.post(f"{here}/confirm").status_code == 409, "nobody is their own second person"
    assert "Are you the second person?" in second.get(here).text
    assert WHY["words"] in second.get(here).text
    assert second.post(f"{here}/confirm").status_code == 303
    assert told(case, "emergency/opened") == knows
    assert second.post(f"{here}/confirm").status_code == 409, "once"

    read = asks.get(page)
    assert read.status_code == 200
    assert "You read this case in an emergency" in read.text
    assert asks.get(f"{page}/reports").status_code == 200
    assert asks.get(f"{page}/appoint").status_code in {403, 404}
    assert asks.post(f"{page}/visits", {}).status_code in {403, 404, 405}
    assert asks.get(f"{page}/trail").status_code in {403, 404}

    trail = head.get(f"{page}/trail").text
    assert "in an emergency" in trail
    assert "Say whether an emergency access was justified" in head.get("/").text
    case.clock.moment += READ_FOR
    assert asks.get(page).status_code == 404, "its time has run out"
    case.stage.settle()
    assert not lines_of_mornings(case), "told as it was opened, and not again before its day"
    for _ in range(2):
        next_morning(case)
    assert lines_of_mornings(case) == [("late", "judge_emergency", number)]
    assert "to be judged by" in head.get("/").text
    assert head.post(f"{here}/judged", {"word": "", "words": ""}).status_code == 422
    judged = {"word": "justified", "words": "The doctor called me."}
    assert head.post(f"{here}/judged", judged).status_code == 303
    assert head.post(f"{here}/judged", {"word": "not", "words": "No."}).status_code == 409
    assert "Say whether an emergency access was justified" not in head.get("/").text
    assert "The doctor called me." in asks.get(here).text
    with reading() as work:
        acts = set(
            work.session.scalars(select(AuditEntry.act).where(AuditEntry.life_id == case.case))
        )
        assert {"emergency requested", "emergency confirmed", "emergency judged"} <= acts


@pytest.mark.article("18(1)")
def test_where_nobody_answers_it_is_opened_alone_and_not_before_ten_minutes(
    case: ACase, sign_in: SignIn
) -> None:
    number, asks, head = case.row().number, sign_in(OTHER_MANAGER), sign_in(HEAD)
    here, tried = ask(asks, number), {"tried": "Called the head, twice."}
    assert asks.post(f"{here}/alone", tried).status_code == 409
    case.clock.moment += ALONE_AFTER
    assert asks.post(f"{here}/alone", {"tried": ""}).status_code == 422
    assert head.post(f"{here}/alone", tried).status_code == 404, "whoever asked"
    assert asks.post(f"{here}/alone", tried).status_code == 303
    assert asks.get(f"/cases/{number}").status_code == 200
    with reading() as work:
        query = select(Message.context).where(Message.template == "emergency/opened")
        assert all(each["alone"] is True for each in work.session.scalars(query))
    assert head.post(f"{here}/judged", {"word": "not", "words": "No."}).status_code == 303
    assert asks.get(f"/cases/{number}").status_code == 404, "it ends with that word"
    with reading() as work:
        row = work.session.scalars(select(Emergency)).one()
        assert row.confirmed_by_id is None
        assert row.ended_by_id == case.account(HEAD).id


@pytest.mark.article("18(1)", "10(2)")
def test_a_number_tells_nothing_and_asking_has_an_end(case: ACase, sign_in: SignIn) -> None:
    number, stranger = case.row().number, sign_in(OTHER_CENTRES_MANAGER)
    stranger.get("/emergencies")
    there = stranger.post("/emergencies", {"number": number, **WHY})
    nowhere = stranger.post("/emergencies", {"number": "R-GJ-2026-9999", **WHY})
    assert there.status_code == nowhere.status_code == 409
    assert WHY["words"] in there.text, "what was typed stays: 0258"
    once = re.compile(r'name="\w+" value="[\w.-]{20,}"')
    said = there.text.replace(number, "R-GJ-2026-9999")
    assert once.sub("", said) == once.sub("", nowhere.text)
    asks = sign_in(OTHER_MANAGER)
    here = ask(asks, number)
    assert stranger.get(here).status_code == 404
    assert stranger.post(f"{here}/confirm").status_code == 404
    asks.get("/emergencies")
    assert asks.post("/emergencies", {"number": number, **WHY}).status_code == 409
    assert asks.post("/emergencies", {"number": number, **WHY, "reason": "x"}).status_code == 422
    for _ in range(ASKED_A_DAY - 2):
        answer = asks.post("/emergencies", {"number": "R-FE-2026-9999", **WHY})
        assert answer.status_code == 409
    answer = asks.post("/emergencies", {"number": "R-FE-2026-9999", **WHY})
    assert answer.status_code == 409
    assert f"asked {ASKED_A_DAY} times" in answer.text
    assert WHY["words"] in answer.text


@pytest.mark.article("10(2)", "18(1)")
def test_who_declares_a_conflict_reads_nothing_more_and_no_paper_or_act_is_made(
    case: ACase, sign_in: SignIn
) -> None:
    number, asks, second = case.row().number, sign_in(OTHER_MANAGER), sign_in(MANAGER)
    here = ask(asks, number)
    assert second.post(f"{here}/confirm").status_code == 303
    page = f"/cases/{number}"
    assert asks.get(page).status_code == 200
    assert asks.get(f"{page}/form/en.pdf").status_code == 409, "on the screen alone"
    assert second.post(f"{here}/end").status_code == 303
    assert asks.get(page).status_code == 404
    here = ask(asks, number)
    assert second.post(f"{here}/confirm").status_code == 303
    assert asks.get(page).status_code == 200
    declares_conflict(case, case.account(OTHER_MANAGER).id)
    assert asks.get(page).status_code == 404
    assert asks.get(here).status_code == 404
    asks.get("/emergencies")
    assert asks.post("/emergencies", {"number": number, **WHY}).status_code == 409
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    assert second.get(here).status_code == second.post(f"{here}/end").status_code == 404


def declares_conflict(case: ACase, who: UUID) -> None:
    """Of an officer who does not chair, as the record would have it of an earlier manager."""
    with unit_of_work() as work:
        now = work.clock.now()
        line = Participant(
            life_id=case.case, part=Part.CHAIR, account_id=who, recorded_at=now, recorded_by_id=who
        )
        work.session.add(line)
        work.session.flush()
        work.session.add(
            ParticipantWord(
                participant_id=line.id,
                number=9,
                word=Word.REFUSED,
                conflict=True,
                said_on=work.clock.today(),
                on_paper=False,
                recorded_at=now,
                recorded_by_id=who,
            )
        )


@pytest.mark.article("18(1)")
def test_by_no_address_is_anything_done_in_a_case_that_is_read_so(
    portal: tuple[FastAPI, str], case: ACase, sign_in: SignIn
) -> None:
    asks, second, number = sign_in(OTHER_MANAGER), sign_in(MANAGER), case.row().number
    here = ask(asks, number)
    assert second.post(f"{here}/confirm").status_code == 303
    at, before = Places(case), state()
    asks.get(f"/cases/{number}")
    acts = [path for method, path in routes_of(portal[0]) if method == "POST"]
    for path in acts:
        if is_of_a_case(path) and not path.startswith((*OPEN, "/l/")):
            assert visit(asks, "POST", at(path)).status_code in {403, 404}, path
    assert state() == before
