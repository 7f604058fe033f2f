"""What the page of a closure asks, station by station: Art. 17."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from core.i18n import N_
from portal.fields import Ask, Day, Happened, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.signing import FormOnPaper, Sign
from rules import opinions as closing
from rules.grounds import GROUNDS, WITH_DETAIL, Ground, GroundDetailMissing, RecommendationMissing
from rules.opinions import OpinionsMissing


class Propose(FormModel):
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
            hint=N_(
                "Which centre or country takes over and why it serves the child, or what it is."
            ),
        ),
    ] = ""
    assessment: Annotated[
        Prose, Ask(N_("Your assessment"), missing=N_("Write why the case can be closed."))
    ]
    needs_services: Annotated[
        Literal["yes", "no"] | None,
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
    def services(self) -> bool | None:
        return None if self.needs_services is None else self.needs_services == "yes"

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Some grounds ask for a few words more, and so does a yes: Art. 17(3), 17(4)."""
        if sheet.value("needs_services") == "yes" and not sheet.value("after_eighteen").strip():
            yield "after_eighteen", RecommendationMissing()
        ground = sheet.value("ground")
        if ground in WITH_DETAIL and not sheet.value("detail").strip():
            yield "detail", GroundDetailMissing(GROUNDS[ground])


class Decision(FormModel):
    """The head's word on the assessment: Art. 17(3)."""

    decision: Annotated[
        Literal["approve", "return"],
        Ask(N_("Decision"), missing=N_("Choose whether you approve it.")),
    ]
    note: Annotated[Prose, Ask(N_("Note to the case manager"), open=True)] = ""


class Opinions(FormModel):
    """What child and parent think of it, or why they could not say: Art. 17(2)."""

    child: Annotated[Prose, Ask(N_("The child's opinion"), open=True)] = ""
    child_reason: Annotated[Prose, Ask(N_("Or why it could not be asked for"), open=True)] = ""
    child_not_possible: Annotated[
        bool,
        Ask(
            N_("It was not possible to ask the child"),
            hint=N_("Why is said above, and need not be."),
            open=True,
        ),
    ] = False
    parent: Annotated[Prose, Ask(N_("The opinion of a parent or guardian"), open=True)] = ""
    parent_reason: Annotated[
        Prose,
        Ask(
            N_("Or why it could not be asked for"),
            hint=N_("The Regulation excuses no parent; that a reason is taken is our choice."),
            open=True,
        ),
    ] = ""
    on: Happened = None

    def said(self) -> closing.Heard:
        return closing.Heard(
            self.child,
            self.child_reason,
            self.child_not_possible,
            self.parent,
            self.parent_reason,
        )

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Each of the two has an opinion, or there is a reason: Art. 17(2)."""
        typed = closing.Heard(
            sheet.value("child"),
            sheet.value("child_reason"),
            bool(sheet.value("child_not_possible")),
            sheet.value("parent"),
            sheet.value("parent_reason"),
        )
        if not typed.child_heard_or_excused:
            yield "child", OpinionsMissing()
        if not typed.parent_heard_or_excused:
            yield "parent", OpinionsMissing()


class LetterOfAcceptance(FormModel):
    """The other centre's letter, as the centre of origin enters it: Art. 17(3.3)."""

    accepted_by: Annotated[
        Line,
        Ask(
            N_("Who accepted the case"),
            hint=N_("The head of the other centre, as the letter is signed."),
            missing=N_("Write who accepted it."),
        ),
    ]
    letter: Annotated[Line, Ask(N_("Number of the letter"), missing=N_("Write its number."))]
    on: Happened = None


class Age(FormModel):
    """When the child was born, as the table found it: Art. 17(3.2)."""

    born_on: Annotated[Day, Ask(N_("Date of birth"), missing=N_("Write the date of birth."))]
    source: Annotated[
        Prose,
        Ask(
            N_("From where the table knows"),
            hint=N_("A register, a document, an expert's opinion."),
            missing=N_("Write the source."),
        ),
    ]


class Decide(FormModel):
    """What the table decided in its meeting: Art. 17(3)."""

    close: Annotated[
        Literal["yes", "no"],
        Ask(N_("The table's decision"), missing=N_("Choose what the table decided.")),
    ]
    on: Happened = None


SHEETS: Final[dict[str, type[FormModel]]] = {
    "propose": Propose,
    "decision": Decision,
    "opinions": Opinions,
    "acceptance": LetterOfAcceptance,
    "age": Age,
    "decide": Decide,
    "sign": Sign,
    "paper": FormOnPaper,
}
