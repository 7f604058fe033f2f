"""What waits for a word stands on the first page of who answers, and of who supervises: 0128."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from bench.copies import copy_case
from bench.statements import counted
from casework.case import contributions, decision_records, information, logbook, supervision, visits
from casework.case.logbook import Logged, OfOneChild
from casework.case.visits import Follows, Visited
from casework.record import signal_facts
from casework.table import participants, signals
from core.clock import FrozenClock
from core.i18n import LANGUAGES
from queries.waiting import of_reader
from rules.information import Verification
from rules.initiative import RequestMeans
from rules.logbook import LogKind
from rules.signals import open_signals
from rules.visits import Followed
from tests import deputy
from tests.builders import HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.casework.case.test_death import died
from tests.casework.case.test_decision_records import a_placement
from tests.database import Cleaner
from tests.onrecord import reading
from tests.portal.asking import a_minuted_case, seen
from tests.portal.conftest import Browser, SignIn
from tests.scenes import Scenes, closed

__all__ = ["a_minuted_case"]

DAY = timedelta(days=1)
SECRET = "Kanarina 3317: fjalë e fëmijës."

Done = Callable[[], object]


def main(page: str) -> str:
    """The lines of both lists, without marks; empty where there is none."""
    found = re.findall(r'<section id="(?:waiting|managers)">.*?</section>', page, re.DOTALL)
    return seen(" ".join(found))


def asked(case: ACase) -> Done:
    with case.head() as work:
        row = supervision.ask(work, case.case, asked_on=case.clock.today(), words=SECRET)
    question = row.id

    def answer() -> None:
        with case.manager() as work:
            supervision.answer(work, question, said_on=case.clock.today(), words=SECRET)

    return answer


def visited(case: ACase) -> Done:
    made = Visited(case.clock.today(), "Drita", SECRET, Follows(SECRET, case.clock.today()))
    with case.head() as work:
        follow_up = visits.enter(work, case.case, made).follow_ups[0].id
    case.stage.move_to(case.clock.today() + DAY)

    def say() -> None:
        with case.manager() as work:
            visits.say(work, follow_up, Followed.DONE, said_on=case.clock.today(), words="")

    return say


def claimed(case: ACase) -> Done:
    with case.manager() as work:
        claim = information.put(work, case.case, asked_on=case.clock.today(), words=SECRET).id

    def find() -> None:
        with case.manager() as work:
            information.enter_answer(
                work,
                claim,
                found=Verification.CONFIRMED,
                found_on=case.clock.today(),
                words=SECRET,
            )

    return find


def contributed(case: ACase) -> Done:
    with case.manager() as work:
        said = contributions.enter(
            work,
            case.case,
            case.members()[0],
            said_on=case.clock.today(),
            means=RequestMeans.PHONE,
            action=SECRET,
        ).id

    def leave() -> None:
        with case.manager() as work:
            contributions.leave(work, said, words=SECRET, on=case.clock.today())

    return leave


def sheltered(case: ACase) -> Done:
    with case.manager() as work:
        logbook.enter(
            work, case.case, Logged(LogKind.SHELTER, case.clock.today(), OfOneChild(SECRET))
        )

    def weigh() -> None:
        with case.manager() as work:
            decision_records.write(work, case.case, a_placement(case.clock.today()))

    return weigh


def informed(case: ACase) -> Done:
    """The day after the table assessed."""
    case.stage.move_to(case.clock.today() + DAY)
    today = case.clock.today()
    with case.manager() as work:
        information.enter(work, case.case, given_on=today, words=SECRET, source="Shkolla.")

    def answer() -> None:
        with reading() as work:
            facts = signal_facts.read(work.session, case.case).facts
        with case.manager() as work:
            found = open_signals(facts, today)
            signals.answer(work, case.case, found, answered_on=today, reason=SECRET)

    return answer


KINDS = {
    "supervision": (asked, "1 question of the head has no answer", "16(1)"),
    "visits": (visited, "1 thing that was to follow from a visit of the head", "16(2)"),
    "claims": (claimed, "1 claim is still to be verified", "12(1)"),
    "plan/contributions": (contributed, "1 contribution is neither in the plan", "6(1.6)"),
    "signals": (informed, "1 signal for a reassessment has no answer", "14(4)"),
    "decisions": (sheltered, "1 decision has no record of what else was weighed", "12(3)"),
}
"""By the page on which each is answered; the monitoring is played in the timelines."""


@pytest.mark.article("12(1)", "14(4)", "16(1)", "16(2)", "6(1.6)", "12(3)")
@pytest.mark.parametrize("where", KINDS)
def test_each_kind_stands_on_the_first_page_is_answered_and_goes(
    where: str, case: ACase, sign_in: SignIn
) -> None:
    happens, words, article = KINDS[where]
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    assert words not in main(manager.get("/").text)
    answer = happens(case)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    for reader, part in ((manager, "waiting"), (head, "managers")):
        page = reader.get("/").text
        assert words in main(page)
        assert f'id="{part}"' in page
        assert f'href="{home}/{where}"' in page
        assert f"Art. {article}" in main(page)
        assert "our choice" in main(page)
        assert SECRET not in page
    number = "(1)" if where == "signals" else "(1 waits)"
    page = manager.get(home).text
    assert number in seen(page)
    assert (words in main(page)) is (where != "signals")  # the page has them in a part of their own
    answer()
    assert words not in main(manager.get(home).text)
    assert ("1 answered question is not closed" in main(head.get(home).text)) is (
        where == "supervision"
    )
    assert words not in main(manager.get("/").text)
    assert words not in main(head.get("/").text)
    assert ("1 answered question is not closed" in main(head.get("/").text)) is (
        where == "supervision"
    )


@pytest.mark.article("10(2)", "16(1)", "18(1)")
def test_nobody_else_reads_it_and_who_stands_in_does(case: ACase, sign_in: SignIn) -> None:
    asked(case)
    number = case.row().number
    for other in (OTHER_MANAGER, OTHER_HEAD):
        assert main(sign_in(other).get("/").text) == ""
    deputy.named(case)
    stands_in = sign_in(OTHER_MANAGER).get("/").text
    assert number in main(stands_in)
    assert 'id="managers"' in stands_in
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    assert main(sign_in(MANAGER).get("/").text) == ""
    for vacant in (HEAD, OTHER_MANAGER):
        page = sign_in(vacant).get("/").text
        assert 'id="waiting"' in page
        assert "1 question of the head has no answer" in main(page)


@pytest.mark.article("17(5)", "16(1)")
def test_of_a_sealed_file_nothing_waits(sign_in: SignIn, a_case: Callable[..., ACase]) -> None:
    case = a_case("decided")
    asked(case)
    assert "1 question of the head" in main(sign_in(MANAGER).get("/").text)
    closed(case)
    assert case.row().sealed_at
    manager = sign_in(MANAGER)
    assert main(manager.get("/").text) == ""
    assert "waits)" not in seen(manager.get(f"/cases/{case.row().number}").text)


@pytest.mark.article("17(3.5)", "16(1)")
def test_after_the_childs_death_only_what_the_head_asked_waits(
    case: ACase, sign_in: SignIn
) -> None:
    for happens in (asked, claimed, contributed, sheltered):
        happens(case)
    before = main(sign_in(MANAGER).get("/").text)
    assert all(KINDS[each][1] in before for each in ("claims", "plan/contributions", "decisions"))
    died(case)
    after = sign_in(MANAGER).get("/").text
    assert (
        after.count(
            "<li>", after.index('id="waiting"'), after.index("</ul>", after.index('id="waiting"'))
        )
        == 1
    )
    assert "1 question of the head has no answer" in main(after)


@pytest.mark.article("16(1)")
def test_it_is_read_of_ten_cases_in_the_statements_of_two(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("overdue", clock)
    for happens in (asked, visited, claimed, contributed, sheltered, informed):
        happens(case)
    copy_case(cleaner.connection, case.case, 1, 1)
    readers = [sign_in(MANAGER), sign_in(HEAD)]
    few = [_statements(each) for each in readers]
    copy_case(cleaner.connection, case.case, 2, 9)
    assert [_statements(each) for each in readers] == few
    page = main(readers[0].get("/").text)
    assert page.count("1 question of the head has no answer") == 10
    assert "(10)" in main(readers[1].get("/").text)
    with case.manager() as work:
        found = of_reader(work).own
    kinds = Counter(each.waits.kind for each in found)
    assert {*kinds.values()} == {10}
    assert len(kinds) == 7


def _statements(reader: Browser) -> int:
    reader.get("/")
    with counted() as found:
        assert reader.get("/").status_code == 200
    return len(found)


def test_the_lists_are_read_in_three_languages(case: ACase, sign_in: SignIn) -> None:
    for happens in (asked, claimed, contributed, sheltered):
        happens(case)
    words = {
        "en": ("Waits for your word", "Waits for a word of the case managers, by case"),
        "sq": ("Pret fjalën tuaj", "Pret fjalën e menaxherëve të rasteve, sipas rasteve"),
        "sr": ("Čeka vašu reč", "Čeka reč vođa slučajeva, po slučajevima"),
    }
    for language in LANGUAGES:
        own, others = words[language]
        assert own in main(sign_in(MANAGER).get(f"/?lang={language}").text)
        assert others in main(sign_in(HEAD).get(f"/?lang={language}").text)
