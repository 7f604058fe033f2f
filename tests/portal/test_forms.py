"""Nothing typed is lost, and every mistake is told in plain words."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import pytest

from core.i18n import translator
from portal.fields import Ask, Day, Happened, Hour, Line, Mail, Phone, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.typed import TooManyFields, parse
from tests.portal.conftest import Browser

EN = translator("en")


class Row(FormModel):
    service: Annotated[Line, Ask("Service", missing="Name the service.")]
    due: Annotated[Day, Ask("Date")]


class Everything(FormModel):
    line: Line = ""
    text: Prose = ""
    day: Day = date(2026, 1, 1)
    hour: Hour | None = None
    mail: Mail | None = None
    phone: Phone | None = None
    number: int = 0
    kinds: tuple[Line, ...] = ()
    rows: tuple[Row, ...] = ()


class Twofold(FormModel):
    day: Annotated[Day, Ask("Date")]
    number: int | None = None
    rows: Annotated[tuple[Row, ...], Ask("Row %(number)s")] = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        if sheet.known("number") == 3:
            yield "number", "Not three."
            yield "number", "Said once."


def test_what_is_wrong_between_fields_is_told_together_with_the_fields() -> None:
    sheet = Sheet(Twofold, {"day": ["never"], "number": [" 3 "], "rows.1.service": ["x"]})
    assert sheet.read(EN) is None
    assert sheet.errors["number"] == "Not three."
    assert set(sheet.errors) >= {"day", "number", "rows.0.service", "rows.1.due"}
    assert sheet.known("day") is None
    assert sheet.known("rows.1.service") == "x"


def test_a_row_is_called_by_its_name_or_its_number() -> None:
    sheet = Sheet(Twofold, names={"rows.1": "Agron"})
    assert [sheet.whose(EN, f"rows.{row}.due") for row in (0, 1)] == ["Row 1", "Agron"]
    assert sheet.whose(EN, "day") == ""


def errors(**typed: str) -> dict[str, str]:
    sheet = Sheet(Everything, {name: [value] for name, value in typed.items()})
    sheet.read(EN)
    return sheet.errors


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "day",
            "\u0663\u0660.\u0660\u0669.\u0662\u0660\u0662\u0666",
            "Write the day like 20.11.2026.",
        ),
        ("day", "next friday", "Write the day like 20.11.2026."),
        ("day", "31.02.2026", "There is no such day. Look at the calendar again."),
        ("day", "01.01.0001", "Look at the year again: it lies between 1900 and 2199."),
        ("day", "31.12.9999", "Look at the year again: it lies between 1900 and 2199."),
        ("hour", "25:00", "Write the time like 14:00."),
        ("mail", "arta@", "Write the whole address, like name@place.com."),
        ("phone", "O44 123 456", "Write digits only, like 044 123 456."),
        ("number", "three", "Write a whole number in digits."),
        ("line", "a" * 201, "Shorten this to 200 characters."),
        ("line", "two\nlines", "Write this on one line."),
        ("text", "a\x00b", "There are characters in it that cannot be stored. Type it again."),
        ("text", "a\ufffdb", "There are characters in it that cannot be stored. Type it again."),
    ],
)
def test_a_mistake_is_told_in_plain_words(name: str, value: str, sentence: str) -> None:
    assert errors(**{name: value}) == {name: sentence}


@pytest.mark.parametrize("typed", ["20.11.2026", "20/11/2026", "2026-11-20", " 20. 11. 2026. "])
def test_a_day_may_be_typed_in_several_ways(typed: str) -> None:
    form = Sheet(Everything, {"day": [typed]}).read(EN)
    assert form is not None
    assert form.day == date(2026, 11, 20)


def test_rows_keep_their_place_when_one_between_is_empty() -> None:
    typed = {"rows.0.service": ["health"], "rows.0.due": ["1.1.2026"], "rows.2.due": ["1.2.2026"]}
    sheet = Sheet(Everything, typed)
    assert sheet.read(EN) is None
    assert sheet.errors["rows.2.service"] == "Name the service."
    assert sheet.value("rows.2.due") == "1.2.2026"


def test_several_ticks_arrive_as_several_values() -> None:
    form = Sheet(Everything, parse(b"kinds=M1&kinds=M2")).read(EN)
    assert form is not None
    assert form.kinds == ("M1", "M2")


def test_unknown_fields_assign_nothing() -> None:
    form = Sheet(Everything, parse(b"role=admin&line=x")).read(EN)
    assert form is not None
    assert not hasattr(form, "role")


def test_lone_surrogates_are_letters_that_cannot_be_stored() -> None:
    assert "\ufffd" in parse(b"line=%ED%A0%80")["line"][0]


def test_too_many_fields_are_not_parsed() -> None:
    with pytest.raises(TooManyFields):
        parse(b"&".join(b"a=1" for _ in range(5_001)))


@pytest.mark.parametrize("body", [b"rows.1000.service=1", b"a=1&rows.99999999999999999999=1"])
def test_more_rows_than_any_form_has_are_not_dropped_but_refused(body: bytes) -> None:
    with pytest.raises(TooManyFields):
        parse(body)


def test_a_row_where_none_is_asked_for_is_an_unknown_field() -> None:
    form = Sheet(Everything, parse(b"line=x&line.0.y=z&line.0.y=q")).read(EN)
    assert form is not None
    assert form.line == "x"
    assert Sheet(Everything, parse(b"rows.0.service.0.x=1")).read(EN) is None  # and breaks nothing


class OfSomebody(FormModel):
    who: UUID
    words: Annotated[str, Ask("Words")] = ""


class Round(FormModel):
    people: tuple[OfSomebody, ...] = ()


def test_a_forms_own_question_stands_over_that_of_its_kind() -> None:
    class Visited(FormModel):
        on: Annotated[Happened, Ask("On which day was the visit?", missing="Say when.")]

    sheet = Sheet(Visited, {})
    assert sheet.read(EN) is None
    assert (sheet.asked("on").label, sheet.errors["on"]) == (
        "On which day was the visit?",
        "Say when.",
    )


def test_two_rows_of_one_person_are_two_answers() -> None:
    one, other = UUID(int=1), UUID(int=2)
    body = f"people.0.who={one}&people.1.who={{}}&people.1.words=x"
    assert Sheet(Round, parse(body.format(other).encode())).read(EN) is not None
    sheet = Sheet(Round, parse(body.format(str(one).upper()).encode()))
    assert sheet.read(EN) is None
    assert "two different answers" in sheet.errors["people.1.who"]


def test_a_wrong_form_comes_back_with_everything_typed(browser: Browser) -> None:
    browser.get("/dev/components?lang=en")
    typed = {"place": "<b>Salla</b> 2", "meeting_on": "tomorrow", "words": "kept \u00eb \u010d"}
    response = browser.post("/dev/components", typed)
    assert response.status_code == 422
    assert "<title>Error: " in response.text
    assert "&lt;b&gt;Salla&lt;/b&gt; 2" in response.text
    assert 'value="tomorrow"' in response.text
    assert "kept \u00eb \u010d" in response.text
    assert 'href="#f-meeting_on"' in response.text
    assert (
        'aria-describedby="f-meeting_on-hint f-meeting_on-error" aria-invalid="true"'
        in response.text
    )


@pytest.mark.parametrize(
    "body", [b"", b"place=%00&meeting_on=%FF", b"place=%ED%A0%80", b"&&&==", b"%"]
)
def test_no_body_breaks_a_page(browser: Browser, body: bytes) -> None:
    browser.get("/dev/components")
    response = browser.send("/dev/components", body + f"&csrf={browser.token}".encode())
    assert response.status_code == 422


def test_no_form_has_an_answer_ticked_beforehand() -> None:
    """A legal act is somebody's answer: no box is on, and no choice made, before they touch it."""
    import portal.app  # noqa: F401 - every route, so every form

    ticked = [
        f"{form.__name__}.{name}"
        for form in every_form(FormModel)
        for name, field in form.model_fields.items()
        if field.annotation is bool and field.default is not False
    ]
    assert ticked == []


def every_form(form: type[FormModel]) -> Iterator[type[FormModel]]:
    for below in form.__subclasses__():
        yield below
        yield from every_form(below)


@pytest.mark.parametrize(
    "blank", ["\u200b", "\u00ad\u2060", "\u200b\u00a0", "\u3164", "\u202e", "\u2800"]
)
def test_signs_that_nobody_sees_are_no_words(blank: str) -> None:
    typed = parse(urlencode({"place": blank, "name": f"Li{blank}rie"}).encode())
    assert typed["place"][0].strip() == ""
    assert typed["name"][0].replace("\u00a0", "") == "Lirie"
