"""A child's record is asked for, decided on piece by piece, confirmed and handed over: 18(1)."""

from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casework.case import export_state, exports, file_rows
from casework.case.export_asked import Ended, PieceWord
from casework.case.export_pieces import REPORTER, Piece
from casework.case.export_rows import NOT_TOLD, NOT_TOLD_COLUMNS, TOLD
from casework.case.seal import FILE
from identity.access import NotThere
from models.case import Case
from models.life import AuditEntry
from models.record_export import ExportDecision
from models.whose_key import sealed_of
from rules.exports import (
    Becomes,
    ConfirmedAlready,
    ExportEnding,
    ExportGround,
    ExportOver,
    ExportUnderWay,
    HandedBy,
    IdentityNotSeen,
    KeptBackWithoutGround,
    KeptBackWithoutReason,
    NothingBlacked,
    NotMade,
    OwnDecisions,
    PieceChanged,
    PiecesUndecided,
    ReporterNotDecided,
    ReporterWords,
    WordsNotThere,
)
from tests.builders import ACase
from tests.casework.conftest import At
from tests.exported import (
    REFERRER,
    asked,
    confirmed,
    decided_all,
    made_by_worker,
    pieces,
    seen,
    withheld_reporter,
)
from tests.onrecord import reading


def trail(act: str) -> list[AuditEntry]:
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number)
        return list(work.session.scalars(query))


@pytest.mark.article("18(1)")
def test_each_table_of_a_file_is_told_or_says_why_not() -> None:
    every = {Case, *FILE}
    told = {each for each in TOLD if each in every}
    assert told | set(NOT_TOLD) == every
    assert not set(TOLD) & set(NOT_TOLD)
    assert set(TOLD) - every <= set(file_rows.BESIDE)


@pytest.mark.article("18(1)")
def test_each_sealed_column_is_told_or_is_of_a_professional() -> None:
    for table, row in TOLD.items():
        sealed = {each.name for each in sealed_of(table)}
        left = {f"{table.__tablename__}.{name}" for name in sealed - set(row.columns)}
        assert left <= NOT_TOLD_COLUMNS, table


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("scene", ["referred", "planned"])
def test_every_piece_is_there_once_and_of_this_child_alone(a_case: At, scene: str) -> None:
    case = a_case(scene)
    found = pieces(case)
    keys = [each.key for each in found]
    assert len(keys) == len(set(keys))
    assert found[0].key == REPORTER
    assert {each.table for each in found} >= {"cases", "child", "fact"}
    again = {each.key: each.digest for each in pieces(case)}
    assert again == {each.key: each.digest for each in found}


@pytest.mark.article("18(1)")
def test_a_request_says_who_asks_and_how_they_were_recognised(a_case: At) -> None:
    case = a_case("invited")
    with pytest.raises(IdentityNotSeen), case.manager() as work:
        exports.ask(work, case.case, asked(case, identity=" "))
    export = begun(case)
    with pytest.raises(ExportUnderWay), case.manager() as work:
        exports.ask(work, case.case, asked(case))
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, asker="Arta Krasniqi"))
    with reading() as work:
        request = export_state.request_of(work.session, export)
        assert (request.asker, request.number) == ("Arta Krasniqi", 2)
    (entry,) = trail("record asked for")
    assert "Arta" not in str(entry.detail)


def begun(case: ACase) -> UUID:
    with case.manager() as work:
        return exports.ask(work, case.case, asked(case)).id


def one(case: ACase, table: str) -> Piece:
    return next(each for each in pieces(case) if each.table == table)


@pytest.mark.article("18(1)")
def test_what_is_kept_back_has_its_reason_and_ground(a_case: At) -> None:
    case = a_case("invited")
    export, piece = begun(case), one(case, "assessment")
    seen = {piece.key: piece.digest}
    wrong = [
        (
            PieceWord(seen, Becomes.WITHHELD, ground=ExportGround.SAFETY),
            KeptBackWithoutReason,
        ),
        (PieceWord(seen, Becomes.WITHHELD, "Why."), KeptBackWithoutGround),
        (PieceWord(seen, Becomes.BLACKED, "Why.", ExportGround.SAFETY), NothingBlacked),
        (
            PieceWord(seen, Becomes.BLACKED, "Why.", ExportGround.SAFETY, words=["Xhyljeta"]),
            WordsNotThere,
        ),
        (PieceWord({piece.key: bytes(32)}, Becomes.GIVEN), PieceChanged),
        (PieceWord({"log_entry:other": bytes(32)}, Becomes.GIVEN), PieceChanged),
    ]
    for decided, refusal in wrong:
        with pytest.raises(refusal), case.manager() as work:
            exports.decide(work, case.case, export, decided)
    said = PieceWord(seen, Becomes.BLACKED, "Why.", ExportGround.SAFETY, fields=["summary"])
    with case.manager() as work:
        exports.decide(work, case.case, export, said)
    with reading() as work:
        word = export_state.decisions_of(work.session, export)[piece.key]
        assert (word.fields, word.outcome, word.number) == (["summary"], Becomes.BLACKED, 1)
    (entry,) = trail("piece decided")
    assert entry.detail["piece"] == piece.key
    assert "Why" not in str(entry.detail)


@pytest.mark.article("18(1)")
def test_who_reported_is_decided_by_itself_and_with_words(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    reporter, other = one(case, "reporter"), one(case, "child")
    both = {each.key: each.digest for each in (reporter, other)}
    alone = {reporter.key: reporter.digest}
    wrong = [
        (PieceWord(both, Becomes.GIVEN, "Why."), ReporterNotDecided),
        (PieceWord(alone, Becomes.GIVEN), KeptBackWithoutReason),
        (PieceWord(alone, Becomes.WITHHELD, "Why.", ExportGround.REPORTER), ReporterWords),
        (
            PieceWord(alone, Becomes.BLACKED, "Why.", ExportGround.REPORTER, words=[REFERRER]),
            ReporterNotDecided,
        ),
    ]
    for decided, refusal in wrong:
        with pytest.raises(refusal), case.manager() as work:
            exports.decide(work, case.case, export, decided)
    withheld_reporter(case, export)
    with reading() as work:
        word = export_state.decisions_of(work.session, export)[REPORTER]
        assert word.throughout


@pytest.mark.article("18(1)")
def test_the_head_confirms_what_somebody_else_decided_all_of_it(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    now = seen(case, export)
    with pytest.raises(PiecesUndecided), case.head() as work:
        exports.approve(work, case.case, export, seen=now)
    decided_all(case, export)
    now = seen(case, export)
    with pytest.raises(OwnDecisions), case.manager() as work:
        exports.approve(work, case.case, export, seen=now)
    confirmed(case, export)
    now = seen(case, export)
    with pytest.raises(ConfirmedAlready), case.head() as work:
        exports.approve(work, case.case, export, seen=now)
    assert [each.act for each in trail("record confirmed")]


@pytest.mark.article("18(1)")
def test_only_what_was_made_of_the_last_word_is_handed_over(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    today = case.stage.today()
    handed = Ended(ExportEnding.HANDED, today, "krasniqi DRITA", HandedBy.HAND)
    decided_all(case, export)
    confirmed(case, export)
    with pytest.raises(NotMade), case.manager() as work:
        exports.end(work, case.case, export, handed)
    made_by_worker(case, export)
    piece = one(case, "child")
    with case.manager() as work:
        said = PieceWord({piece.key: piece.digest}, Becomes.GIVEN)
        exports.decide(work, case.case, export, said)
    with pytest.raises(NotMade), case.manager() as work:
        exports.end(work, case.case, export, handed)
    confirmed(case, export)
    order = made_by_worker(case, export)
    with case.manager() as work:
        exports.end(work, case.case, export, handed)
    with pytest.raises(ExportOver), case.manager() as work:
        exports.decide(work, case.case, export, said)
    with pytest.raises(ExportOver), case.manager() as work:
        exports.end(work, case.case, export, Ended(ExportEnding.WITHDRAWN, today, reason="No."))
    (entry,) = trail("record handed over")
    assert entry.detail["order"] == str(order)
    assert "DRITA" not in str(entry.detail)
    with case.manager() as work:
        assert exports.ask(work, case.case, asked(case)).number == 2


@pytest.mark.article("18(1)")
def test_after_its_end_the_database_takes_no_other_word(a_case: At) -> None:
    case = a_case("invited")
    export = begun(case)
    with case.manager() as work:
        on = case.stage.today()
        exports.end(work, case.case, export, Ended(ExportEnding.WITHDRAWN, on, reason="Not now."))
    with case.manager() as work:
        row = ExportDecision(
            export_id=export,
            number=1,
            piece="child:1",
            digest=bytes(32),
            outcome=Becomes.GIVEN,
            for_request=1,
            decided_at=work.clock.now(),
            decided_by_id=work.actor.id,
        )
        work.session.add(row)
        with pytest.raises(IntegrityError):
            work.session.flush()
        work.session.rollback()


@pytest.mark.article("18(1)")
def test_a_request_of_another_case_is_not_there(a_case: At) -> None:
    case = a_case("invited")
    begun(case)
    with pytest.raises(NotThere), case.manager() as work:
        exports.decide(work, case.case, case.case, PieceWord({}, Becomes.GIVEN))
