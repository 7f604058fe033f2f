"""Which version of a text a signature on paper stands under: Art. 10(1), decision 0139."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from casework.record.table import seats
from casework.record.unsigned import under_minutes as unsigned
from casework.table import minutes, signature_corrections, signing, succession
from casework.table.record_correction import WasSo
from casework.table.succession import End
from models.meeting import Minutes, Signature
from queries.signatures import under_minutes
from rules.signing import (
    NothingToSign,
    OwnHandOnPaper,
    SignatureMethod,
    SignedBeforeItMet,
)
from rules.succession import Departure
from simulation.stage import acting
from tests.builders import HEAD, HOUR, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_minutes_text import in_writing
from tests.casework.table.test_record_correction import AWAY, HERE, correct
from tests.onrecord import reading

DAY = timedelta(days=1)


def on_paper(case: ACase, paper: UUID, member: UUID, on: date) -> Signature:
    with case.manager() as work:
        return minutes.sign(work, paper, member_id=member, method=SignatureMethod.PAPER, on=on)


@pytest.mark.article("10(1)")
def test_a_paper_of_before_the_text_was_laid_anew_stands_under_the_one_before(a_case: At) -> None:
    case = a_case("opinions")
    paper, members = in_writing(case, close=False), case.members()
    first, met_on = paper.digest, case.held().day
    case.stage.move_to(case.clock.today() + 2 * DAY)
    with case.manager() as work:
        minutes.write(
            work,
            case.held().id,
            "Si u tha në fund.",
            reason="Mungonte një fjali.",
            nothing_was_said=True,
        )
    case.stage.settle()
    laid_on = case.clock.today()
    now = case.papers()[-1].digest
    assert now != first
    assert on_paper(case, paper.id, members[0], laid_on - DAY).digest == first
    assert on_paper(case, paper.id, members[0], laid_on).digest == now
    assert on_paper(case, paper.id, members[1], met_on).digest == first
    with pytest.raises(NothingToSign):
        on_paper(case, paper.id, members[1], laid_on - DAY)
    with pytest.raises(SignedBeforeItMet):
        on_paper(case, paper.id, members[2], met_on - DAY)


@pytest.mark.article("10(1)")
def test_a_correction_that_the_table_approved_was_on_paper_in_that_meeting(a_case: At) -> None:
    """It is typed later; who signed there signed the words as corrected."""
    case = a_case("opinions")
    paper, members = in_writing(case, close=False), case.members()
    case.decide(close=False)
    case.stage.settle()
    case.convene(case.at(80))
    case.tell_family()
    met_on = case.meeting().day
    case.stage.move_to(met_on + DAY)
    case.hold(corrections="Ndryshim i vonuar.")
    case.stage.settle()
    after = case.papers()[-1]
    with case.manager() as work:
        assert [row.version for row in signing.versions(work.session, paper.id)] == [1, 2]
    assert on_paper(case, paper.id, members[0], met_on).digest == after.digest
    assert on_paper(case, paper.id, members[1], met_on - DAY).digest == paper.digest


@pytest.mark.article("10(1)")
def test_a_paper_of_before_the_correction_has_not_the_corrected_words(a_case: At) -> None:
    """The table corrects the draft as it approves it: who signed the draft signed other words.

    It is on record as that, once for each; whoever left since has nothing else to sign, and
    who sits there still is waited for.
    """
    case = a_case("minuted")
    met_on = case.held().day
    case.convene(case.at(40))
    case.tell_family()
    again = case.meeting().day
    case.stage.move_to(again)
    case.hold(corrections="Polici tha tjetër.")
    case.stage.settle()
    paper, gone = case.papers()[0], case.seat(SILENT)
    first, second, *_ = (each for each in case.members() if each != gone)
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "U transferua.")
        succession.release(work, case.case, gone, end)
    for member, day in ((first, met_on), (gone, again - DAY)):
        said = on_paper(case, paper.id, member, day)
        assert (said.digest, said.signed_on) == (None, day)
    with pytest.raises(NothingToSign):
        on_paper(case, paper.id, first, again - DAY)
    with reading() as work:
        laid = work.session.get_one(Minutes, paper.id)
        missing = unsigned(work.session, [laid], seats(work.session, case.case))[paper.id]
    assert first in missing.members
    assert gone not in missing.members
    assert on_paper(case, paper.id, first, again).digest == paper.digest
    typed = on_paper(case, paper.id, second, again)
    asked = len(case.messages("minutes/sign"))
    with case.manager() as work:
        slip = signature_corrections.correct_day(work, typed.id, met_on, reason="Gabim.")
    assert (slip.digest, slip.signed_on) == (None, met_on)
    assert len(case.messages("minutes/sign")) == asked + 1
    with case.manager() as work:
        signature_corrections.take_back(work, slip.id, why="Gabim.")
    assert on_paper(case, paper.id, second, met_on).digest is None
    with reading() as work:
        found = under_minutes(work, work.session.get_one(Minutes, paper.id), None)
    assert {each.signature.member_id for each in found.of_its_own_words} == {first, second, gone}
    assert (found.former, found.typed_before) == (0, [])


@pytest.mark.article("10(1)")
def test_nobody_enters_their_own_signature_as_one_on_paper(a_case: At) -> None:
    """It would pass by the password; a refusal with its reason is no such thing."""
    case = a_case("opinions")
    paper, manager = in_writing(case, close=False), case.account(MANAGER).id
    with pytest.raises(OwnHandOnPaper), case.manager() as work:
        minutes.sign(work, paper.id, account_id=manager, method=SignatureMethod.PAPER)
    with acting(HEAD) as work:
        minutes.sign(work, paper.id, account_id=manager, method=SignatureMethod.PAPER)


@pytest.mark.article("10(1)")
def test_a_slip_of_the_record_is_no_other_word_on_the_paper(a_case: At) -> None:
    """Put right before the minutes were laid: the paper in the room had it right."""
    case = a_case("minuted")
    met_on, (member, other, *_) = case.held().met_on, case.members()
    case.stage.move_to(met_on + 2 * DAY)
    for then in (AWAY, HERE):
        correct(case, WasSo({other: then}))
    case.convene(case.at(40))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold()
    case.stage.settle()
    paper = case.papers()[0]
    assert on_paper(case, paper.id, member, met_on + DAY).digest == paper.digest
