"""A colleague leaves, or is away: the head hands over their cases in one act, and back: 0163."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from starlette.responses import Response

from casework.case import handover
from core.i18n import N_
from identity.access import NotThere
from models.session import Work
from portal.fields import Ask, Happened, Line
from portal.forms import FormModel, Gap, Sheet
from portal.not_written import is_lost_race
from portal.web import ForHead, Page
from portal.words import PHASES
from queries import handover as lists
from rules.refusals import Conflict, ProcedureRefused

router = APIRouter(prefix="/handover")
STAYS = "stays"
Act = Callable[[Work], None]


class HandedRow(FormModel):
    """One case: whom it goes to, where that is not who takes all others."""

    number: Annotated[Line, Ask(N_("Case"))]
    to: Annotated[Line, Ask(N_("Goes to"), open=True)] = ""


class HandOver(FormModel):
    """Who takes the cases, from which day on, and why."""

    called: ClassVar[str] = "all"
    to: Annotated[
        UUID | None,
        Ask(
            N_("All of them go to"), N_("But for those for which you choose otherwise."), open=True
        ),
    ] = None
    rows: Annotated[tuple[HandedRow, ...], Ask(N_("Case"))] = ()
    reason: Annotated[
        Line,
        Ask(
            N_("Why are they handed over?"),
            N_("For example: another post; away until the autumn."),
            N_("Write why they are handed over."),
        ),
    ]
    on: Happened

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        rows = [sheet.value(f"{row}.to") for row in sheet.rows("rows")]
        if not sheet.value("to").strip() and not any(to and to != STAYS for to in rows):
            yield "to", N_("Choose who takes the cases.")

    def goes(self) -> Iterator[tuple[str, UUID]]:
        """Each case that goes, and to whom."""
        for row in self.rows:
            to = _id(row.to) or self.to
            if row.to != STAYS and to is not None:
                yield row.number, to


class GiveBack(FormModel):
    """Which cases come back to whoever was away; each with the appointment that the page told of:
    `R-26-1001:0190…`."""

    called: ClassVar[str] = "back"
    numbers: Annotated[
        tuple[Line, ...], Ask(N_("Which cases?"), missing=N_("Tick at least one case."))
    ]
    reason: Annotated[
        Line,
        Ask(
            N_("Why do they come back?"),
            N_("For example: back from leave."),
            N_("Write why they come back."),
        ),
    ]
    on: Happened


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one case."""

    number: str
    refused: ProcedureRefused | None = None


@router.get("")
def colleagues_page(page: ForHead) -> Response:
    """Who manages how many cases; whoever has left comes first."""
    with page.work(read_only=True) as work:
        return page.render("handover/colleagues.html", colleagues=lists.colleagues(work))


@router.get("/{account_id:uuid}")
def colleague_page(page: ForHead, account_id: UUID) -> Response:
    return _one(page, account_id)


def _one(
    page: Page,
    account_id: UUID,
    *,
    sheet: Sheet[Any] | None = None,
    back: Sheet[Any] | None = None,
    handed: Sequence[Handed] = (),
) -> Response:
    with page.work(read_only=True) as work:
        found = lists.of_colleague(work, account_id)
        return page.render(
            "handover/one.html",
            found=found,
            sheet=sheet or Sheet(HandOver),
            back=back or Sheet(GiveBack),
            handed=handed,
            phases=PHASES,
            options=[(each.id, each.name) for each in found.others],
            stays=STAYS,
        )


@router.post("/{account_id:uuid}")
def hand_over(page: ForHead, account_id: UUID) -> Response:
    """Each case in a transaction of its own: one that is refused holds no other back."""
    sheet = page.typed(HandOver)

    def one(form: HandOver, number: str, to: UUID) -> Act:
        def act(work: Work) -> None:
            handover.hand_over(work, number, account_id, to, on=form.on, reason=form.reason)

        return act

    def acts(form: HandOver) -> Response:
        wanted = [(number, one(form, number, to)) for number, to in form.goes()]
        return _one(page, account_id, handed=_each(page, account_id, wanted))

    return page.submit(sheet, acts, again=lambda: _one(page, account_id, sheet=sheet))


@router.post("/{account_id:uuid}/back")
def give_back(page: ForHead, account_id: UUID) -> Response:
    """The same, to whoever was away."""
    sheet = page.typed(GiveBack)

    def one(form: GiveBack, number: str, shown: str) -> Act:
        def act(work: Work) -> None:
            on, reason = form.on, form.reason
            handover.give_back(work, number, account_id, on=on, reason=reason, shown=shown)

        return act

    def acts(form: GiveBack) -> Response:
        ticked = [each.partition(":") for each in form.numbers]
        wanted = [(number, one(form, number, shown)) for number, _, shown in ticked]
        return _one(page, account_id, handed=_each(page, account_id, wanted))

    return page.submit(sheet, acts, again=lambda: _one(page, account_id, back=sheet))


def _each(page: Page, account_id: UUID, wanted: Sequence[tuple[str, Act]]) -> list[Handed]:
    """What became of each case; a number that is none of theirs is not there."""
    with page.work(read_only=True) as work:
        lists.of_colleague(work, account_id)
    done = []
    for number, act in wanted:
        try:
            with page.work() as work:
                act(work)
            done.append(Handed(number))
        except ProcedureRefused as why:
            done.append(Handed(number, why))
        except NotThere:
            done.append(Handed(number, Conflict()))
        except (StaleDataError, DBAPIError) as error:
            if not is_lost_race(error):
                raise
            done.append(Handed(number, Conflict()))
    return done
