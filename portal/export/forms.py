"""What is asked where a child's record is handed out: who asks, what becomes of each piece."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

from casework.case.export_asked import Ended, RecordAsked, SeenRecord
from core.i18n import N_, Language
from portal.fields import Ask, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.exports import (
    AuthorityUnsaid,
    Becomes,
    ExportEnding,
    ExportGround,
    HandedBy,
    KeptBackWithoutGround,
    KeptBackWithoutReason,
    NothingBlacked,
    RecordAsker,
    lacks_authority,
)
from rules.exports_ended import NotToAnybody

CHOOSE: Final = N_("Choose one of these.")


class AskForm(FormModel):
    """Who asks, when, by what right, and how they were recognised."""

    called: ClassVar[str] = "ask"
    asked_by: Annotated[RecordAsker, Ask(N_("Who asks?"), missing=CHOOSE)]
    asker: Annotated[
        Line, Ask(N_("Name of whoever asks"), missing=N_("Write the name of whoever asks."))
    ]
    person_id: Annotated[
        UUID | None,
        Ask(N_("Who are they in the family, as it is on record?"), open=True),
    ] = None
    authorised_by_id: Annotated[
        UUID | None,
        Ask(
            N_("Who has authorised them?"),
            hint=N_(
                "Of somebody authorised by one of the family; a guardian or the child has it of"
                " themselves."
            ),
            open=True,
        ),
    ] = None
    asked_on: Happened
    ground: Annotated[
        Prose,
        Ask(
            N_("By what right?"),
            hint=N_("Their own record, or as parent or guardian with the paper that says so."),
            missing=N_(
                "Write it: their own record, as parent or guardian with the paper that says so."
            ),
        ),
    ]
    identity: Annotated[
        Line,
        Ask(
            N_("How was it seen who they are?"),
            hint=N_("Which document was looked at, or who knows them."),
            missing=N_("Write which document was looked at, or who knows them."),
        ),
    ]
    language: Annotated[Language, Ask(N_("In which language do they read it?"), missing=CHOOSE)]

    def asked(self) -> RecordAsked:
        return RecordAsked(
            self.asked_by,
            self.asker,
            self.asked_on,
            self.ground,
            self.identity,
            self.language,
            self.person_id,
            # of who asks for themselves or as guardian nobody has authorised them
            self.authorised_by_id if self.asked_by is RecordAsker.REPRESENTATIVE else None,
        )

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        asked_by = sheet.known("asked_by")
        if asked_by and lacks_authority(asked_by, sheet.known("authorised_by_id")):
            yield "authorised_by_id", AuthorityUnsaid()


class DecideForm(FormModel):
    """What becomes of some pieces of one part, and why."""

    called: ClassVar[str] = "decide"
    request: int = 0
    """Which word on who asks stood on the page."""
    pieces: Annotated[
        tuple[str, ...], Ask(N_("Which pieces?"), missing=N_("Tick at least one piece."))
    ] = ()
    outcome: Annotated[
        Becomes,
        Ask(N_("What becomes of them?"), missing=N_("Say what becomes of what you ticked.")),
    ]
    fields: Annotated[tuple[str, ...], Ask(N_("Which lines are left out?"), open=True)] = ()
    words: Annotated[
        Prose,
        Ask(
            N_("Which words are left out?"),
            hint=N_(
                "One name or phrase a line. The beginning of a word is enough: its endings are"
                " left out with it."
            ),
            open=True,
        ),
    ] = ""
    throughout: Annotated[bool, Ask(N_("Leave these words out in every part of the record"))] = (
        False
    )
    ground: Annotated[
        ExportGround | None,
        Ask(
            N_("On what ground?"),
            hint=N_("It is printed in the place of what is kept back."),
            open=True,
        ),
    ] = None
    reason: Annotated[
        Prose,
        Ask(
            N_("Why?"),
            hint=N_("It stays beside the file; whoever asks does not read it."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Pieces; of what is kept back what, why, and on what ground: ours."""
        if not sheet.known("pieces"):
            yield "pieces", N_("Tick at least one piece.")
        outcome = sheet.known("outcome")
        if outcome in {Becomes.BLACKED, Becomes.WITHHELD}:
            if not sheet.known("ground"):
                yield "ground", KeptBackWithoutGround()
            if not sheet.value("reason").strip():
                yield "reason", KeptBackWithoutReason()
        left_out = sheet.known("fields") or sheet.value("words").strip()
        if outcome is Becomes.BLACKED and not left_out:
            yield "words", NothingBlacked()


class ConfirmForm(FormModel):
    """The head confirms all of it."""

    called: ClassVar[str] = "confirm"
    shown: Line = ""
    """What stood on the page: who asks, the last decision, the digest of all of it."""
    note: Annotated[
        Prose,
        Ask(N_("Anything to be said of it?"), hint=N_("It stays beside the file."), open=True),
    ] = ""

    def seen(self) -> SeenRecord:
        """One that is none fits nothing."""
        found = re.fullmatch(r"([0-9]{1,6})\.([0-9]{1,6})\.([0-9a-f]{64})", self.shown)
        if found is None:
            return SeenRecord(b"")
        return SeenRecord(bytes.fromhex(found[3]), int(found[1]), int(found[2]))


class HandForm(FormModel):
    """It was handed over."""

    called: ClassVar[str] = "hand"
    order: Annotated[UUID, Ask(N_("The file"), missing=N_("Open the page of the request again."))]
    """Which file stood on the page."""
    to_whom: Annotated[Line, Ask(N_("To whom?"), missing=NotToAnybody.way_out)]
    means: Annotated[HandedBy, Ask(N_("How?"), missing=CHOOSE)]
    reason: Annotated[
        Prose,
        Ask(
            N_("Why, if it was somebody else than who asked?"),
            hint=N_("It stays beside the file."),
            open=True,
        ),
    ] = ""
    has_happened: Annotated[
        bool,
        Ask(
            N_("They have it already, although it is said of them that they use violence."),
            hint=N_("Only where it has happened: write above how it came to that."),
        ),
    ] = False
    on: Happened

    def ended(self) -> Ended:
        who = self.to_whom, self.means, self.reason, self.order
        return Ended(ExportEnding.HANDED, self.on, *who, has_happened=self.has_happened)


class EndForm(FormModel):
    """It is not handed out."""

    called: ClassVar[str] = "end"
    ending: Annotated[ExportEnding, Ask(N_("What became of the request?"), missing=CHOOSE)]
    reason: Annotated[
        Prose, Ask(N_("Why?"), hint=N_("It stays beside the file."), missing=N_("Write why."))
    ]
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.known("ending") is ExportEnding.HANDED:
            yield "ending", CHOOSE

    def ended(self) -> Ended:
        return Ended(self.ending, self.on, reason=self.reason)
