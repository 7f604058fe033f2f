"""An approval that does not carry a closing, by what is put on record of its day: Art. 17(3)."""

from datetime import date, timedelta

import pytest

from casework.case import closure, referral
from core.i18n import LANGUAGES, translator
from portal.closing import NOT_CARRIED
from rules.approving import NotCarried
from rules.phases import Phase
from rules.signing import SignatureMethod
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
    day = case.clock.today() - timedelta(days=1)
    case.approve_closure(by=OTHER_MANAGER)
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
        closure.sign(work, paper, member_id=silent, method=SignatureMethod.CODE)
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


def test_every_reason_has_words_in_every_language() -> None:
    assert set(NOT_CARRIED) == set(NotCarried)
    for language in LANGUAGES:
        said = {translator(language).gettext(words) for words in NOT_CARRIED.values()}
        assert len(said) == len(NotCarried)
