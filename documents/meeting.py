"""Papers of one meeting; the Regulation supplies no form of any: Art. 8(3), 9, 10."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from core.i18n import Language
from documents.paper import Attendant, PaperText, PrintedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPaper(PrintedPaper):
    """What stands above each of them."""

    heading: str
    facts: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPaper(MeetingPaper):
    """To whoever sits at the table, with the agenda: Art. 8(3)."""

    template: ClassVar[str] = "invitation"

    to: str
    """Before the line on which the name is written."""
    addressed: str = ""
    """The name, where it is not written by hand."""
    opening: str
    agenda_heading: str
    agenda: Sequence[str]
    law: Sequence[str]
    signs: Sequence[str]
    """Who invites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPaper(MeetingPaper):
    """What the table talks about, for whoever sits there: Art. 10(3)."""

    template: ClassVar[str] = "agenda"

    secret: str
    items: Sequence[PaperText]
    """Each with its words as the heading, and what is said beside it."""
    approval_heading: str
    approval: Sequence[tuple[str, bool]]
    changes: str = ""
    notes_heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheet(MeetingPaper):
    """Who comes signs here: Art. 9."""

    template: ClassVar[str] = "sign_in"

    secret: str
    heads: Sequence[str]
    people: Sequence[Attendant]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPaper(MeetingPaper):
    """What was said and decided, and a place for each to sign: Art. 10(1)."""

    template: ClassVar[str] = "minutes"

    record: Language
    """In which the text was written, whatever the language of the paper."""
    written: Sequence[PaperText]
    beside: Sequence[PaperText]
    """What stands under the text: corrections, dissents, who else was there."""
    people_heading: str
    heads: Sequence[str]
    people: Sequence[Attendant]
    fingerprint: str = ""
