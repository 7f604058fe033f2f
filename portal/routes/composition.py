"""Who sits at the table, each for a reason, and who of the family is heard: Art. 4, 8(6)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.from_paper import being_entered
from casework.record.table import seats
from casework.table import composition, professionals
from casework.table.meetings import family_of
from core.i18n import N_
from core.names import folded
from identity import access
from models.case import Case
from models.people import Professional
from models.session import Work
from portal import questions
from portal.fields import UNSAID, Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.known_forms import ANSWERS, KinForm
from portal.web import ForOfficers, Page
from portal.words import DEPARTURES, RELATIONS
from queries import attendance, case_file
from queries.succession_file import took_part
from rules.composition import (
    KINDS,
    STATUSES_OF_4_6,
    ForeignChildNeedsRepresentative,
    SelectionWithoutReason,
    lacks_representative,
    provision_for,
)
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/table")


MOST: Final = 99  # rows of one form
Groups = list[tuple[str, str, list[tuple[int, Professional]]]]


class Choice(FormModel):
    """One professional, ticked or not, and why."""

    person: Annotated[UUID, Ask(N_("Member"))]
    chosen: Annotated[bool, Ask(N_("Sits at the table"))] = False
    reason: Annotated[
        Prose,
        Ask(
            N_("Why this member"), N_("Which need of the child does this member answer?"), open=True
        ),
    ] = ""


class Choose(FormModel):
    """The selection of Art. 4(3)."""

    people: tuple[Choice, ...] = ()
    on: Annotated[Day, Ask(N_("On which day were they chosen?"), missing=UNSAID)]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A tick without a reason is refused by the law, a reason without a tick by us."""
        for row in sheet.rows("people"):
            chosen, reason = sheet.known(f"{row}.chosen"), sheet.value(f"{row}.reason").strip()
            if chosen and not reason:
                yield f"{row}.reason", SelectionWithoutReason()
            if reason and not chosen:
                yield (
                    f"{row}.chosen",
                    N_("There is a reason, but no tick. Tick the member, or delete the reason."),
                )


@router.get("")
def table_page(page: ForOfficers, number: str) -> Response:
    """Who sits, who could; the manager chooses, the head reads."""
    return _table(page, number, Sheet.of(Choose), Sheet.of(KinForm))


def _table(
    page: Page,
    number: str,
    sheet: Sheet[Choose],
    kin: Sheet[KinForm],
    *,
    role: Role | None = None,
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=role)
        people = _people(work, case)
        groups = _by_kind(sheet, people)
        sheet.names = {
            f"people.{row}": one.name or "" for _, _, rows in groups for row, one in rows
        }
        names = Counter(folded(person.name or "") for person in people)
        child = case_file.child_of(work, case.id)
        return page.render(
            "composition/table.html",
            case=case,
            sheet=sheet,
            kin=kin,
            groups=groups,
            namesakes={one.id for one in people if names[folded(one.name or "")] > 1},
            seats=seats(work.session, case.id),
            places={line.id: line for line in took_part(work, case.id)},
            departures=DEPARTURES,
            replaced=composition.replacements(work, case.id),
            family=family_of(work, case.id),
            attendance=attendance.of_case(work, case),
            relations=RELATIONS,
            kinds=KINDS,
            needs_4_6=child.status in STATUSES_OF_4_6,
            may_choose=access.runs_case(work, case) and case.sealed_at is None,
        )


def _people(work: Work, case: Case) -> list[Professional]:
    """Who can be chosen: everybody of the municipality who neither sits nor was recused."""
    taken = {
        member.professional_id
        for member in seats(work.session, case.id)
        if member.sits or member.conflict
    }
    known = professionals.of_municipality(work, case.municipality_id)
    return [person for person in known if person.id not in taken][:MOST]


def _by_kind(sheet: Sheet[Choose], people: Sequence[Professional]) -> Groups:
    """Kind, its paragraph of Art. 4, and its people with the number of their row.

    Somebody keeps the row they had when the form was sent, whoever was seated meanwhile.
    """
    rows = {sheet.value(f"people.{index}.person"): index for index in range(MOST)}
    free = iter(sorted(set(range(MOST)) - {row for key, row in rows.items() if key}))
    found: dict[str, list[tuple[int, Professional]]] = {}
    for person in people:
        row = rows.get(str(person.id))
        found.setdefault(person.kind, []).append((next(free) if row is None else row, person))
    return [(kind, provision_for(kind), seated) for kind, seated in found.items()]


CHOSEN: Final = N_("The table is chosen; we ask everybody for declarations.")
CHOSEN_ON_PAPER: Final = N_(
    "The table is on record; nobody is written to while the case is entered."
)


@router.post("")
def choose(page: ForOfficers, number: str) -> Response:
    """Seat whoever is ticked; they are asked for their declarations next."""
    sheet = page.typed(Choose)

    def act(form: Choose) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            chosen = {row.person: row.reason for row in form.people if row.chosen}
            composition.choose(work, case.id, chosen, on=form.on)
            done = CHOSEN_ON_PAPER if being_entered(case) else CHOSEN
        return page.go(f"/cases/{number}", done=done)

    def again() -> Response:
        return _table(page, number, sheet, Sheet.of(KinForm), role=Role.MANAGER)

    return page.submit(sheet, act, again, check=lambda: _for_4_6(page, number, sheet))


def _for_4_6(page: Page, number: str, sheet: Sheet[Choose]) -> Iterator[Gap]:
    """A child from abroad without anybody of Art. 4(6), among those chosen or at the table."""
    chosen = {
        sheet.known(f"{row}.person") for row in sheet.rows("people") if sheet.known(f"{row}.chosen")
    }
    with page.work() as work:
        case = access.case_for(work, number, role=Role.MANAGER)
        kinds = {person.kind for person in _people(work, case) if person.id in chosen}
        sitting = [member for member in seats(work.session, case.id) if member.sits]
        kinds |= {member.professional.kind for member in sitting}
        lacks = lacks_representative(kinds, case_file.child_of(work, case.id).status)
        if chosen and lacks and (sheet.known("on") or page.today) >= page.today:
            yield "people", ForeignChildNeedsRepresentative()


@router.post("/family")
def record_kin(page: ForOfficers, number: str) -> Response:
    """Record a parent or guardian, or correct what was recorded."""
    kin = page.typed(KinForm)

    def act(form: KinForm) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            composition.add_family(
                work,
                case.id,
                form.relation,
                name=form.kin_name,
                contact=form.contact,
                alleged_perpetrator=ANSWERS.get(form.perpetrator),
                source=form.source,
                answers=form.answers,
            )
        return page.go(f"/cases/{number}/table", done=N_("It is on record."))

    def check() -> Iterator[Gap]:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            child = case_file.child_of(work, case.id).name
            name = kin.value("kin_name")
            yield from questions.of_a_relative(name, case.referrer, child, at="kin_name")

    def again() -> Response:
        return _table(page, number, Sheet.of(Choose), kin, role=Role.MANAGER)

    return page.submit(kin, act, again, check)
