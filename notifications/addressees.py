"""Whom a letter greets, where it goes, and who stands behind it."""

from dataclasses import dataclass, field
from typing import Final

from core.i18n import Language
from models.people import Office
from notifications.office_numbers import Numbers

NOT_SAID: Final = Office()


@dataclass(frozen=True, slots=True)
class Addressee:
    """One reader of one letter, as of the day on which it leaves."""

    name: str
    mail: str | None
    phone: str | None
    language: Language
    place: str
    """The municipality of the centre that writes, in the reader's language."""
    signer: str | None = None
    """The case manager, under letters to members and their superiors."""
    member: str | None = None
    """Whom a letter to a superior is about."""
    reply_to: str | None = None
    """The mail address of the case manager, to whom an answer goes, else of the centre; else to the
    sender's own."""
    office: Office = NOT_SAID
    """Where the centre is reached, as it has entered it."""
    answers: str | None = None
    """Whom a receipt names as who answers."""
    answers_mail: str | None = None
    own_places: frozenset[str] = frozenset()
    """What the centre is called in every language: a meeting there is at it in the reader's."""
    by_sms: bool = True
    """Their codes come by SMS, where they have a mobile at all."""
    office_number: str = ""
    """Under which the case stands in the protocol book of the centre's office: decision 0183."""
    numbers: Numbers = field(default_factory=dict, hash=False)
    """The same of the cases in a digest, by the link to what is owed there."""
