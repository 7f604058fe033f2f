"""An approval that does not carry a closing, by what is put on record of its day: Art. 17(3)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import appointment_day, closure, referral
from core.clock import local_day
from core.i18n import LANGUAGES, translator
from models.case import Appointment
from models.session import unit_of_work
from portal.closing import NOT_CARRIED
from rules.approving import NotCarried
from rules.phases import Phase
from simulation import by_code
from simulation.stage import member_acting
from tests import deputy
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn
from tests.scenes import CLOSURE_MEETING

LINE = "The approval does not carry the closing that is on its way"
NOTICE = "The approval does not carry this closing"


def approved_by_the_deputy(a_case: At) -> tuple[ACase, date]:
    """Closed on the approval of a deputy; the day before they gave it."""
    case = a_case("closure_proposed")
    deputy.named(case)
    return closed(case, OTHER_MANAGER)


def closed(case: ACase, by: str) -> tuple[ACase, date]:
    """The same, on the approval of whoever gave it."""
    day = case.clock.today() - timedelta(days=1)
    case.approve_closure(by=by)
    case.convene(case.at(CLOSURE_MEETING))
    case.meet()
    case.record_opinions()
    case.decide(close=True)
    case.stage.settle()
    return case, day


def managed_by(case: ACase, who: str, since: date) -> None:
    with case.head() as work:
        head, officer = case.account(HEAD).id, case.account(who).id
        referral.appoint(work, case.case, officer, by=head, on=since)
    case.stage.settle()


@pytest.mark.article("16(1)", "17(3)")
def test_what_is_wrong_with_an_approval_is_said_and_the_closing_falls_on_the_heads_word(
    a_case: At, sign_in: SignIn
) -> None:
    case, day = approved_by_the_deputy(a_case)
    paper, silent, home = case.closure().id, case.seat(SILENT), f"/cases/{case.row().number}"
    with member_acting(silent) as work:
        closure.sign(work, paper, **by_code.signing_of(work, paper, silent))
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    assert NOTICE not in head.get(f"{home}/closure").text
    managed_by(case, OTHER_MANAGER, day)
    theirs = sign_in(OTHER_MANAGER)
    for reader in (theirs, head):
        assert LINE in seen(reader.get("/").text)
        assert "managed this case alone on that day" in reader.get(f"{home}/closure").text
    assert "Let the closing fall" not in theirs.get(f"{home}/closure").text
    managed_by(case, MANAGER, day)  # that was the mistake
    assert LINE not in seen(head.get("/").text)
    assert NOTICE not in manager.get(f"{home}/closure").text
    managed_by(case, OTHER_MANAGER, day)
    empty = head.post(f"{home}/closure/fall", {"reason": " "})
    assert empty.status_code == 422
    assert "Write the reason." in empty.text
    assert head.post(f"{home}/closure/fall", {"reason": "Aprovoi për vete."}).status_code == 303
    fell = case.closure()
    assert (fell.approval_lacked, fell.fell_for) == (True, "Aprovoi për vete.")
    assert fell.fell_by_id == case.account(HEAD).id
    assert case.row().phase != Phase.CLOSURE
    page = head.get(f"{home}/closure").text
    assert "fell, because its approval did not carry it" in page
    assert LINE not in seen(head.get("/").text)
    assert ("closure fell without its approval", "17(3)") in case.trail()


@pytest.mark.article("4(2)", "17(1)", "17(3)")
def test_who_proposed_it_without_managing_the_case_is_said_until_the_day_is_corrected(
    a_case: At, sign_in: SignIn
) -> None:
    case, day = closed(a_case("closure_proposed"), HEAD)
    proposed_on, home = local_day(case.closure().proposed_at), f"/cases/{case.row().number}"
    managed_by(case, OTHER_MANAGER, min(day, proposed_on - timedelta(days=1)))
    head, theirs = sign_in(HEAD), sign_in(OTHER_MANAGER)
    for reader in (theirs, head):
        assert LINE in seen(reader.get("/").text)
        page = reader.get(f"{home}/closure").text
        assert "did not manage the case on the day of the proposal" in page
    assert "Let the closing fall" in head.get(f"{home}/closure").text
    with unit_of_work() as work:
        query = select(Appointment.id).where(Appointment.case_id == case.case)
        row = work.session.scalars(query.where(Appointment.ended_on.is_(None))).one()
    with case.head() as work:
        appointment_day.correct(work, case.case, row, proposed_on, reason="U shtyp gabim.")
    case.stage.settle()
    assert LINE not in seen(head.get("/").text)
    assert NOTICE not in head.get(f"{home}/closure").text


def test_every_reason_has_words_in_every_language() -> None:
    assert set(NOT_CARRIED) == set(NotCarried)
    for language in LANGUAGES:
        said = {translator(language).gettext(words) for words in NOT_CARRIED.values()}
        assert len(said) == len(NotCarried)
