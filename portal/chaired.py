"""Who chaired, as the record of a meeting asks for it: Art. 4(2), 6(1.4)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from casework.table.chairing import Chaired
from core.i18n import N_, Translator
from models.people import Account
from models.session import Work
from portal.fields import Ask, Line
from portal.forms import FormModel, Gap, Sheet
from queries.chairing import ChairChoice
from queries.meeting_file import MeetingFile

ELSE: Final = "else"


class WhoChaired(FormModel):
    """An officer, somebody at the table, or somebody else; whoever it was is recorded."""

    chaired: Annotated[Line, Ask(N_("Who chaired?"), missing=N_("Write who chaired."))]
    chaired_words: Annotated[
        Line, Ask(N_("Name and office"), N_("Only where it was somebody else."), open=True)
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """One of those the form offers, somebody else by name; nobody is taken for granted."""
        if (said := sheet.value("chaired")) not in {"", ELSE} and not _is_id(said):
            yield "chaired", N_("Write who chaired.")
        if sheet.value("chaired") == ELSE and not sheet.value("chaired_words").strip():
            yield "chaired_words", N_("Write who chaired.")

    def by(self, work: Work) -> Chaired:
        if self.chaired == ELSE:
            return Chaired(words=self.chaired_words)
        chosen = UUID(self.chaired)
        is_officer = work.session.get(Account, chosen) is not None
        return Chaired(account_id=chosen) if is_officer else Chaired(member_id=chosen)


def _is_id(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def options(
    say: Translator, file: MeetingFile, choice: ChairChoice, day: date | None = None
) -> list[tuple[str, str]]:
    """Who was to chair first, then the other officers, the table of that day, and anybody else."""
    found = []
    for officer in choice.officers:
        name = officer.name or ""
        if officer.id in choice.appointed:
            name = say.gettext(N_("%(name)s, appointed to chair"), name=name)
        found.append((str(officer.id), name))
    for seat in file.seats:
        if seat.line is None and not seat.member.sat_on(day or file.meeting.met_on):
            continue
        who = seat.member.professional
        found.append((str(seat.member.id), f"{who.name}, {who.affiliation}"))
    return [*found, (ELSE, say.gettext(N_("Somebody else")))]
