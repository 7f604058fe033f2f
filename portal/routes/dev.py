"""Pages of the demo only: every component in its states."""

from datetime import date, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter
from starlette.responses import Response

from core.i18n import N_
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Sheet
from portal.timeline import Band, Lane, LifeLine, Moment
from portal.web import Open, Page
from rules.basis import Article
from rules.defaults import DEFAULTS

router = APIRouter(prefix="/dev")

TODAY: Final = date(2026, 11, 18)


class Sample(FormModel):
    """A form that shows every kind of field."""

    place: Annotated[Line, Ask(N_("Place"), hint=N_("Room or address"))]
    meeting_on: Annotated[Day, Ask(N_("Date of the meeting"))]
    progress: Annotated[Literal["done", "going"], Ask(N_("How far is the action?"))]
    kinds: Annotated[tuple[Line, ...], Ask(N_("Category of the case"))] = ()
    words: Annotated[Prose, Ask(N_("What should the table know?"))] = ""


@router.get("/components")
def components(page: Open) -> Response:
    """Everything a page can be made of, to be held beside the picture."""
    sheet = Sheet.of(Sample, place="QPS Ferizaj, salla 2", progress="done")
    return _show(page, sheet)


@router.post("/components")
def try_components(page: Open) -> Response:
    """The same form with whatever was typed: to see every refusal."""
    sheet = page.typed(Sample)

    def act(_: Sample) -> Response:
        return page.go("/dev/components", done=N_("The form is complete."))

    return page.submit(sheet, act, again=lambda: _show(page, sheet))


def _show(page: Page, sheet: Sheet[Sample]) -> Response:
    bad = Sheet.of(Sample, meeting_on=date(2026, 11, 20))
    bad.refuse(
        "meeting_on",
        page.say.gettext("%(day)s is too near.", day=page.say.day(date(2026, 11, 20), TODAY)),
    )
    return page.render(
        "dev/components.html",
        sheet=sheet,
        bad=bad,
        on=TODAY,
        days=[TODAY + timedelta(days=step) for step in range(14)],
        late=TODAY - timedelta(days=1),
        life=_life(),
        article=Article(8, "9"),
        limit=DEFAULTS.SIGN,
    )


def _notices(met: list[date], coming: list[date]) -> list[Moment]:
    week = timedelta(days=7)
    return [
        *(Moment(day - week, "ftesa") for day in met),
        Moment(date(2026, 10, 27), "eprori", "14(3.2)"),
        Moment(date(2026, 11, 13), "ftesa"),
        *(Moment(day - week, "ftesa", happened=False) for day in coming[1:]),
    ]


def _life() -> LifeLine:
    """An invented case between July and January."""
    met = [date(2026, 7, 22), date(2026, 8, 19), date(2026, 9, 18), date(2026, 10, 19)]
    coming = [date(2026, 11, 20), date(2026, 12, 18), date(2027, 1, 20)]
    return LifeLine(
        today=TODAY,
        bands=(
            Band("Vlerësimi", date(2026, 7, 14), date(2026, 7, 29)),
            Band("Plani", date(2026, 7, 29), date(2026, 8, 19)),
            Band("Zbatimi dhe rishikimet mujore", date(2026, 8, 19), date(2026, 11, 13)),
            Band("4", date(2026, 11, 13), date(2026, 11, 20), "now"),
            Band("Zbatimi (parashikim)", date(2026, 11, 20), date(2027, 1, 20), "to"),
            Band("Mbyllja", date(2027, 1, 20), date(2027, 2, 5), "to"),
        ),
        lanes=(
            Lane("Takimet", _meetings(met, coming)),
            Lane(
                "Vlerësimi, plani",
                [
                    Moment(date(2026, 7, 29), "vlerësimi", "12(2)"),
                    *(
                        Moment(day, f"plani {number}", "15(3)")
                        for number, day in enumerate(met[1:], start=1)
                    ),
                    *(Moment(day, "rishikimi", "15(2)", happened=False) for day in coming[:2]),
                ],
            ),
            Lane(
                "Raportet",
                [
                    Moment(date(2026, 8, 14), "8 nga 8"),
                    Moment(date(2026, 9, 15), "9 nga 9"),
                    Moment(date(2026, 10, 16), "8 nga 9", "1 mungoi", late=True),
                    Moment(date(2026, 11, 17), "7 nga 9", "1 ditë vonesë", late=True),
                    Moment(date(2026, 12, 15), "9 priten", "8(9)", happened=False),
                ],
            ),
            Lane("Njoftimet", _notices(met, coming)),
        ),
    )


def _meetings(met: list[date], coming: list[date]) -> list[Moment]:
    held = [Moment(day, f"{day:%d.%m.}", f"T{number}") for number, day in enumerate(met, start=1)]
    planned = [Moment(day, f"{day:%d.%m.}", happened=False) for day in coming]
    return held + planned
