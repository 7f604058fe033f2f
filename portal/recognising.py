"""How an officer says by what they recognised a member: beside Art. 18(1), decision 0168."""

from collections.abc import Iterator
from typing import Annotated, Any

from casework.table.codes_by_phone import Recognised
from core.i18n import N_
from portal.fields import Ask, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from rules.identity_checks import CheckMeans, NotRecognised, check_recognised


class Recognise(FormModel):
    """By what somebody was recognised, before anything is made for them."""

    means: Annotated[
        CheckMeans,
        Ask(N_("How did you recognise them?"), missing=N_("Say how you recognised them.")),
    ]
    how: Annotated[
        Line,
        Ask(
            N_("Which number did you call, or how do you know them?"),
            N_("Of a card nothing is written here."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A call says which number, an acquaintance how."""
        means = sheet.known("means")
        try:
            if means is not None:
                check_recognised(means, sheet.value("how"))
        except NotRecognised as why:
            yield "how", why

    @property
    def said(self) -> Recognised:
        return Recognised(self.means, "" if self.means is CheckMeans.CARD else self.how)


class EndApp(FormModel):
    """Why somebody's app for codes ends."""

    called = "end"
    reason: Annotated[
        Prose,
        Ask(N_("Why does it end?"), N_("For example: the telephone was lost."), N_("Write why.")),
    ]
