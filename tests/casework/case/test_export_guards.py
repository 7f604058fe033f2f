"""What is confirmed is what was shown, and nobody who is violent has it by another name: 4(5)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import export_state, exports
from casework.case.export_asked import Ended, PieceWord, SeenRecord
from casework.case.export_names import violent_ones
from core.ids import new_id
from identity.access import NotThere
from models.case import FamilyPerson
from models.record_export import RecordExport
from models.session import unit_of_work
from rules.composition import Relation
from rules.exports import (
    AskerChanged,
    AuthorityUnsaid,
    BarredAsker,
    Becomes,
    DecidedSince,
    ExportEnding,
    ExportUnderWay,
    HandedBy,
    PieceChanged,
    PiecesUndecided,
    RecordAsker,
    RecordOtherThanSeen,
)
from rules.exports_ended import EndedTooEarly, HandedToAnother, HandedToBarred, OtherFile
from tests.builders import ACase
from tests.casework.conftest import At
from tests.exported import (
    asked,
    begun,
    confirmed,
    decide,
    decided_all,
    made_by_worker,
    pieces,
    seen,
)
from tests.onrecord import reading
from tests.scenes import FAMILY
from workflow.life import look_again


def approve(case: ACase, export: UUID, shown: SeenRecord, note: str = "") -> None:
    with case.head() as work:
        exports.approve(work, case.case, export, note, seen=shown)


def is_barred(export: UUID) -> bool:
    with reading() as work:
        return export_state.is_barred(work.session, work.session.get_one(RecordExport, export))


def hand(case: ACase, export: UUID, whom: str, reason: str = "") -> None:
    on = case.stage.today()
    end(case, export, Ended(ExportEnding.HANDED, on, whom, HandedBy.HAND, reason))


def end(case: ACase, export: UUID, ended: Ended) -> None:
    with case.manager() as work:
        exports.end(work, case.case, export, ended)


@pytest.mark.article("18(1)")
def test_the_head_confirms_what_she_has_seen_and_nothing_else(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    decided_all(case, export)
    before = seen(case, export)
    decide(case, export, "reporter", outcome=Becomes.GIVEN, reason="She agreed.")
    with pytest.raises(DecidedSince) as refused:
        approve(case, export, before)
    assert refused.value.facts == {"pieces": 1}
    for other in (SeenRecord(b""), SeenRecord(bytes(32), 1, 99)):
        with pytest.raises((AskerChanged, DecidedSince, RecordOtherThanSeen)):
            approve(case, export, other)
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, asker="Drita K. Krasniqi"))
    with pytest.raises(AskerChanged):
        approve(case, export, before)
    decided_all(case, export)  # for another asker each is decided anew
    approve(case, export, seen(case, export))


@pytest.mark.article("4(5)")
@pytest.mark.parametrize("chosen", [True, False])
def test_the_guard_holds_by_the_name_that_is_typed(a_case: At, chosen: bool) -> None:
    case = a_case("invited")
    with reading() as work:
        father = next(iter(violent_ones(work.session, case.case)))
        person_id = father.id if chosen else None
    export = begun(case, asker=FAMILY.father.upper(), person_id=person_id)
    assert is_barred(export)
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, asker="Somebody Else"))
    decided_all(case, export)
    assert is_barred(export)
    with pytest.raises(BarredAsker):
        approve(case, export, seen(case, export))
    approve(case, export, seen(case, export), "It was entered by mistake.")
    other = begun(case, asker="Shpresa Limani")
    assert not is_barred(other)


@pytest.mark.article("4(5)")
def test_for_another_asker_everything_is_looked_at_again(a_case: At) -> None:
    """Whatever the clock says: two acts of one moment have an order."""
    case = a_case("invited")
    export = begun(case)
    decided_all(case, export)
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, ground="As mother."))
    with reading() as work:
        assert export_state.decisions_of(work.session, export)
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, asker="Shpresa Limani"))
    with pytest.raises(PiecesUndecided):
        approve(case, export, seen(case, export))
    child = next(each for each in pieces(case) if each.table == "child")
    old = PieceWord({child.key: child.digest}, Becomes.GIVEN, request=1)
    with pytest.raises(PieceChanged), case.manager() as work:
        exports.decide(work, case.case, export, old)
    decided_all(case, export)
    approve(case, export, seen(case, export))


@pytest.mark.article("4(5)")
def test_it_is_handed_to_who_asked_or_for_a_reason_to_somebody_else(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)
    made_by_worker(case, export)
    with pytest.raises(HandedToBarred):
        hand(case, export, FAMILY.father, "He came for it.")
    with pytest.raises(HandedToAnother):
        hand(case, export, "Shpresa Limani", " ")
    hand(case, export, "Shpresa Limani", "Her lawyer, with a paper that says so.")
    with reading() as work:
        end = export_state.end_of(work.session, export)
        assert end is not None
        assert end.reason == "Her lawyer, with a paper that says so."


@pytest.mark.article("18(1)")
def test_each_who_may_ask_has_their_own_request(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    with pytest.raises(ExportUnderWay), case.manager() as work:
        exports.ask(work, case.case, asked(case, asker="KRASNIQI, Drita"))
    child = begun(case, asked_by=RecordAsker.CHILD, asker="Shpresa Limani")
    assert child != export
    with pytest.raises(ExportUnderWay), case.manager() as work:
        exports.correct(work, case.case, child, asked(case))


@pytest.mark.article("4(5)")
def test_who_is_authorised_says_by_whom_and_is_barred_as_they_are(a_case: At) -> None:
    case = a_case("invited")
    lawyer = {"asked_by": RecordAsker.REPRESENTATIVE, "asker": "Av. Besnik Dula"}
    with pytest.raises(AuthorityUnsaid), case.manager() as work:
        exports.ask(work, case.case, asked(case, **lawyer))
    with unit_of_work() as work:
        kin = select(FamilyPerson).filter_by(case_id=case.case, relation=Relation.MOTHER)
        mother = work.session.scalars(kin).one()
        mother.alleged_perpetrator = True
    export = begun(case, **lawyer, authorised_by_id=mother.id)
    assert is_barred(export)
    with pytest.raises(NotThere), case.manager() as work:
        exports.ask(work, case.case, asked(case, **lawyer, authorised_by_id=new_id()))


@pytest.mark.article("4(5)")
def test_a_remark_of_before_is_no_reason_to_give_it_to_who_turns_out_violent(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export, "Nothing to be said.")
    made_by_worker(case, export)
    with unit_of_work() as work:
        for each in work.session.scalars(select(FamilyPerson).filter_by(case_id=case.case)):
            if each.relation is Relation.MOTHER:
                each.name, each.alleged_perpetrator = "Drita Krasniqi", True
    look_again(case.case)
    with pytest.raises(BarredAsker):
        hand(case, export, "Drita Krasniqi")


@pytest.mark.article("18(1)")
def test_what_is_handed_over_is_the_file_that_was_shown_and_not_before_it_was_made(
    a_case: At,
) -> None:
    case = a_case("invited")
    export = begun(case, asked_on=case.stage.today() - timedelta(days=1))
    decided_all(case, export)
    confirmed(case, export)
    made_by_worker(case, export)
    today = case.stage.today()
    said = Ended(ExportEnding.HANDED, today, "Drita Krasniqi", HandedBy.POST)
    with pytest.raises(OtherFile):
        end(case, export, replace(said, order=new_id()))
    with pytest.raises(EndedTooEarly):
        end(case, export, replace(said, on=today - timedelta(days=1)))
    withdrawn = Ended(ExportEnding.WITHDRAWN, today - timedelta(days=2), reason="No more.")
    with pytest.raises(EndedTooEarly):
        end(case, export, withdrawn)
    with pytest.raises(NotThere):
        end(case, export, replace(withdrawn, ending=ExportEnding.REFUSED, on=today))
    end(case, export, said)
