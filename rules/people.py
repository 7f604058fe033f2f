"""The list of a centre's people: who enters, corrects and lets go; all of it is ours (0163).

The Regulation says whose institutions send to the table (4(1), 4(4), 4(6)), and not who writes down
whom they send.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from rules.contacts import NameKnown
from rules.refusals import NotPossible


class HeadCorrects(NotPossible):
    reason = "An administrator enters people, and changes nobody who is in the list."
    way_out = (
        "The head of the centre does it: a changed address would lead the links of a case to"
        " somebody else."
    )


class HasSat(NotPossible):
    reason = "They have had a seat at a table, and its papers name them as they stand here."
    way_out = (
        "Whoever goes to another institution leaves the list, and is entered anew for the other"
        " one. Addresses are changed below."
    )


class SitsStill(NotPossible):
    reason = "They sit at tables that are not over: {count}."
    way_out = "Put on record there that they left, or who comes in their place; then here."


class StandsStill(NotPossible):
    reason = "They have a standing seat at the municipal table."
    way_out = "Put on record that it ended, on the page of the standing members; then here."


class DeputisesStill(NotPossible):
    reason = "They are named as the deputy of standing members: {count}."
    way_out = "Name somebody else there, or nobody; then here."


class ContactWaits(NotPossible):
    reason = "Another contact of theirs waits for its confirmation."
    way_out = "Decide on it first: confirm it by a call, or refuse it."


class HasLeft(NotPossible):
    reason = "They are in the list no more."
    way_out = "Whoever comes back is entered anew."


class NoSeat(NotPossible):
    reason = "They have no standing seat at the municipal table."
    way_out = "Give them the seat first."


class OwnDeputy(NotPossible):
    reason = "Nobody is their own deputy."
    way_out = "Choose somebody else, or nobody."


class DeputyUnknown(NotPossible):
    reason = "The deputy is nobody in the list of this centre."
    way_out = "Take them into the list first."


class NamedByAnAddress(NotPossible):
    reason = "A name holds no address of the web: where it stands in a mail it would be a link."
    way_out = "Write the name alone."


class EndsBeforeItBegins(NotPossible):
    reason = "The seat began on {day}; it is not named to end before."
    way_out = "Write the last day, or leave it empty."


class ReachedOtherwise(NotPossible):
    reason = "They have had a seat at a table, and are reached otherwise than this line says."
    way_out = (
        "Change it on their page, where it is confirmed; here leave the cell empty or as it was."
    )


class StandsSince(NotPossible):
    reason = "They stand since another day."
    way_out = "Leave the cell empty; a day that was typed wrong is put right by the head."


@dataclass(frozen=True, slots=True)
class Ties:
    """What still ties somebody to the tables of a centre."""

    left: bool = False
    stands: bool = False
    sits: int = 0
    deputises: int = 0
    waits: bool = False


def check_names(*names: str) -> None:
    """Of people, institutions and posts, which stand in mails."""
    if any("://" in each or "www." in each.lower() for each in names):
        raise NamedByAnAddress


def check_leaving(ties: Ties) -> None:
    """Whoever sits nowhere leaves the list; what they did stays theirs."""
    if ties.left:
        raise HasLeft
    if ties.sits:
        raise SitsStill(count=ties.sits)
    if ties.stands:
        raise StandsStill
    if ties.deputises:
        raise DeputisesStill(count=ties.deputises)
    if ties.waits:
        raise ContactWaits


def check_correction(*, left: bool, has_sat: bool, changed: Collection[str]) -> None:
    """A slip in name or institution is corrected until somebody has had a seat; the language of
    letters always."""
    if left:
        raise HasLeft
    if has_sat and set(changed) - {"language"}:
        raise HasSat


def check_term(*, stands: bool, since: date | None, until: date | None) -> None:
    if not stands:
        raise NoSeat
    if until is not None and since is not None and until < since:
        raise EndsBeforeItBegins(day=since)


def check_named_deputy(*, own: bool, in_list: bool) -> None:
    if own:
        raise OwnDeputy
    if not in_list:
        raise DeputyUnknown


def is_over(until: date | None, today: date) -> bool:
    """Their time has passed; the last day is theirs."""
    return until is not None and until < today


def check_namesake(*, is_known: bool) -> None:
    """In a file a namesake of the same institution is a slip; two of one name are entered alone."""
    if is_known:
        raise NameKnown


def check_line(*, by_admin: bool, changes: bool, stands_since_another_day: bool = False) -> None:
    """What a line may say of somebody in the list."""
    if stands_since_another_day:
        raise StandsSince
    if by_admin and changes:
        raise HeadCorrects


def check_contact_of_line(column: str, *, has_sat: bool) -> None:
    """A file confirms no contact."""
    if has_sat:
        raise ReachedOtherwise(column=column)
