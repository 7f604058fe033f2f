"""What the page of the declarations asks of who comes without a seat: Art. 4(4), 8(5), 10(6)."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from casework.table.guests import Invitation
from core.i18n import N_
from portal.fields import UNSAID, Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import Page
from queries.declarants import Declarant
from rules.guests import Origin
from rules.participants import Part


class InvitationProof(FormModel):
    """What shows that somebody was invited, where that is typed after the meeting."""

    witness: Annotated[
        Line,
        Ask(
            N_("Who saw that they were invited"),
            N_("Where the meeting is over: without a witness or a paper the breach stays."),
            open=True,
        ),
    ] = ""
    paper: Annotated[
        Line, Ask(N_("The paper that shows it"), N_("Its number, and where it lies"), open=True)
    ] = ""
    meeting: Annotated[
        UUID | None,
        Ask(
            N_("At which meeting?"),
            N_("Of a guest, and of somebody not invited. Left empty, the next one."),
            open=True,
        ),
    ] = None


class Whence(InvitationProof):
    """Whether somebody comes from an institution or on their own."""

    independent: Annotated[
        bool, Ask(N_("A professional who works on their own, for no institution"))
    ] = False


class Bring(Whence):
    """Somebody who takes part without a member's seat."""

    called = "bring"
    part: Annotated[
        Literal[Part.ASSISTANT, Part.INTERPRETER, Part.GUEST, Part.UNASKED],
        Ask(N_("As what do they take part?"), missing=N_("Choose as what they take part.")),
    ]
    their_name: Annotated[Line, Ask(N_("Name and surname"), missing=N_("Write the name."))]
    comes_from: Annotated[
        Line,
        Ask(
            N_("Where from"), N_("Institution, function, or the language they interpret"), open=True
        ),
    ] = ""
    why: Annotated[
        Prose,
        Ask(
            N_("Why they come, or why they were there"),
            N_("Of a guest: how they or their institution are tied to the case."),
            open=True,
        ),
    ] = ""
    invited_on: Annotated[
        Day | None,
        Ask(N_("On which day were they invited?"), N_("Asked of a guest."), open=True),
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        said = any(each.strip() for each in sheet.typed.get("invited_on", []))
        if sheet.value("part") == Part.GUEST and not said:
            yield "invited_on", UNSAID

    @property
    def said(self) -> Invitation:
        return Invitation(self.invited_on, self.witness, self.paper)


class InviteAgain(Whence):
    """A guest, or somebody who sat in, who is on record, and a meeting."""

    called = "again"
    guest: Annotated[UUID, Ask(N_("Who?"), missing=N_("Choose who it is."))]
    on: Happened
    comes_from: Annotated[
        Line,
        Ask(
            N_("Which institution sends them"),
            N_("Where that is not on record yet: of somebody who sat in unknown."),
            open=True,
        ),
    ] = ""
    why: Annotated[
        Prose,
        Ask(
            N_("How they are tied to the case"),
            N_("Where that is not on record yet."),
            open=True,
        ),
    ] = ""

    @property
    def said(self) -> Invitation:
        origin = Origin(self.comes_from, self.why, self.independent)
        return Invitation(self.on, self.witness, self.paper, origin)


class TakeInvitationBack(FormModel):
    """A guest is told not to come to a meeting after all."""

    called = "taken_back"
    invitation: Annotated[
        UUID, Ask(N_("Which invitation?"), missing=N_("Choose which invitation it is."))
    ]
    told_on: Annotated[Day, Ask(N_("On which day were they told not to come?"), missing=UNSAID)]
    reason: Annotated[
        Prose,
        Ask(N_("Why are they not to come?"), missing=N_("Write why they are not to come.")),
    ]


def invitations(page: Page, people: Sequence[Declarant]) -> list[tuple[UUID, str]]:
    """Each that stands, by guest and meeting."""
    return [
        (one.id, f"{each.name}, {page.say.day(one.meets_on, page.today)}")
        for each in people
        for one in each.stands_for
    ]
