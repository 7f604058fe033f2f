"""Letters with services after eighteen stay as they were entered, beside each other: Art. 17(4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import after_eighteen, closure
from casework.case.after_eighteen import EnteredLetter
from casework.case.seal import seal_of
from casework.table import signing
from casework.table.signing import ClosingForm
from identity.access import NotThere
from models.breach import BreachRow
from models.session import unit_of_work
from queries.after_eighteen import LetterLine, of_case, one_of_case
from rules.after_eighteen import (
    AfterEighteenUnanswered,
    CameOf,
    LetterCorrected,
    LetterSentBy,
    LetterWithoutReason,
    RecommendationMissing,
    ServicesAnswer,
)
from rules.breaches import Wrong
from rules.duties import Duty
from rules.phases import StepOutOfTurn
from tests.builders import ACase
from tests.casework.case.test_closure import born
from tests.casework.conftest import At
from tests.database import past_the_rights

CANARY = "Kanarina 5521: banim me përkrahje."
DAY = timedelta(days=1)


def letter(case: ACase, left_on: date, corrects: UUID | None = None) -> UUID:
    how, why = LetterSentBy.HAND, CANARY if corrects else ""
    sent = EnteredLetter(left_on, "Banesa e të rinjve", CANARY, how, None, corrects, why)
    with case.manager() as work:
        return after_eighteen.enter(work, case.case, sent).id


def say(case: ACase, of: UUID, came: CameOf, on: date, words: str = "") -> None:
    with case.manager() as work:
        after_eighteen.say(work, of, came, said_on=on, words=words)


def lines(case: ACase) -> list[LetterLine]:
    with unit_of_work() as work:
        return of_case(work, case.row())


def of_age(case: ACase) -> date:
    today = case.clock.today()
    born(case, today.replace(year=today.year - 18))
    return today


def decided(case: ACase, services: ServicesAnswer) -> None:
    """Opinions were heard in the meeting that was held."""
    with case.manager() as work:
        closure.decide(work, case.case, close=True, services=services)


def wrongs(case: ACase) -> list[bool]:
    """Whether each lapse is struck through."""
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.duty == Wrong.CLOSED_UNRECOMMENDED)
        found = work.session.scalars(query.where(BreachRow.life_id == case.case)).all()
        return [each.struck_on is not None for each in found]


@pytest.mark.article("17(4)")
def test_a_letter_and_each_word_on_it_stay_and_the_last_by_its_day_holds(a_case: At) -> None:
    case = a_case("minuted")
    today = of_age(case)
    first = letter(case, today - 2 * DAY)
    say(case, first, CameOf.ACCEPTED, today)
    say(case, first, CameOf.NOT_KNOWN, today - DAY)
    (line,) = lines(case)
    assert line.stands
    assert line.holds is not None
    assert (line.holds.came, [each.came for each in line.before]) == (
        CameOf.ACCEPTED,
        [CameOf.NOT_KNOWN],
    )
    second = letter(case, today - DAY, first)
    former, now = lines(case)
    assert (former.stands, former.corrected_by, now.corrects, now.stands) == (False, [2], 1, True)
    assert now.holds is not None
    assert now.holds.came is CameOf.ACCEPTED  # it goes with the letter
    assert (now.row.reason, former.row.reason) == (CANARY, None)
    for again in (
        lambda: letter(case, today, first),
        lambda: say(case, first, CameOf.DECLINED, today),
    ):
        with pytest.raises(LetterCorrected):
            again()
    say(case, second, CameOf.NEVER_SENT, today, "Në sirtar.")
    assert not lines(case)[1].stands
    assert ("letter with services entered", "17(4)") in case.trail()
    assert ("letter with services answered", "17(4)") in case.trail()


@pytest.mark.article("17(4)", "18(1)")
def test_what_a_letter_says_is_sealed_and_never_changes(a_case: At) -> None:
    case = a_case("minuted")
    first = letter(case, of_age(case))
    say(case, first, CameOf.DECLINED, case.clock.today(), CANARY)
    with unit_of_work() as work:
        for table in ("services_letter", "services_letter_word"):
            (row,) = work.session.execute(text(f"SELECT {table}::text FROM {table}")).all()
            assert "Kanarina" not in row[0]
    for change in (
        "UPDATE services_letter SET left_on = left_on - 1",
        "UPDATE services_letter_word SET came = 'accepted'",
    ):
        with pytest.raises(IntegrityError), past_the_rights() as work:
            work.session.execute(text(change))


@pytest.mark.article("17(4)")
def test_a_correction_without_a_reason_is_refused_and_never_sent_stays_never_sent(
    a_case: At,
) -> None:
    case = a_case("minuted")
    today = of_age(case)
    first = letter(case, today - DAY)
    say(case, first, CameOf.NEVER_SENT, today, "Në sirtar.")
    bare = EnteredLetter(today, "Banesa e të rinjve", CANARY, corrects_id=first)
    with case.manager() as work, pytest.raises(LetterWithoutReason):
        after_eighteen.enter(work, case.case, bare)
    second = letter(case, today - DAY, first)
    assert [line.stands for line in lines(case)] == [False, False]
    say(case, second, CameOf.NOT_KNOWN, today)
    assert [line.stands for line in lines(case)] == [False, True]


@pytest.mark.article("17(4)", "17(5)")
def test_letters_are_part_of_the_file_that_is_sealed(a_case: At) -> None:
    case = a_case("minuted")
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    first = letter(case, of_age(case))
    with unit_of_work() as work:
        between = seal_of(work.session, case.case)
    say(case, first, CameOf.NOT_KNOWN, case.clock.today())
    with unit_of_work() as work:
        after = seal_of(work.session, case.case)
    assert len({before, between, after}) == 3


@pytest.mark.article("17(4)")
def test_a_letter_alone_recommends_and_stands_in_the_form(a_case: At) -> None:
    case = a_case("opinions")
    today = of_age(case)
    with pytest.raises(AfterEighteenUnanswered):
        decided(case, ServicesAnswer(None))
    with pytest.raises(RecommendationMissing):
        decided(case, ServicesAnswer(True))
    first = letter(case, today - DAY)
    decided(case, ServicesAnswer(None))
    row = case.closure()
    assert (row.needs_services, row.after_eighteen, row.services_unsaid) == (True, None, False)
    with unit_of_work() as work:
        form = signing.read(work.session, row.id, ClosingForm)
    assert form is not None
    (said,) = form.words.letters
    assert (said.left_on, said.recorded_on, said.services) == (today - DAY, today, CANARY)
    assert Duty.SEND_SERVICES_LETTER not in case.duties()
    assert wrongs(case) == []
    say(case, first, CameOf.NEVER_SENT, today, "Në sirtar.")
    assert Duty.SEND_SERVICES_LETTER in case.duties()
    assert wrongs(case) == [False]
    letter(case, today)
    assert wrongs(case) == [True]
    assert Duty.SEND_SERVICES_LETTER not in case.duties()


@pytest.mark.article("17(4)")
def test_whoever_needs_none_is_owed_no_letter(a_case: At) -> None:
    case = a_case("opinions")
    of_age(case)
    decided(case, ServicesAnswer(False))
    assert Duty.SEND_SERVICES_LETTER not in case.duties()
    assert wrongs(case) == []


@pytest.mark.article("17(4)", "18(1)")
def test_only_who_manages_the_case_enters_letters_and_none_into_a_sealed_file(a_case: At) -> None:
    case = a_case("closed")
    today = case.clock.today()
    with pytest.raises(StepOutOfTurn):
        letter(case, today)
    other = a_case("minuted")
    with other.head() as work, pytest.raises(NotThere):
        one_of_case(work, other.row(), other.case)
