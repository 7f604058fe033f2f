"""Who chaired can be corrected, and what stood before stays to be read: Art. 4(2), 10(1)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy.exc import IntegrityError

from casework.record.chairing import corrections
from casework.table import chair_correction, signing
from casework.table.chair_correction import Because
from casework.table.chairing import Chaired
from casework.table.signing import MinutesText
from identity.access import NotThere
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.chairing import ChairWasAway, CorrectedTooEarly
from rules.duties import Duty
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_chairing import REWRITTEN, hold, unappointed
from tests.casework.table.test_minutes import approved, sign_as_chair
from tests.casework.table.test_minutes_text import in_writing

__all__ = ["approved"]
BECAUSE = Because("Shënimet me dorë.", "U zgjodh rreshti i gabuar.")


def correct(case: ACase, chaired: Chaired, meeting: UUID | None = None) -> None:
    with case.manager() as work:
        chair_correction.correct(work, meeting or case.held().id, chaired, BECAUSE)
    case.stage.settle()


@pytest.mark.article("4(2)")
def test_a_correction_keeps_what_stood_before_and_strikes_the_breach_through(a_case: At) -> None:
    case = a_case("told")
    manager, other = case.account(MANAGER).id, case.account(OTHER_MANAGER).id
    hold(case, Chaired(words="Drejtori"))
    correct(case, Chaired(account_id=manager))
    (breach,) = unappointed(case)
    assert (breach.corrected, breach.struck_on) == (True, case.clock.today())
    correct(case, Chaired(account_id=other))
    (breach,) = unappointed(case)
    assert (breach.corrected, breach.struck_on) == (False, None)
    with unit_of_work() as work:
        first, second = corrections(work.session, case.held().id)
    assert (first.was_words, first.source, first.reason) == (
        "Drejtori",
        BECAUSE.source,
        BECAUSE.reason,
    )
    assert (second.was_account_id, second.said_on) == (manager, case.clock.today())
    assert case.held().chaired_by_id == other
    assert case.trail().count(("who chaired corrected", "4(2)")) == 2
    assert len(case.messages("chairing/absent")) == 2  # recorded so, and corrected to so
    with pytest.raises(IntegrityError, match="chair_of_the_day_stays"), unit_of_work() as work:
        work.session.execute(REWRITTEN)


@pytest.mark.article("4(2)")
def test_who_was_away_or_is_of_another_centre_is_not_corrected_to(a_case: At) -> None:
    case = a_case("told")
    member = case.seat(SILENT)
    hold(case, Chaired(words="Drejtori"), absent=member)
    with pytest.raises(ChairWasAway):
        correct(case, Chaired(member_id=member))
    with pytest.raises(NotThere):
        correct(case, Chaired(account_id=case.account(OTHER_CENTRES_MANAGER).id))
    early = replace(BECAUSE, on=case.held().met_on - timedelta(days=1))
    with pytest.raises(CorrectedTooEarly), case.manager() as work:
        chair_correction.correct(work, case.held().id, Chaired(words="Nëndrejtori"), early)
    with unit_of_work() as work:
        assert not corrections(work.session, case.held().id)


@pytest.mark.article("4(2)", "10(1)")
def test_a_text_that_is_being_signed_gives_way_to_one_that_says_the_correction(a_case: At) -> None:
    case = a_case("opinions")
    paper = in_writing(case, close=True)
    correct(case, Chaired(words="Drejtori"), paper.meeting_id)
    with unit_of_work() as work:
        laid = signing.read(work.session, paper.id, MinutesText)
    assert laid is not None
    assert (laid.words.version, laid.words.chair) == (2, "Drejtori")
    (said,) = laid.words.corrected_chair
    assert (said.was, said.now) == (case.account(MANAGER).name, "Drejtori")
    assert case.duties()[Duty.CHAIR_SIGNS_MINUTES].subject_id != paper.id  # an earlier one


@pytest.mark.article("4(2)", "10(1)")
def test_approved_minutes_stay_and_only_who_chaired_is_their_chair(approved: ACase) -> None:
    paper = approved.papers()[0]
    sign_as_chair(approved, paper.id)
    assert Duty.CHAIR_SIGNS_MINUTES not in approved.duties()
    other = approved.account(OTHER_MANAGER).id
    correct(approved, Chaired(account_id=other), paper.meeting_id)
    assert approved.papers()[0].digest == paper.digest
    assert approved.duties()[Duty.CHAIR_SIGNS_MINUTES].subject_id == paper.id
    assert [each.recipient_id for each in approved.messages("chairing/sign")] == [other]
    correct(approved, Chaired(member_id=approved.seat(SILENT)), paper.meeting_id)
    assert Duty.CHAIR_SIGNS_MINUTES not in approved.duties()


@pytest.mark.article("4(2)", "6(1.4)")
def test_whoever_was_told_that_the_manager_did_not_chair_is_told_that_they_did(
    a_case: At,
) -> None:
    case = a_case("told")
    manager, head = case.account(MANAGER).id, case.account(HEAD).id
    hold(case, Chaired(words="Drejtori"))
    mark(case, "chairing/absent", MessageStatus.SENT)
    correct(case, Chaired(account_id=manager))
    assert [each.recipient_id for each in case.messages("chairing/corrected")] == [head]
    correct(case, Chaired(words="Drejtori"))
    first, second = case.messages("chairing/absent")
    assert (first.recipient_id, second.recipient_id) == (head, head)
    correct(case, Chaired(words="Dikush tjetër"))  # nor did the manager by this word
    assert len(case.messages("chairing/absent")) == 2


@pytest.mark.article("4(2)")
def test_what_has_not_left_is_taken_back_and_nothing_is_corrected(a_case: At) -> None:
    case = a_case("told")
    hold(case, Chaired(words="Drejtori"))
    mark(case, "chairing/absent", MessageStatus.QUEUED)
    correct(case, Chaired(account_id=case.account(MANAGER).id))
    (mail,) = case.messages("chairing/absent")
    assert mail.status is MessageStatus.OBSOLETE
    assert case.messages("chairing/corrected") == []


def mark(case: ACase, template: str, status: MessageStatus) -> None:
    with unit_of_work() as work:
        for each in case.messages(template):
            work.session.get_one(Message, each.id).status = status
