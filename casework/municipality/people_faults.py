"""What is wrong with a line of a file of people, and in which column it stands: 0163."""

from collections.abc import Mapping
from typing import Final

from casework.municipality.people_columns import LineFault, PersonOfFile
from core.i18n import N_
from rules.composition import InstitutionUnknown
from rules.contacts import (
    AlreadyKnown,
    NameKnown,
    NumberKnown,
    OwnSuperior,
    SuperiorWithoutMail,
)
from rules.people import (
    DeputyUnknown,
    EndsBeforeItBegins,
    HasSat,
    NoSeat,
    OwnDeputy,
    StandsSince,
)
from rules.refusals import ProcedureRefused

WAY_OUT: Final = "way_out"
"""What to do instead, among the facts of a fault that the rules refuse."""
WHERE: Final[Mapping[type[ProcedureRefused], str]] = {
    AlreadyKnown: "mail",
    NameKnown: "name",
    NumberKnown: "mobile",
    OwnSuperior: "superior_mail",
    SuperiorWithoutMail: "superior_mobile",
    InstitutionUnknown: "kind",
    HasSat: "institution",
    StandsSince: "since",
    EndsBeforeItBegins: "until",
    NoSeat: "since",
    OwnDeputy: "deputy",
    DeputyUnknown: "deputy",
}
SHARED: Final = N_(
    "The same number stands for somebody else. Write yes under Shared telephone where they share"
    " it; else correct the number."
)


SHARED_MAIL: Final = N_(
    "The same mail address stands for somebody else. Write yes under Shared mailbox where they"
    " share it, and for each a number of their own; else correct the address."
)


def refused(line: PersonOfFile, why: ProcedureRefused) -> LineFault:
    """The fault of a line that the rules refuse, in the column that it is about."""
    if isinstance(why, NumberKnown):
        return LineFault(line.line, _column_of(why), SHARED, {})
    if type(why) is AlreadyKnown:
        return LineFault(line.line, _column_of(why), SHARED_MAIL, {})
    return LineFault(line.line, _column_of(why), why.reason, {**why.facts, WAY_OUT: why.way_out})


def _column_of(why: ProcedureRefused) -> str:
    if column := why.facts.get("column"):
        return str(column)
    found = (WHERE[each] for each in type(why).__mro__ if each in WHERE)
    return next(found, "since" if why.basis is not None else "")
