"""One grammar of mail addresses and telephone numbers, from the form to the envelope."""

import re

import pytest
from pydantic import ValidationError

from core import reach
from core.i18n import translator
from core.settings import Settings
from models.people import Professional
from notifications.channels import Letter, mail
from portal.fields import Mail, Phone
from portal.forms import FormModel, Sheet

UNUSABLE_MAILS = [
    "a@b..com", "nobody", "a@b", ".a@b.com", "a.@b.com", "a@-b.com", "a b@c.com", "ä@qkmf.example",
    "a@c.com, b@c.com", "<a@c.com>", "a@c.com\r\nBcc: x@y.com", "a@[10.0.0.1]", "",
]  # fmt: skip
UNUSABLE_PHONES = [
    "------", "( ) / -", "044 123", "044 123 456 789 0", "+383", "999999", "no phone", "",
]  # fmt: skip


class Reached(FormModel):
    email: Mail
    phone: Phone


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("044 123 456", "+38344123456"),
        ("049/123-456", "+38349123456"),
        ("+383 45 111 222", "+38345111222"),
        ("00383 43 111 222", "+38343111222"),
        ("+355 69 212 3456", "+355692123456"),
        ("٠٤٤ ١٢٣ ٤٥٦", "+38344123456"),
    ],
)
@pytest.mark.usefixtures("configured")
def test_a_mobile_number_is_stored_in_one_form(written: str, stored: str) -> None:
    assert reach.mobile_number(written) == stored
    assert Reached(email="a@b.com", phone=written).phone == stored
    assert Professional(phone=written).phone == stored


@pytest.mark.parametrize("written", UNUSABLE_PHONES)
def test_what_is_no_number_is_refused_wherever_it_comes_in(written: str) -> None:
    with pytest.raises(reach.Unreachable):
        reach.mobile_number(written)
    with pytest.raises(ValidationError):
        Reached(email="a@b.com", phone=written)
    with pytest.raises(reach.Unreachable):
        Professional(phone=written)


@pytest.mark.parametrize("written", UNUSABLE_MAILS)
def test_what_is_no_mail_address_is_refused_wherever_it_comes_in(written: str) -> None:
    with pytest.raises(ValidationError):
        Reached(email=written, phone="044 123 456")
    for field in ("email", "superior_email"):
        with pytest.raises(reach.Unreachable):
            Professional(**{field: written})
    letter = Letter(subject="s", sender="c", text="t", html="h", language="sq")
    with pytest.raises(mail.BadAddress):
        mail.envelope(letter, to=written, message_id="<1@c.com>", date=None)  # type: ignore[arg-type]


def test_a_landline_can_be_called_and_takes_no_code() -> None:
    assert reach.any_number("038 200 100") == "+38338200100"
    assert "Write a mobile number" in _said({"phone": "038 200 100"})["phone"]


@pytest.mark.parametrize(
    ("former", "now"),
    [("+377 44 123 456", "+383 44123456"), ("00386 49 123 456", "+383 49123456")],
)
def test_the_former_prefixes_of_kosovo_are_named_and_not_rewritten(former: str, now: str) -> None:
    said = _said({"phone": former})["phone"]
    assert now in said
    assert re.search(r"\+(377 44|386 49) is no longer in use", said)


def _said(changes: dict[str, str]) -> dict[str, str]:
    typed = {"email": "a@b.com", "phone": "044 123 456"} | changes
    sheet = Sheet(Reached, {name: [value] for name, value in typed.items()})
    assert sheet.read(translator("en")) is None
    return sheet.errors


@pytest.mark.parametrize("sender", ["Tryeza", "tryeza@b..com", ""])
def test_a_sender_that_nobody_can_answer_stops_the_start(
    configured: Settings, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_FROM", sender)
    monkeypatch.setenv("DATABASE_URL", configured.database_url.get_secret_value())
    monkeypatch.setenv("TRYEZA_KEYS_FILE", str(configured.keys_file))
    monkeypatch.setenv("TRYEZA_STATE_DIR", str(configured.state_dir))
    with pytest.raises(ValidationError, match="SMTP_FROM"):
        Settings()


@pytest.mark.parametrize(
    "written", ["028 123 456", "029 012 345", "038 123 456", "+383 39 012 345"]
)
def test_a_landline_of_kosovo_is_refused_with_the_way_out(written: str) -> None:
    with pytest.raises(reach.Unreachable) as refused:
        reach.mobile_number(written)
    assert "043 to 049" in refused.value.sentence
    assert reach.any_number(written).startswith("+383")


@pytest.mark.parametrize("begin", ["43", "44", "45", "46", "47", "48", "49"])
def test_every_mobile_range_of_kosovo_is_taken(begin: str) -> None:
    assert reach.mobile_number(f"0{begin} 123 456") == f"+383{begin}123456"
