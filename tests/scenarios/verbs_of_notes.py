"""Notes of actions and of reviews, version by version: Art. 15(2), 15(3)."""

from models.case import Case
from queries.plan_file import read_plan
from tests.scenarios.play import Play
from tests.scenarios.verb import verb


@verb
def read_notes(play: Play, *, plan: list[list[str]], reviews: list[list[str]]) -> None:
    """Of each version its actions' notes, of each review its rows'; empty ones left out."""
    with play.as_head() as work:
        case = work.session.get_one(Case, play.case.case)
        file = read_plan(work, case)
        versions, held = (file.versions, file.reviews) if file else ((), ())
        found = [[row.notes for row in each.actions if row.notes] for each in versions]
        assert found == plan, found
        said = [[row.notes for row in each.progress if row.notes] for each, _ in held]
        assert said == reviews, said
