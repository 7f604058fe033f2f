"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4)."""

from collections.abc import Sequence

from casework.case import monitoring
from casework.case.monitoring import Monitored
from models.case import Case
from queries import monitoring as read
from rules.monitoring import FindingsMeans, Indicator
from tests.onrecord import NothingYet
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import When, Words
from tests.scenarios.verb import verb

FOUND = "Fëmija mungon sërish."


class Found(Words):
    """What the form says of one action by its number."""

    action: int
    indicator: Indicator | None = None
    finding: str = ""


@verb
def monitor(
    play: Play,
    *,
    version: int = 1,
    indicator: Indicator = Indicator.SAME,
    but: list[Found] = [],  # noqa: B006  pydantic copies it
) -> None:
    """The same of every open action of the version `but` some; of the entry's day."""
    plans = [plan for plan in play.case.plans() if plan.version == version]
    if not plans:
        raise NothingYet(f"there is no version {version} of the plan")
    of = {each.action: Monitored(each.indicator, finding=each.finding) for each in but}
    said = {
        row.id: of.get(row.number, Monitored(indicator, finding=FOUND))
        for row in plans[0].actions
        if row.is_open or row.number in of
    }
    with play.as_manager() as work:
        monitoring.record(work, play.case.case, version, on=play.happened, actions=said)


@verb
def tell_table(
    play: Play,
    *,
    words: str = "Plani po zbatohet.",
    means: FindingsMeans = FindingsMeans.LINK,
) -> None:
    """Today by a mail to each member; on paper or in a meeting, of the entry's day."""
    with play.as_manager() as work:
        monitoring.tell_table(work, play.case.case, words=words, means=means, on=play.happened)


@verb
def read_monitoring(
    play: Play,
    *,
    forms: Sequence[int] = (),
    told: int = 0,
    untold_since: When | None = None,
    unmonitored: Sequence[int] = (),
    off: Sequence[int] = (),
    wordless: Sequence[str] = (),
) -> None:
    """The forms by number, the newest day first; how often the table was told, and which of it does
    not count; what is warned of, and whom no mail reached."""
    since = None if untold_since is None else play.day(untold_since)
    with play.as_head() as work:
        file = read.of_case(work, work.session.get_one(Case, play.case.case))
        found = [form.number for form in file.forms]
    assert (found, len(file.told)) == (list(forms), told), (found, len(file.told))
    without = (file.untold_since, list(file.unmonitored))
    assert without == (since, list(unmonitored)), without
    gone = [line.row.number for line in file.told if not line.counts]
    assert gone == list(off), gone
    assert file.wordless.keys() == {play.seat(who) for who in wordless}, file.wordless
