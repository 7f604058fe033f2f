"""What comes to light after the seal stands beside the file, which does not change: Art. 17(5)."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import closure, reports, supplement
from casework.case.seal import seal_of
from casework.case.supplement import Added
from casework.record.table import last_held
from casework.table import chairing, declarations, guests, meetings, minutes, participants, service
from identity.access import NotThere
from models.case import Member
from models.closure import Closure
from models.meeting import Minutes
from models.plan import ReportRequest
from models.session import Work, unit_of_work
from models.supplement import Supplement, SupplementSignature
from rules.participants import Part, Word
from rules.phases import FileSealed
from rules.service import HandedOver, Served
from rules.signing import SignatureMethod, TextChanged
from rules.supplement import NotSealedYet, SupplementSigned
from simulation.stage import acting
from tests.builders import HEAD, OTHER_HEAD, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights

WORDS = "Pas mbylljes erdhi një letër nga spitali."


def enter(case: ACase, added: Added | None = None) -> Supplement:
    with case.manager() as work:
        return supplement.enter(work, case.case, added or Added(WORDS, day_not_known=True))


@pytest.mark.article("17(5)")
def test_manager_and_head_sign_what_was_entered_and_the_sealed_file_stays(a_case: At) -> None:
    case = a_case("closed")
    seal, day = case.row().seal, case.stage.today() - timedelta(days=30)
    first = enter(case, Added(WORDS, day))
    with case.head() as work:
        second = supplement.enter(
            work, case.case, Added("Ishte tjetër spital.", day_not_known=True, corrects_id=first.id)
        )
    assert (first.number, first.happened_on, second.number) == (1, day, 2)
    assert (second.happened_on, second.corrects_id) == (None, first.id)
    with case.head() as work:
        supplement.sign(work, case.case, first.id, shown=first.digest)
    with case.head() as work, pytest.raises(SupplementSigned):
        supplement.sign(work, case.case, first.id)
    with case.manager() as work, pytest.raises(TextChanged):
        supplement.sign(work, case.case, first.id, shown=second.digest)
    with case.manager() as work:
        supplement.sign(work, case.case, first.id, shown=first.digest)
    with unit_of_work() as work:
        rows = supplement.of_case(work, case.case)
        assert [len(each.signatures) for each in rows] == [2, 0]
        letters = rows[0].text or ""
        assert sha256(letters.encode()).digest() == rows[0].digest
        assert seal is not None
        assert seal.hex() in letters
        assert seal_of(work.session, case.case) == case.row().seal == seal
    trail = case.trail()
    assert trail.count(("supplement entered", None)) == 2
    assert trail.count(("supplement signed", None)) == 2
    assert case.recorded("supplement entered").detail["number"] in {1, 2}


@pytest.mark.article("18(1)")
def test_nobody_else_adds_or_signs_and_nothing_is_added_to_another_file(a_case: At) -> None:
    case = a_case("closed")
    row = enter(case)
    with acting(OTHER_HEAD) as work, pytest.raises(NotThere):
        supplement.enter(work, case.case, Added(WORDS, day_not_known=True))
    with acting(OTHER_HEAD) as work, pytest.raises(NotThere):
        supplement.sign(work, case.case, row.id)
    with pytest.raises(NotThere):
        enter(case, Added(WORDS, day_not_known=True, corrects_id=case.case))
    with case.manager() as work, pytest.raises(NotThere):
        supplement.sign(work, case.case, case.case)


@pytest.mark.article("17(5)")
def test_what_happened_enters_an_open_file_and_no_supplement(a_case: At) -> None:
    case = a_case("decided")
    with pytest.raises(NotSealedYet):
        enter(case)
    with pytest.raises(IntegrityError, match="supplement_after_the_seal"), unit_of_work() as work:
        work.session.execute(
            text(
                "INSERT INTO supplement (id, case_id, number, digest, entered_at, entered_by_id,"
                " text_sealed) SELECT gen_random_uuid(), :case, 1, 'x', now(), :by, 'x'"
            ),
            {"case": case.case, "by": case.account(HEAD).id},
        )


@pytest.mark.article("17(5)")
@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE supplement SET happened_on = '2026-01-01'",
        "UPDATE supplement_signature SET capacity = 'head'",
        "UPDATE supplement SET corrects_id = id",
    ],
)
def test_the_database_keeps_a_supplement_as_it_was_written(a_case: At, changed: str) -> None:
    case = a_case("closed")
    row = enter(case)
    with case.manager() as work:
        supplement.sign(work, case.case, row.id)
    with pytest.raises(IntegrityError, match="stays"), past_the_rights() as work:
        work.session.execute(text(changed))


@pytest.mark.article("17(5)")
def test_nobody_signs_another_text_or_as_both(a_case: At) -> None:
    """Also past the act: digest and capacity are held by the database."""
    case = a_case("closed")
    row = enter(case)
    with case.manager() as work:
        supplement.sign(work, case.case, row.id)
    head, manager = case.account(HEAD).id, case.row().manager_id
    for digest, account, named in (
        (b"x", head, "signed_as_it_was_entered"),
        (row.digest, manager, "one_capacity_per_officer"),
    ):
        with pytest.raises(IntegrityError, match=named), unit_of_work() as work:
            work.session.add(
                SupplementSignature(
                    supplement_id=row.id,
                    digest=digest,
                    capacity="head",
                    account_id=account,
                    signed_at=work.clock.now(),
                )
            )


def _held(work: Work, case: UUID) -> UUID:
    meeting = last_held(work.session, case)
    assert meeting is not None
    return meeting.id


def _member(work: Work, case: UUID) -> UUID:
    return work.session.scalars(select(Member.id).where(Member.life_id == case)).first() or case


def _serve(work: Work, case: UUID) -> None:
    said = HandedOver(work.clock.today(), witness="Roja")
    service.record(work, _held(work, case), [_member(work, case)], Served.INVITATION, said)


def _report(work: Work, case: UUID) -> None:
    query = select(ReportRequest.id).where(ReportRequest.case_id == case)
    request = work.session.scalars(query).first()
    assert request is not None
    reports.receive(work, request, done="U bë.", concerns="", on_paper=True)


def _sign_minutes(work: Work, case: UUID) -> None:
    paper = work.session.scalars(select(Minutes.id)).first()
    assert paper is not None
    minutes.sign(work, paper, member_id=_member(work, case), method=SignatureMethod.PAPER)


def _sign_form(work: Work, case: UUID) -> None:
    paper = work.session.scalars(select(Closure.id)).one()
    closure.sign(work, paper, member_id=_member(work, case), method=SignatureMethod.PAPER)


def _name_chair(work: Work, case: UUID) -> None:
    assert work.actor.id is not None
    chairing.name_substitute(work, _held(work, case), work.actor.id, by=work.actor.id)


def _declare(work: Work, case: UUID) -> None:
    declarations.refuse(work, _member(work, case))


def _declare_as_chair(work: Work, case: UUID) -> None:
    participants.declare_as_chair(work, case, conflict=False, word=Word.SIGNED)


def _bring(work: Work, case: UUID) -> None:
    guests.bring(work, case, Part.INTERPRETER, name="Arben")


LATE: list[Callable[[Work, UUID], object]] = [
    *(_serve, _report, _sign_minutes, _sign_form, _name_chair, _declare, _declare_as_chair, _bring),
    lambda work, case: minutes.write(work, _held(work, case), "1. Tjetër.", reason="Vonë."),
    lambda work, case: meetings.hold(work, case, attendance={}, on=work.clock.today()),
    lambda work, case: meetings.tell_family(work, case, case, on=work.clock.today()),
]


@pytest.mark.article("8(3)", "8(9)", "10(1)", "17(5)")
def test_whatever_is_entered_late_is_refused_with_the_way_beside_the_file(a_case: At) -> None:
    """A word that is still owed cannot be: the file is sealed once all are there."""
    case = a_case("closed")
    for late in LATE:
        with pytest.raises(FileSealed) as refused, case.manager() as work:
            late(work, case.case)
        assert refused.value.facts == {"number": case.row().number}
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == case.row().seal
