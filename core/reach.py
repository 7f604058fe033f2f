"""How somebody is reached: the one grammar of mail addresses and telephone numbers.

Forms, rows, seeds, settings and the mail channel ask here, so that what was taken can be sent to.
"""

import re
from contextlib import suppress
from functools import lru_cache
from typing import Final

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from core.i18n import N_

REGION: Final = "XK"
"""Whose numbers may be written without a country: Kosovo, +383."""
KOSOVO: Final = 383
_LANDLINES: Final = frozenset({"28", "29", "38", "39"})
"""Of Kosovo's plan (+383, ITU-T E.164 since 2016); 43 to 49 are mobile."""
_FORMER: Final = ((377, "44"), (377, "45"), (386, "43"), (386, "49"))
"""Kosovo's mobiles until 2017, under the countries that lent their codes: dead, but well formed."""
_DIGITS: Final = re.compile(r"\s*\+?[\d\s()/.-]+")
_TAKE_SMS: Final = frozenset(
    {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE, PhoneNumberType.PERSONAL_NUMBER}
)


_SENDER: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 .-]{1,11}|\+?[0-9]{3,15}")
_NOBODYS: Final = frozenset(
    {"alert", "auth", "code", "info", "infosms", "message", "notice", "otp", "sms", "smsinfo"}
    | {"test", "verify", "verification"}
)
"""Senders that operators refuse, for anybody may be behind them."""


class Unreachable(ValueError):
    """What was given leads nowhere; `sentence` says what to write instead, `facts` fill it."""

    def __init__(self, sentence: str, **facts: str) -> None:
        super().__init__(sentence)  # a sentence of ours, never what was typed
        self.sentence = sentence
        self.facts = facts


class TakesNoSms(Unreachable):
    """A number that can be called, and that no code reaches."""


def mail_address(text: str) -> str:
    """The address as it is stored and written on an envelope; no name server is asked."""
    return _address(text)


@lru_cache(maxsize=1024)  # each is looked at again whenever a mail goes there
def _address(text: str) -> str:
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        name = text.strip().partition("@")[0]
        if "@" in text and not name.isascii():
            raise Unreachable(
                N_("Before the @ stand plain letters only, without ë, ç, š or ž.")
            ) from None
        raise Unreachable(N_("Write the whole address, like name@place.com.")) from None
    return found.ascii_email or found.normalized


def mail_hint(address: str) -> str:
    """Enough of an address to know one's own, and no more: `a…@qkmf.example`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def domain_of(address: str) -> str:
    """Whose mail server an address names."""
    return address.rpartition("@")[2].lower()


def any_number(text: str) -> str:
    """A number that can be called, as E.164."""
    return _written(_parsed(text))


def mobile_number(text: str) -> str:
    """A number that codes can be sent to by SMS, as E.164."""
    number = _parsed(text)
    if number.country_code == KOSOVO and str(number.national_number)[:2] in _LANDLINES:
        raise TakesNoSms(
            N_(
                "{number} is a landline, which takes no SMS. Write a mobile number: in Kosovo they"
                " begin with 043 to 049."
            ),
            number=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        )
    if phonenumbers.number_type(number) not in _TAKE_SMS:
        raise TakesNoSms(
            N_("This is not a mobile number; a code by SMS does not reach it. Write a mobile one.")
        )
    return _written(number)


def number_of_member(text: str) -> str:
    """The same of somebody who need not have one: there are other ways to a code (0168)."""
    try:
        return mobile_number(text)
    except TakesNoSms:
        raise TakesNoSms(
            N_(
                "{number} takes no SMS. Write a mobile number, which in Kosovo begins with 043 to"
                " 049, or leave it empty: a code is then read out to them once they are"
                " recognised, or an app of their own makes it, set up at the centre."
            ),
            number=phonenumbers.format_number(_parsed(text), PhoneNumberFormat.NATIONAL),
        ) from None


def _parsed(text: str) -> PhoneNumber:
    number = None
    if _DIGITS.fullmatch(text):  # the library also finds numbers between other words
        with suppress(NumberParseException):
            number = phonenumbers.parse(text, REGION)
    if number is None:
        raise Unreachable(N_("Write digits only, like 044 123 456."))
    national = str(number.national_number)
    if any(number.country_code == code and national.startswith(at) for code, at in _FORMER):
        raise Unreachable(
            N_("{former} is no longer in use for Kosovo. Write it as {number}."),
            former=f"+{number.country_code} {national[:2]}",
            number=f"+383 {national}",
        )
    if not phonenumbers.is_valid_number(number):
        raise Unreachable(
            N_("There is no such number. Write it like 044 123 456, or with + and the country.")
        )
    return number


def _written(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_sender(text: str) -> bool:
    """Whether operators take it as the sender of an SMS: a name of eleven signs of the GSM alphabet
    (3GPP TS 23.040, 9.1.2.5) that says whose it is, or a number."""
    return bool(_SENDER.fullmatch(text)) and text.strip().lower() not in _NOBODYS
