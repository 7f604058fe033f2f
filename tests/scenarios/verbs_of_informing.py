"""What comes in at any time, claims that somebody verifies, the log: Art. 5(1.2), 12(1)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from sqlalchemy import select

from casework.case import information, logbook
from casework.case.logbook import Logged, OfOneChild
from models.case import Case
from models.information import Claim
from models.logbook import LogEntry
from queries import logbook as read_logbook
from queries.assessment_file import all_versions
from queries.information import state_of
from queries.plan_file import read_plan
from rules.assessment import Risk
from rules.information import Verification
from rules.logbook import ChildSeen, LogKind
from tests.onrecord import NothingYet, reading
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When
from tests.scenarios.verb import verb
from tests.scenarios.verbs_of_contacts import Became, outcome_of

SAID = "Fëmija nuk vjen në shkollë."
HOW = "E pyeta mësuesen."


def claim_numbered(play: Play, number: int) -> Claim:
    with reading() as work:
        query = select(Claim).where(Claim.case_id == play.case.case, Claim.number == number)
        found = work.session.scalars(query).first()
    if found is None:
        raise NothingYet(f"there is no claim {number}")
    return found


@verb
def inform(
    play: Play,
    *,
    who: str = "",
    words: str = SAID,
    source: str = "",
    typed: bool = False,
    meeting: int = 0,
) -> None:
    """By the member behind their link today; typed by the manager, of the entry's day, and shared
    in a `meeting` by its number."""
    seat = play.seat(who) if who else None
    if seat is not None and not typed:
        with play.as_member(seat) as work:
            information.give(work, seat, words=words, source=source)
        return
    with play.as_manager() as work:
        information.enter(
            work,
            play.case.case,
            given_on=play.happened,
            words=words,
            source=source,
            member_id=seat,
            meeting_id=play.numbered(meeting).id if meeting else None,
        )


@verb
def put_claim(play: Play, *, who: str = "manager", words: str = SAID) -> None:
    """A member, or the manager, is to verify it; asked on the entry's day."""
    seat = None if who == "manager" else play.seat(who)
    with play.as_manager() as work:
        information.put(work, play.case.case, asked_on=play.happened, words=words, member_id=seat)


@verb
def answer_claim(
    play: Play,
    *,
    of: int,
    found: Verification,
    who: str = "manager",
    words: str = HOW,
    typed: bool = False,
) -> None:
    """By the member behind their link today; typed by the manager, found on the entry's day."""
    claim, seat = claim_numbered(play, of), None if who == "manager" else play.seat(who)
    if seat is not None and not typed:
        with play.as_member(seat) as work:
            information.answer(work, seat, claim.id, found=found, words=words)
        return
    with play.as_manager() as work:
        information.enter_answer(
            work, claim.id, found=found, found_on=play.happened, words=words, member_id=seat
        )


@verb
def read_warnings(
    play: Play,
    *,
    after: int = 0,
    typed_after: int = 0,
    found_after: int = 0,
    unverified: int = 0,
    unverified_then: int = 0,
    considered: int = 0,
) -> None:
    """What the manager reads beside the assessment in use; left out is none."""
    with play.as_manager() as work:
        read = state_of(work, work.session.get_one(Case, play.case.case)).behind
    counted = (read.after, read.typed_after, read.found_after, read.unverified)
    said = (after, typed_after, found_after, unverified)
    assert (*counted, read.unverified_then) == (*said, unverified_then), read
    assert read.considered == considered, read


@verb
def read_versions(
    play: Play,
    *,
    order: list[int],
    plan: int | None = None,
    newer: int | None = None,
    risk: Risk | None = None,
) -> None:
    """Every version by its day, the one in use last; on which the plan was made; which is newer
    than it; the level of risk in force."""
    with play.as_head() as work:
        case = work.session.get_one(Case, play.case.case)
        versions, file = all_versions(work, case), read_plan(work, case)
        since, made_on = (file.assessed_since, file.stands_on) if file else (None, None)
        found = ([each.version for each in versions], made_on and made_on.version)
        assert found == (order, plan), found
        assert (since and since.version) == newer, since
        assert risk in {None, case.risk}, case.risk


def logged(
    play: Play,
    kind: LogKind,
    *,
    who: str,
    name: str,
    words: str,
    whom: str,
    where: str,
    seen: ChildSeen | None,
) -> Logged:
    return Logged(
        kind,
        play.happened,
        OfOneChild(words, seen),
        with_whom=whom,
        place=where,
        member_id=play.seat(who) if who else None,
        name=name,
    )


@verb
def log(
    play: Play,
    *,
    kind: LogKind,
    who: str = "",
    name: str = "",
    words: str = SAID,
    whom: str = "Nëna",
    where: str = "Shtëpia",
    seen: ChildSeen | None = ChildSeen.ALONE,
    by: Literal["manager", "head"] = "manager",
    corrects: int = 0,
    reason: str = "",
    contact: Became | None = None,
    next_visit: When | None = None,
) -> None:
    """A contact, a visit or a service of the entry's day; `corrects` another one by its number."""
    entry = logged(play, kind, who=who, name=name, words=words, whom=whom, where=where, seen=seen)
    until = None if next_visit is None else play.day(next_visit)
    entry = replace(entry, contact=outcome_of(play, contact), next_visit_on=until)
    acting = play.as_head() if by == "head" else play.as_manager()
    with acting as work:
        if corrects:
            query = select(LogEntry.id).where(
                LogEntry.case_id == play.case.case, LogEntry.number == corrects
            )
            logbook.correct(work, work.session.scalars(query).one(), entry, reason=reason)
        else:
            logbook.enter(work, play.case.case, entry)


@verb
def read_log(
    play: Play,
    *,
    entries: list[int],
    late: Sequence[int] = (),
    new: Sequence[int] = (),
    before: Sequence[int] = (),
) -> None:
    """The numbers of the log as it is read, of those late, new to the table, and of Annex 1, C2."""
    with play.as_head() as work:
        case = work.session.get_one(Case, play.case.case)
        lines = read_logbook.of_case(work, case, 1).lines
        c2 = [each.number for each in read_logbook.services_before(work, case)]
        new_ones = [each.number for each in read_logbook.since_last(work, case).entries]
    seen = [line.entry.number for line in lines]
    found = (seen, [line.entry.number for line in lines if line.late], new_ones, c2)
    assert found == (entries, list(late), list(new), list(before)), found
