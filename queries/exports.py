"""Requests for a child's record: how far each is, what is decided, what was handed over: 0197."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from sqlalchemy import select

from casework.case import export_state as state
from casework.case.export_asked import SeenRecord
from casework.case.export_pieces import Piece, pieces_of
from core.sounds import is_same_name
from models.archive_order import OrderState
from models.case import Case, FamilyPerson
from models.record_export import (
    ExportApproval,
    ExportDecision,
    ExportEnd,
    ExportOrder,
    ExportRequest,
    RecordExport,
)
from models.session import Work
from models.stored_file import StoredFile
from rules.exports import Becomes, ExportSection


@dataclass(frozen=True, slots=True)
class ExportLine:
    """One request of a case."""

    export: RecordExport
    request: ExportRequest
    end: ExportEnd | None

    @property
    def to_another(self) -> bool:
        """It was handed to somebody else than who asked."""
        return _to_another(self.request, self.end)


def _to_another(request: ExportRequest, end: ExportEnd | None) -> bool:
    return (
        end is not None and bool(end.to_whom) and not is_same_name(str(end.to_whom), request.asker)
    )


@dataclass(frozen=True)
class ExportFile:
    """One request with all that was decided on it."""

    export: RecordExport
    request: ExportRequest
    pieces: Sequence[Piece]
    decisions: Mapping[str, ExportDecision]
    approval: ExportApproval | None
    order: ExportOrder | None
    """The last one."""
    holds: bool
    """What was made last is of the last word on everything."""
    end: ExportEnd | None
    file: StoredFile | None
    is_barred: bool
    before: Sequence[ExportRequest]
    """Others who stood there as who asks, until it was corrected."""

    @cached_property
    def undecided(self) -> Mapping[ExportSection, int]:
        """How many pieces of each section nobody has decided on as they are now."""
        return Counter(
            each.section for each in self.pieces if not state.is_decided(self.decisions, each)
        )

    @cached_property
    def counted(self) -> Mapping[ExportSection, int]:
        return Counter(each.section for each in self.pieces)

    @property
    def is_older(self) -> bool:
        """The record says something that the file does not know of, or no longer says it."""
        gone = set(self.decisions) - {each.key for each in self.pieces}
        return bool(self.file) and bool(self.undecided or gone)

    @property
    def to_another(self) -> bool:
        """It was handed to somebody else than who asked."""
        return _to_another(self.request, self.end)

    @property
    def is_under_way(self) -> bool:
        return self.order is not None and self.order.ended_at is None

    @property
    def fault(self) -> str | None:
        """Why nothing came of the last order."""
        failed = self.order is not None and self.order.state == OrderState.FAILED
        return self.order.fault if self.order and failed else None

    @cached_property
    def seen(self) -> SeenRecord:
        """What whoever confirms has before them."""
        said = state.seen_digest(self.request, self.decisions, self.pieces, barred=self.is_barred)
        last = max((each.number for each in self.decisions.values()), default=0)
        return SeenRecord(said, self.request.number, last)

    @property
    def kept_back(self) -> Mapping[ExportSection, int]:
        """How many pieces of each section are withheld, or given without something."""
        words = ((each.section, self.word(each)) for each in self.pieces)
        return Counter(
            section for section, word in words if word and word.outcome is not Becomes.GIVEN
        )

    def of(self, section: ExportSection) -> Sequence[Piece]:
        return [each for each in self.pieces if each.section is section]

    def word(self, piece: Piece) -> ExportDecision | None:
        """What holds of it now: what was decided on another text of it does not."""
        return self.decisions[piece.key] if state.is_decided(self.decisions, piece) else None


def of_case(work: Work, case: Case) -> Sequence[ExportLine]:
    """The newest first."""
    query = select(RecordExport).where(RecordExport.case_id == case.id)
    rows = work.session.scalars(query.order_by(RecordExport.number.desc())).all()
    session = work.session
    return [
        ExportLine(each, state.request_of(session, each.id), state.end_of(session, each.id))
        for each in rows
    ]


def read(work: Work, case: Case, export_id: UUID) -> ExportFile:
    """Raises `NotThere`."""
    session = work.session
    export = state.one(session, case.id, export_id)
    requests, order = state.requests_of(session, export.id), state.order_of(session, export.id)
    request = requests[0]
    holding = state.holding_order(session, export)
    end = state.end_of(session, export.id)
    file = session.get(StoredFile, order.file_id) if order and order.file_id else None
    return ExportFile(
        export,
        request,
        pieces_of(session, case),
        state.decisions_of(session, export.id),
        state.approval_of(session, export.id),
        order,
        holding is not None,
        end,
        file if holding is not None else None,
        state.is_barred(session, export),
        [each for each in requests[1:] if state.who(each) != state.who(request)],
    )


def family(work: Work, case: Case) -> Sequence[FamilyPerson]:
    """Who of the family may be the one who asks."""
    query = select(FamilyPerson).where(FamilyPerson.case_id == case.id)
    return work.session.scalars(query.order_by(FamilyPerson.id)).all()
