"""Before a referral is saved: is it a child whom the centre knows? Beside Art. 5(1.1), 18(1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.i18n import N_, Translator
from models.case import Case
from models.session import Work
from portal.forms import Gap, Sheet
from queries import finding
from queries.finding import FoundChild, SoughtChild

MOST: Final = 5
"""Of one referral; a longer list is answered without being read."""
SAY: Final = N_("Say whether it is one of these children: their names sound alike.")
RUNS: Final = N_(
    "This child has a case that runs. Enter there what is new, as information; a second file of one"
    " child would split what is known of it."
)
SAY_AGAIN: Final = N_(
    "Look at these cases first: their children's names sound alike. If this child is none of them,"
    " say so."
)
SAME: Final = "same"
SIBLING: Final = "sibling"
NONE: Final = "none"


@dataclass(slots=True)
class KnownAlready:
    """Children on record whose names sound like the one that is referred, and what was said."""

    found: Sequence[FoundChild] = ()
    said: str = ""
    number: str = ""

    def look(self, work: Work, sheet: Sheet[Any], say: Translator) -> bool:
        """Whether the referral may go on; where somebody sounds alike an answer is asked for, and
        none is ticked beforehand."""
        born, family = sheet.known("birth_date"), sheet.value("sibling_of")
        sought = SoughtChild(sheet.value("name"), born.year if born else None)
        near = finding.find(work, sought, MOST + bool(family))
        self.found = [each for each in near if each.number != family][:MOST]
        if not self.found:
            return True
        self.said, _, self.number = sheet.value("already").partition(":")
        of = next((each for each in self.found if each.number == self.number), None)
        # of whom was not shown nobody has said anything: the name may have been changed since
        none = self.said == NONE and self._numbers() <= set(self.number.split(","))
        if not none and (of is None or self.said not in {SAME, SIBLING}):
            sheet.refuse("already", say.gettext(SAY))
        elif of is not None and self.said == SAME and not of.is_over:
            sheet.refuse("already", say.gettext(RUNS))
        return "already" not in sheet.errors

    def look_again(self, work: Work, case: Case) -> None:
        """At the first appointment: whoever decides for the centre may see a case of this child
        that whoever referred them could not."""
        self.found = () if case.manager_id else finding.near(work, case, MOST)

    def gaps(self, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Until it was said that the child is none of those who are shown."""
        said, _, numbers = sheet.value("already").partition(":")
        if self.found and not (said == NONE and self._numbers() <= set(numbers.split(","))):
            yield "already", SAY_AGAIN

    def put_on_record(self, work: Work, case: Case) -> None:
        """Of whom it was said that they are others: nobody is asked about these once more."""
        same = {self.earlier(), self.sibling()}
        finding.say_another(work, case, self._numbers() - same)

    def none(self, say: Translator) -> list[tuple[str, str, str]]:
        return [(self._none(), say.gettext(N_("None of these children")), "")]

    def lines(self, say: Translator) -> list[tuple[str, str]]:
        """Each child by the number of the case, and what is known."""
        return [(each.number, _about(say, each)) for each in self.found]

    @property
    def runs(self) -> str:
        """The case that runs, of which it was said that it is this child's."""
        of = next((each for each in self.found if each.number == self.number), None)
        return self.number if of and self.said == SAME and not of.is_over else ""

    def sibling(self) -> str:
        """Of whom it was said that they are of one family."""
        return self.number if self.said == SIBLING else ""

    def earlier(self) -> str:
        """The closed case of this very child."""
        return self.number if self.said == SAME else ""

    def options(self, say: Translator) -> list[tuple[str, str, str]]:
        """Two for each child, and that it is none of them."""
        each_of = [option for each in self.found for option in _options(say, each)]
        return [*each_of, *self.none(say)]

    def _none(self) -> str:
        return f"{NONE}:{','.join(sorted(self._numbers()))}"

    def _numbers(self) -> set[str]:
        return {each.number for each in self.found}


def _about(say: Translator, each: FoundChild) -> str:
    born = say.day(each.born) if each.born else say.gettext(N_("not known"))
    over = say.gettext(N_("closed")) if each.is_over else say.gettext(N_("in progress"))
    return say.gettext(
        N_("%(name)s, born: %(day)s; case %(number)s, %(state)s"),
        name=each.name,
        day=born,
        number=each.number,
        state=over,
    )


def _options(say: Translator, each: FoundChild) -> Iterator[tuple[str, str, str]]:
    about = _about(say, each)
    yield f"{SAME}:{each.number}", say.gettext(N_("The same child")), about
    yield f"{SIBLING}:{each.number}", say.gettext(N_("A sister or brother")), about
