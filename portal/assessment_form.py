"""The case assessment form: one for the manager and for the table: Art. 12(3), 12(4), Annex 1."""

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal

from casework.case.assessment import Indicators, OnTheForm
from core.i18n import N_
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.assessment import ANNEX_SECTIONS, INDICATORS, Risk

EMPTY: Final = N_("Write what is known, or that it is not known and why.")
SectionCode = Literal[
    "age",
    "health",
    "development",
    "education",
    "inclusion",
    "safety",
    "participation",
    "needs",
    "care",
]


class AssessmentForm(FormModel):
    """Annex 1 in its order, then what Art. 12(3) has beside it; nothing is filled in by us."""

    summary: Annotated[
        Prose,
        Ask(
            N_("Summary"),
            N_("The full needs of the child and the family, and their safety"),
            N_("Write the summary."),
        ),
    ]
    age: Annotated[Prose, Ask(N_("Age"))] = ""
    health: Annotated[Prose, Ask(N_("Health"))] = ""
    development: Annotated[Prose, Ask(N_("Development"))] = ""
    education: Annotated[Prose, Ask(N_("Education and development"), open=True)] = ""
    inclusion: Annotated[Prose, Ask(N_("Inclusion in society"), open=True)] = ""
    safety: Annotated[Prose, Ask(N_("Safety and protection"), open=True)] = ""
    participation: Annotated[Prose, Ask(N_("Involvement of child and family"))] = ""
    needs: Annotated[Prose, Ask(N_("Basic needs"), open=True)] = ""
    care: Annotated[Prose, Ask(N_("Care and family"), open=True)] = ""
    unknown: Annotated[tuple[SectionCode, ...], Ask(N_("Not known"), open=True)] = ()
    risk: Annotated[
        Risk,
        Ask(N_("Level of risk"), missing=N_("Choose none, low, medium or high.")),
    ]
    worse: Annotated[
        tuple[Literal["safety", "needs", "education", "care", "inclusion"], ...],
        Ask(
            N_("Which of them did the table find worse than before?"),
            hint=N_("Where it did not say so, leave them empty."),
            open=True,
        ),
    ] = ()
    basis: Annotated[
        Prose,
        Ask(
            N_("What is it based on?"),
            N_("Visits, talks, papers. That it is asked is our choice; it may stay empty."),
            open=True,
        ),
    ] = ""
    why: Annotated[
        Prose,
        Ask(
            N_("Why is it written anew?"),
            N_("Only where one of this day, or of this meeting, was in use already."),
            open=True,
        ),
    ] = ""
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Each of the five has a word, also one that is not known: why it is not. Art. 12(3)."""
        for name in INDICATORS:
            if not sheet.value(name).strip():
                yield name, EMPTY

    @property
    def indicators(self) -> Indicators:
        return Indicators(**{name: getattr(self, name) for name in INDICATORS})

    @property
    def more(self) -> OnTheForm:
        annex = {name: getattr(self, name) for name in ANNEX_SECTIONS}
        return OnTheForm(**annex, basis=self.basis, unknown=self.unknown)
