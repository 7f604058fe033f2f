"""Whose word a changed contact needs: our choice, so that papers reach only whom they are for.

Art. 18(1) makes the data private and says nothing on how a member is reached. A contact belongs to
the centre: a new one is never proved by itself (docs/decisions/0027).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import TableFacts
from rules.refusals import Conflict, NotPossible, ProcedureRefused
from rules.roles import Owner

S = TypeVar("S")


class ChangeMeans(StrEnum):
    """What confirmed a new contact."""

    SMS = "sms"
    """A code to the number on record."""
    MAIL = "mail"
    """A code to the address on record."""
    CALL = "call"
    """A recorded call."""
    NOT_NEEDED = "not_needed"
    """Nothing: the superior was not known before."""


class ChangeEnd(StrEnum):
    """What became of a change of contact."""

    IN_FORCE = "in_force"
    REFUSED = "refused"
    REPLACED = "replaced"
    """By a later one."""


class DisputeEnd(StrEnum):
    """What became of a member's word that a number is not theirs."""

    CHANGED = "changed"
    """Another number is in force."""
    RIGHT = "right"
    """An officer asked, and it is theirs."""
    TAKEN_BACK = "taken_back"
    """By the member, behind the same link."""


class DisownEnd(StrEnum):
    """What became of the word that an address is not theirs; nobody is left who could take it back
    behind a link."""

    CHANGED = "changed"
    """Another address is in force."""
    RIGHT = "right"
    """An officer asked, and it is theirs."""


class AskedByYourself(ProcedureRefused):
    reason = "You asked for this change yourself."
    way_out = "The member confirms it by a code, or another officer calls them."
    basis = DEFAULTS.CONFIRM_CONTACT


class CalledOnTheNewNumber(ProcedureRefused):
    reason = "The number called is the new one, which is what has to be proved."
    way_out = "Call the number on record, or the institution's own, found without the asker."
    basis = DEFAULTS.CONFIRM_CONTACT


class CalledAtAnotherTime(ProcedureRefused):
    reason = "The call lies before the change was asked for, or it is still to come."
    way_out = (
        "It was asked for on {day}: call after that, then write down the day and the hour of the"
        " call."
    )
    basis = DEFAULTS.CONFIRM_CONTACT


class ChangeIsOver(NotPossible):
    reason = "This change of a contact has been decided already, or replaced by a later one."
    way_out = "Open the contact to see what is on record."


class AlreadyKnown(NotPossible):
    reason = "Somebody with this mail address is in the list already."
    way_out = (
        "Choose them in the list; once they sit at the table, correct their contact. Where several"
        " people read one mailbox, tick that they share it."
    )


class SameWays(AlreadyKnown):
    reason = "Somebody with this mail address and this mobile number is in the list already."
    way_out = "Of two who share a mailbox each needs a number: by the code the two are told apart."


class NameKnown(AlreadyKnown):
    reason = "Somebody of this name from this institution is in the list already."
    way_out = (
        "Choose them in the list and correct the contact. Where there really are two, the head"
        " takes the second one into the list."
    )


class NumberKnown(NotPossible):
    reason = "The same mobile number stands for somebody else in the list."
    way_out = "Where they share that telephone, tick that they do; else correct the number."


class OwnSuperior(ProcedureRefused):
    reason = "The superior's mail address is the person's own: a notice would reach nobody else."
    way_out = "Write the superior's own address, or leave it empty until you know it."
    basis = Article(14, "3.2")


class NotDisputed(NotPossible):
    reason = "Nobody says any more that this number is not theirs."
    way_out = "Open the contact to see what is on record."


class NotDisowned(NotPossible):
    reason = "Nobody says any more that this address is not theirs."
    way_out = "Open the contact to see what is on record."


class AddressInDoubt(ProcedureRefused):
    reason = "On {day} it was said behind their link that it is not for them, or that they left."
    way_out = (
        "Ask their institution. Then write the right address, or put on record from whom you know"
        " that this one is right; who has left is replaced at the table."
    )
    basis = DEFAULTS.CONTACT


class ToldAlready(NotPossible):
    reason = "The case manager was told this already."
    way_out = "You need not do anything else; you will be called."


class OwnSeat(ProcedureRefused):
    reason = "You sit at this table yourself: this is your own seat."
    way_out = "Ask for your code by your own link; it comes by SMS, as everybody's does."
    basis = DEFAULTS.CODES_A_DAY


class NothingToOpen(NotPossible):
    reason = "No link of this member leads anywhere: nothing waits for them, and they read nothing."
    way_out = "Once something is asked of them, they are sent a link, and a code opens it."


class AnotherWishIsOpen(ProcedureRefused):
    reason = "{officer} asked for another contact of this member on {day}; that is not decided yet."
    way_out = (
        "They take it back, or it is refused or confirmed by a call: by the head, or by a case"
        " manager where the head asked. Then ask anew."
    )
    basis = DEFAULTS.CONFIRM_CONTACT


class SuperiorWithoutMail(ProcedureRefused):
    reason = "Of the superior there is a mobile number, and no name with a mail address."
    way_out = "Write name and mail address too: the text says that a mail was sent there."
    basis = Article(14, "3.2")


class OtherThanShown(Conflict):
    reason = "The contact to be confirmed is not the one that this page showed."
    way_out = "Read what is shown now, then confirm it, or leave all as it was."


class NotOnRecord(ProcedureRefused):
    reason = "A code goes only to a contact that was on record before."
    way_out = "Choose another way, or let the centre call you."
    basis = DEFAULTS.CONFIRM_CONTACT


@dataclass(frozen=True, slots=True)
class Call:
    """What is recorded of a call: whether it can prove anything."""

    at: datetime
    to_new_number: bool
    by_asker: bool


def needs_confirmation(
    *, mail: bool, phone: bool, superior: bool, superior_known: bool, shared: bool
) -> bool:
    """Whether a change needs somebody's word: beside Art. 18(1).

    A superior named for the first time does not, unless the member sits, or sat, at the table of
    another manager (`shared`): the letter of Art. 14(3.2) in that case would go there too.
    """
    return mail or phone or (superior and (superior_known or shared))


def check_call(call: Call, asked_at: datetime, now: datetime, asked_on: date) -> None:
    """Refuse a call that proves nothing: by the asker, to the new number, at another time."""
    if call.by_asker:
        raise AskedByYourself
    if call.to_new_number:
        raise CalledOnTheNewNumber
    begun = asked_at.replace(second=0, microsecond=0)  # a call is written down to the minute
    if not begun <= call.at <= now:
        raise CalledAtAnotherTime(day=asked_on)


@dataclass(frozen=True, slots=True)
class OpenWish:
    """Another contact that somebody asked for, and that nobody has decided on."""

    officer: str
    asked_on: date
    by_asker: bool
    """Whoever asks now had asked for it."""


def check_wish(waits: OpenWish | None) -> None:
    """A later wish takes the place of the asker's own, never of somebody else's."""
    if waits is not None and not waits.by_asker:
        raise AnotherWishIsOpen(officer=waits.officer, day=waits.asked_on)


def check_channel(channel: str, known: Collection[str]) -> None:
    """A new contact is not proved over itself: the code goes to one that was on record."""
    if channel not in known:
        raise NotOnRecord


def check_shown(shown: str, wanted: str) -> None:
    """What is confirmed is what was read; another wish may have come since."""
    if shown != wanted:
        raise OtherThanShown


def check_not_over(ended_at: datetime | None) -> None:
    if ended_at is not None:
        raise ChangeIsOver


def check_newcomer(
    same_mail: Collection[object],
    namesakes: Collection[object] = (),
    same_number: Collection[object] = (),
    *,
    shares_phone: bool = False,
    shares_mail: bool = False,
) -> None:
    """Nobody is in the list twice; a second one of a name is for the head: decision 0027. Two may
    share a telephone, as of an office, or a mailbox, and not both: that is asked once, so that it
    is no slip."""
    if same_mail and not shares_mail:
        raise AlreadyKnown
    if {*same_mail} & {*same_number}:
        raise SameWays
    if namesakes:
        raise NameKnown
    if same_number and not shares_phone:
        raise NumberKnown


def check_superior_apart(mail: str, superior_mail: str) -> None:
    """Who does not cooperate is not their own superior: Art. 14(3.2)."""
    if superior_mail and mail.casefold() == superior_mail.casefold():
        raise OwnSuperior


def check_superior_phone(superior_mail: str, superior_phone: str) -> None:
    """The text says that a mail was sent: nobody has a number of theirs without an address."""
    if superior_phone and not superior_mail:
        raise SuperiorWithoutMail


def check_untold(told: object | None) -> None:
    """The same obstacle is told once a day."""
    if told is not None:
        raise ToldAlready


def check_disputed(found: S | None) -> S:
    """What is taken back, or found right, was said and stands."""
    if found is None:
        raise NotDisputed
    return found


def check_disowned(found: S | None) -> S:
    """What is found right was said and stands."""
    if found is None:
        raise NotDisowned
    return found


def check_not_in_doubt(said_on: date | None) -> None:
    """Nothing is sent again to an address that its reader disowned, unless somebody has asked."""
    if said_on is not None:
        raise AddressInDoubt(day=said_on)


def check_code_by_phone(*, own: bool, leads: bool) -> None:
    """Whoever chairs says a code to another, who has something to open: DEFAULTS.CODES_A_DAY."""
    if own:
        raise OwnSeat
    if not leads:
        raise NothingToOpen


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """The head confirms by a call; where she asked herself, the case manager does."""
    for change in table.contacts:
        actor: Owner = Owner.MANAGER if change.by_head else Owner.HEAD
        limit = DEFAULTS.CONFIRM_CONTACT
        yield owed(Duty.CONFIRM_CONTACT, actor, change.asked_on, limit, subject=change.id)
