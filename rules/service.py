"""What is handed over instead of mailed, put on record with its true day: Art. 8(3), 8(7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class Served(StrEnum):
    """What was handed to a member."""

    INVITATION = "invitation"
    """With its agenda: Art. 8(3)."""
    PAPERS = "papers"
    """Assessment and initial plan: Art. 8(7)."""


class NobodySawIt(ProcedureRefused):
    reason = "It is not said who saw it handed over, and no paper is named."
    way_out = (
        "Name a witness, or the paper's number and where it lies; or say that neither is known."
    )
    basis = DEFAULTS.SERVED_BY_HAND


class PaperNotFound(ProcedureRefused):
    reason = "Of the paper there is only the number, or only the place."
    way_out = "Write the paper's number and where it lies."
    basis = DEFAULTS.SERVED_BY_HAND


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is said of it."""

    on: date
    witness: str = ""
    paper_number: str = ""
    paper_place: str = ""
    not_stated: bool = False


def check_handed_over(said: HandedOver, today: date) -> None:
    """A day that has come; a witness or a paper is asked for, and "not stated" is taken."""
    check_happened(said.on, today)
    number, place = bool(said.paper_number.strip()), bool(said.paper_place.strip())
    if number != place:
        raise PaperNotFound
    if not (number or said.witness.strip() or said.not_stated):
        raise NobodySawIt
