"""Whether a table is lawful, in one place: asked before it meets and whenever it changes.

Art. 4(2), 4(3), 4(6), 8(6), 8(11), 10(2). The exception of Art. 8(8) stands in
`rules/proposal.py`, who sits there undeclared (18(2)) in `rules/meetings.py`.
"""

from collections.abc import Iterator
from dataclasses import replace

from rules import composition
from rules.composition import Composition, SeatFacts
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import TableFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner


def check_lawful(table: TableFacts) -> None:
    """Refuse to go on with a table that the text does not allow, for the first reason found."""
    for wrong in wrongs(table):
        raise wrong


def is_lawful(table: TableFacts) -> bool:
    return next(wrongs(table), None) is None


def wrongs(table: TableFacts) -> Iterator[ProcedureRefused]:
    """All that is wrong with a table once it is chosen. A municipality's is its standing one."""
    known = table.composition
    if known is None:
        return
    if not known.has_chair:
        yield composition.WithoutChair()
    if not table.composed:
        return  # nobody is chosen yet: a date can be agreed meanwhile, nobody is invited
    if not known.sitting:
        yield composition.NobodySelected()
    if any(not seat.reasoned for seat in known.sitting):
        yield composition.SelectionWithoutReason()
    if composition.lacks_representative({seat.kind for seat in known.sitting}, known.status):
        yield composition.ForeignChildNeedsRepresentative()
    if known.recused & {seat.person for seat in known.sitting}:
        yield composition.RecusedFromTheCase()
    if known.dropped:  # so that at the closing meeting nobody who took part is missing: 8(11)
        yield composition.ReleaseWithoutReason()


def check_choice(
    table: TableFacts, newcomers: tuple[SeatFacts, ...], *, happened: bool = False
) -> None:
    """The table as it would be with them has to be lawful: Art. 4(3), 4(4), 4(6), 8(6), 10(2).

    A seat that was given on an earlier day (`happened`) is recorded also where nobody of 4(6) sits
    then: whoever is lacking is a duty of the chair.
    """
    known = table.composition
    assert known is not None  # only a case's table is chosen
    if not known.assessed and not _given_in_meeting(table):
        raise composition.NobodyAssessed
    if not newcomers and not known.sitting:
        raise composition.NobodySelected
    with_them: Composition = replace(known, seats=(*known.seats, *newcomers))
    for wrong in wrongs(replace(table, composed=True, composition=with_them)):
        if not (happened and isinstance(wrong, composition.ForeignChildNeedsRepresentative)):
            raise wrong


def _given_in_meeting(table: TableFacts) -> bool:
    """A meeting is planned, or was held, in which the information is given: Art. 8(8)."""
    return any(each and not each.needs_papers for each in (*table.planned, table.last))


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """Who is to be chosen again, and which institution is asked for somebody else: 10(2)."""
    theirs = composition.ForeignChildNeedsRepresentative  # owed as `Duty.ADD_REPRESENTATIVE`
    found = (each for each in wrongs(table) if not isinstance(each, theirs))
    wrong = next(found, None) if table.composed else None
    if wrong is not None and wrong.basis is not None:
        yield OpenDuty(Duty.CHOOSE_COMPOSITION, Owner.MANAGER, None, wrong.basis)
    for member in table.recusals:
        limit = DEFAULTS.ASK_REPLACEMENT
        yield owed(
            Duty.ASK_REPLACEMENT, Owner.MANAGER, member.declared_on, limit, subject=member.id
        )
