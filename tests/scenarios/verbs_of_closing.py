"""What people do to close a case: Art. 17."""

from datetime import date
from typing import Literal
from uuid import UUID

import casework.case.opinions  # a verb has the module's name
from casework.case import approval_word, closing_facts, closure, supplement
from casework.case.supplement import Added
from casework.table import signing
from casework.table.signing import ClosingForm
from rules.after_eighteen import ServicesAnswer
from rules.composition import Relation
from rules.grounds import Ground
from rules.opinions import Hearing
from rules.signing import SignatureMethod
from simulation import words
from tests.onrecord import NothingYet, reading
from tests.scenarios.people import by_member, by_password
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People, When
from tests.scenarios.verb import verb


@verb
def propose_closure(
    play: Play,
    *,
    ground: Ground = Ground.OUT_OF_DANGER,
    detail: str = "",
    best_interest: str = words.BEST_INTEREST,
    needs_services: bool | None = None,
    after_eighteen: str = "",
    unsaid: bool = False,
) -> None:
    with play.as_manager() as work:
        closure.propose(
            work,
            play.case.case,
            ground=ground,
            assessment=words.CLOSING,
            detail=detail,
            best_interest=best_interest if ground == Ground.OTHER_COUNTRY else "",
            services=ServicesAnswer(needs_services, after_eighteen, unsaid),
            by=play.manager(),
            on=play.on(),
        )


@verb
def approve_closure(
    play: Play,
    *,
    by: str = "head",
    needs_services: bool | None = None,
    after_eighteen: str = "",
    unsaid: bool = False,
) -> None:
    with play.as_head(by) as work:
        account = play.people.account(by)
        closure.decide_by_head(
            work,
            play.case.case,
            approve=True,
            services=ServicesAnswer(needs_services, after_eighteen, unsaid),
            by=account,
            on=play.on(),
        )


@verb
def return_closure(play: Play, *, note: str = "Shih edhe një herë.") -> None:
    with play.as_head() as work:
        closure.decide_by_head(
            work,
            play.case.case,
            approve=False,
            note=note,
            by=play.people.account("head"),
            on=play.on(),
        )


@verb
def opinions(
    play: Play,
    *,
    child: str = "",
    child_not_asked: str = "",
    child_not_possible: bool = False,
    parent: str = "",
    parent_not_asked: str = "",
) -> None:
    """The child's and the mother's at once; `opinion` is one person's."""
    if child or child_not_asked or child_not_possible:
        _word(play, Relation.CHILD, child, child_not_asked, not_possible=child_not_possible)
    if parent or parent_not_asked:
        _word(play, Relation.MOTHER, parent, parent_not_asked)


@verb
def opinion(
    play: Play,
    *,
    of: Relation,
    said: str = "",
    not_asked: str = "",
    not_possible: bool = False,
    by: str = "",
) -> None:
    """What one of the family said, or why not; who asked them may stay unsaid."""
    _word(play, of, said, not_asked, not_possible=not_possible, by=by)


def _word(
    play: Play, of: Relation, said: str, not_asked: str, *, not_possible: bool = False, by: str = ""
) -> None:
    outcome = Hearing.NOT_POSSIBLE if not_possible else Hearing.NOT_ASKED
    outcome = Hearing.SAID if said else outcome
    person = play.people.family(play.case.case, of)
    with play.as_manager() as work:
        casework.case.opinions.record_opinion(
            work,
            play.case.case,
            person,
            outcome,
            said or not_asked,
            asked_by=by,
            on=play.on(),
        )


@verb
def accept_transfer(play: Play, *, by: str, letter: str, on: When | None = None) -> None:
    """The other centre's letter as the manager enters it; of the entry's day, or of `on`."""
    day = play.happened if on is None else play.day(on)
    with play.as_manager() as work:
        closing_facts.record_acceptance(
            work, play.case.case, accepted_by=by, letter=letter, on=day, by=play.manager()
        )


@verb
def find_age(play: Play, *, born: date | None = None, source: str = "") -> None:
    """The table finds when the child was born."""
    with play.as_manager() as work:
        by = play.manager()
        case, on = play.case.case, play.on()
        closing_facts.find_age(work, case, born_on=born, source=source, by=by, on=on)


@verb
def close(
    play: Play,
    *,
    needs_services: bool | None = None,
    after_eighteen: str = "",
    unsaid: bool = False,
) -> None:
    with play.as_manager() as work:
        closure.decide(
            work,
            play.case.case,
            close=True,
            on=play.on(),
            services=ServicesAnswer(needs_services, after_eighteen, unsaid),
        )


@verb
def do_not_close(play: Play) -> None:
    with play.as_manager() as work:
        closure.decide(work, play.case.case, close=False, on=play.on())


@verb
def sign_closure(
    play: Play,
    *,
    who: People,
    method: SignatureMethod = SignatureMethod.CODE,
    reason: str = "",
    typed: bool = False,
) -> None:
    """Members, or `manager`: who chairs signs or refuses too. A paper is typed, with the day of the
    entry, and so is a refusal that is `typed`."""
    paper = play.case.closure().id
    for name in play.several(who):
        if name in {"manager", "other manager", "third manager"}:
            with play.as_manager(name) as work:
                account = play.people.account(name)
                closure.sign(work, paper, account_id=account, **by_password(method, reason))
            continue
        seat = play.seat(name)
        typed = typed or method is SignatureMethod.PAPER
        with play.as_manager() if typed else play.as_member(seat) as work:
            said = by_member(work, paper, seat, method, reason, typed=typed)
            closure.sign(work, paper, **said, on=play.on() if typed else None)


@verb
def let_closing_fall(play: Play, *, by: str = "head", reason: str = "Aprovimi nuk vlen.") -> None:
    """Whoever decides lets a closing fall that its approval does not carry."""
    with play.as_head(by) as work:
        account = play.people.account(by)
        approval_word.let_fall(work, play.case.case, reason=reason, by=account)


@verb
def add_supplement(
    play: Play,
    *,
    text: str,
    not_known: bool = False,
    corrects: int | None = None,
    by: Literal["manager", "head"] = "manager",
) -> None:
    """Beside the sealed file; it happened on the day of the entry, unless that is not known."""
    corrected = _supplement(play, corrects) if corrects else None
    with play.acting(play.people.account(by)) as work:
        on = None if not_known else play.happened
        supplement.enter(work, play.case.case, Added(text, on, not_known, corrected))


@verb
def sign_supplement(play: Play, *, of: int = 1, by: Literal["manager", "head"] = "manager") -> None:
    """The supplement with that number, under its digest."""
    which = _supplement(play, of)
    with play.acting(play.people.account(by)) as work:
        supplement.sign(work, play.case.case, which)


def _supplement(play: Play, number: int) -> UUID:
    with reading() as work:
        for row in supplement.of_case(work, play.case.case):
            if row.number == number:
                return row.id
    raise NothingYet(f"no supplement {number}")


@verb
def read_closing_form(play: Play, *, died_on: date | None = None, version: int = 1) -> None:
    """What the form that is laid says of a death, and how many times it was laid."""
    with reading() as work:
        laid = signing.read(work.session, play.case.closure().id, ClosingForm)
    assert laid is not None, "no closing form is laid"
    said = (laid.words.died_on, laid.words.version)
    assert said == (died_on, version), f"on {play.today()}: {said}"
