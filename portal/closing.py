"""What the page of a closure asks, station by station: Art. 17."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from core.i18n import N_
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.signing import OnPaper, Sign
from rules.closure import GROUNDS, WITH_DETAIL, Ground, GroundDetailMissing, OpinionsMissing


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
    after_eighteen: Annotated[
        Prose, Ask(N_("Services recommended after the eighteenth birthday"), open=True)
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Some grounds ask for a few words more: Art. 17(3)."""
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
    parent: Annotated[Prose, Ask(N_("The opinion of a parent or guardian"), open=True)] = ""
    parent_reason: Annotated[Prose, Ask(N_("Or why it could not be asked for"), open=True)] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Each of the two has an opinion, or there is a reason: Art. 17(2)."""
        for who in ("child", "parent"):
            if not sheet.value(who).strip() and not sheet.value(f"{who}_reason").strip():
                yield who, OpinionsMissing()


class Decide(FormModel):
    """What the table decided in its meeting: Art. 17(3)."""

    close: Annotated[
        Literal["yes", "no"],
        Ask(N_("The table's decision"), missing=N_("Choose what the table decided.")),
    ]


SHEETS: Final[dict[str, type[FormModel]]] = {
    "propose": Propose,
    "decision": Decision,
    "opinions": Opinions,
    "decide": Decide,
    "sign": Sign,
    "paper": OnPaper,
}
