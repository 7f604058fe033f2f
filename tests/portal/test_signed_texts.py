"""What people sign is shown whatever stands in it: each part there, and each part missing.

A scene has what its story needs. A form on which a case is closed had been tried with nobody who
had left, and with anybody who had it could not be shown, nor signed, nor the file sealed: 17(5).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from casework.table import succession
from casework.table.signing import ClosingForm, MinutesText
from casework.table.succession import End
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from portal import words
from portal.prose import blocks
from portal.render import environment
from rules.succession import Departure
from tests.builders import MANAGER, SILENT
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.scenes import decided

DAY: Final = date(2026, 11, 29)
MOMENT: Final = datetime(2026, 11, 29, 9, tzinfo=UTC)
PLAIN: Final[dict[Any, list[Any]]] = {
    str: ["words of theirs"],
    int: [2],
    bool: [True, False],
    date: [DAY],
    datetime: [MOMENT],
    NoneType: [None],
}


def samples(kind: Any) -> list[Any]:
    """Some values of this type, that between them show everything that it may be."""
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if get_origin(kind) in {Union, UnionType}:
        return [each for one in get_args(kind) for each in samples(one)]
    if get_origin(kind) is tuple:
        return [tuple(samples(get_args(kind)[0])), ()]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return list(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return list(models(kind))
    return PLAIN[kind]


def models(kind: type[BaseModel]) -> Iterator[Any]:
    """As many as the part with the most samples has, and one in which what may miss is missing."""
    fields = {name: samples(field.annotation) for name, field in kind.model_fields.items()}
    for n in range(max(map(len, fields.values()), default=1)):
        yield kind(**{name: found[n % len(found)] for name, found in fields.items()})
    bare = {
        name: found[-1] if field.default is PydanticUndefined else field.default
        for (name, field), found in zip(kind.model_fields.items(), fields.values(), strict=True)
    }
    yield kind(**bare)


@pytest.mark.article("17(5)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_closing_form_is_shown_whatever_stands_in_it(language: Language) -> None:
    shown: Any = environment(language).get_template("closure/form.html").module
    every = list(models(ClosingForm))
    for form in every:
        page = shown.closing_form(
            form,
            words.GROUNDS,
            list(blocks(form.assessment)),
            words.DEPARTURES,
            DAY,
            words.RELATIONS,
            words.OUTCOMES,
        )
        assert "/regulation/17#p5" in page
    assert any(form.gone for form in every)


@pytest.mark.article("10(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_are_shown_whatever_stands_in_them(language: Language) -> None:
    shown: Any = environment(language).get_template("meetings/text.html").module
    for text in models(MinutesText):
        assert str(shown.minutes_text(text, list(blocks(text.text)), DAY)).strip()


@pytest.mark.article("17(5)", "8(11)")
def test_a_form_that_names_somebody_who_left_is_read_and_signed(
    a_case: At, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    case = a_case("opinions")
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "U transferua.")
        succession.release(work, case.case, case.seat(SILENT), end)
    decided(case)
    page = sign_in(MANAGER).get(f"/cases/{case.row().number}/closure?lang=en")
    assert page.status_code == 200
    assert "Took part before, and cannot sign" in page.text
    assert "U transferua." in page.text
    read = Guest(browser, demo, link_of(HEALTH, "close")).enter()
    assert "U transferua." in read.text
