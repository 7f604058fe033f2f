"""What the page of a closure asks, station by station: Art. 17."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

from core.i18n import N_
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.signing import FormOnPaper, SignForm
from portal.whose import Whose
from rules.after_eighteen import SaidAllTheSame, ServicesAnswer
from rules.approving import NotCarried
from rules.grounds import (
    GROUNDS,
    WITH_DETAIL,
    BestInterestMissing,
    Ground,
    GroundDetailMissing,
)


class Services(FormModel):
    """Whether services are needed after eighteen; asked of whoever is of age: Art. 17(4)."""

    needs_services: Annotated[
        Literal["yes", "no", "unsaid"] | None,
        Ask(
            N_("Are services needed after the eighteenth birthday?"),
            hint=N_("To be answered for whoever has turned eighteen."),
            open=True,
        ),
    ] = None
    after_eighteen: Annotated[
        Prose, Ask(N_("Services recommended after the eighteenth birthday"), open=True)
    ] = ""

    @property
    def services(self) -> ServicesAnswer:
        unsaid = self.needs_services == "unsaid"
        needs = None if unsaid or self.needs_services is None else self.needs_services == "yes"
        return ServicesAnswer(needs, self.after_eighteen, unsaid)

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Nobody said it, or these words did; a yes without words is for the act to judge, which
        knows the letters: Art. 17(4)."""
        if sheet.value("needs_services") == "unsaid" and sheet.value("after_eighteen").strip():
            yield "after_eighteen", SaidAllTheSame()


class Propose(Services):
    """The manager's assessment and recommendation: Art. 17(1), 17(3), 17(4)."""

    ground: Annotated[
        Ground,
        Ask(N_("Ground"), missing=N_("Choose the ground that applies.")),
    ]
    detail: Annotated[
        Prose,
        Ask(
            N_("More on the ground"),
            open=True,
            hint=N_("Which centre or country takes over, or what it is."),
        ),
    ] = ""
    best_interest: Annotated[
        Prose,
        Ask(
            N_("Why is it in the child's best interest?"),
            open=True,
            hint=N_("To be answered where the child moves to another country."),
        ),
    ] = ""
    assessment: Annotated[
        Prose, Ask(N_("Your assessment"), missing=N_("Write why the case can be closed."))
    ]
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Some grounds ask for a few words more: Art. 17(3)."""
        yield from super().gaps(sheet)
        ground = sheet.value("ground")
        if ground in WITH_DETAIL and not sheet.value("detail").strip():
            yield "detail", GroundDetailMissing(GROUNDS[ground])
        if ground == Ground.OTHER_COUNTRY and not sheet.value("best_interest").strip():
            yield "best_interest", BestInterestMissing()


class Decision(Services, Whose):
    """The head's word on the assessment: Art. 17(3)."""

    decision: Annotated[
        Literal["approve", "return"],
        Ask(N_("Decision"), missing=N_("Choose whether you approve it.")),
    ]
    note: Annotated[Prose, Ask(N_("Note to the case manager"), open=True)] = ""
    on: Annotated[
        Day | None, Ask(N_("On which day?"), N_("The day on which you decided."), open=True)
    ] = None
    """Only where it was on paper or by telephone; else the moment of the form is."""
    proposal: UUID | None = None
    """The assessment that the page showed."""


class LetterOfAcceptance(FormModel):
    """The other centre's letter, as the centre of origin enters it: Art. 17(3.3)."""

    called: ClassVar[str] = "letter"
    accepted_by: Annotated[
        Line,
        Ask(
            N_("Who accepted the case"),
            hint=N_("The head of the other centre, as the letter is signed."),
            missing=N_("Write who accepted it."),
        ),
    ]
    letter: Annotated[Line, Ask(N_("Number of the letter"), missing=N_("Write its number."))]
    on: Happened


class Age(FormModel):
    """When the child was born, as the table found it: Art. 17(3.2)."""

    called: ClassVar[str] = "age"
    born_on: Annotated[Day, Ask(N_("Date of birth"), missing=N_("Write the date of birth."))]
    source: Annotated[
        Prose,
        Ask(
            N_("From where the table knows"),
            hint=N_("A register, a document, an expert's opinion."),
            missing=N_("Write the source."),
        ),
    ]
    on: Happened


class Decide(Services):
    """What the table decided in its meeting: Art. 17(3)."""

    close: Annotated[
        Literal["yes", "no"],
        Ask(N_("The table's decision"), missing=N_("Choose what the table decided.")),
    ]
    on: Happened
    shown: str = ""
    """The proposal, the meeting and the opinions that the page had."""


class LetFall(FormModel):
    """A closing that its approval does not carry falls, with the reason: Art. 17(3)."""

    reason: Annotated[Prose, Ask(N_("Why it falls"), missing=N_("Write the reason."))]


NOT_CARRIED: Final = {
    NotCarried.LATER: N_("The head approved after the table had decided."),
    NotCarried.OWN: N_("Who approved it managed this case alone on that day."),
    NotCarried.CONFLICT: N_("Who approved it had declared a conflict of interest before."),
    NotCarried.FORMER: N_("On that day another proposal was still on its way."),
    NotCarried.ASSESSED: N_(
        "Who proposed this closing had declared a conflict of interest before."
    ),
    NotCarried.UNMANAGED: N_(
        "Who proposed this closing did not manage the case on the day of the proposal."
    ),
}

SHEETS: Final[dict[str, type[FormModel]]] = {
    "propose": Propose,
    "decision": Decision,
    "acceptance": LetterOfAcceptance,
    "age": Age,
    "decide": Decide,
    "fall": LetFall,
    "sign": SignForm,
    "paper": FormOnPaper,
}
