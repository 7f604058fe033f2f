"""How texts leave, and how it is reported what became of them; an odd value stops the start."""

import json
import re
from typing import Final, Literal

from pydantic import SecretStr, field_validator
from pydantic_settings import BaseSettings

from core import reach
from core.setting_kinds import GatewayAddress, HeaderTable, Pattern

SHORTEST_SECRET: Final = 20


class SmsSettings(BaseSettings):
    """The SMS gateway: `TRYEZA_SMS_…`."""

    sms_url: GatewayAddress = SecretStr("")
    """Where an SMS gateway takes texts; `{to}`, `{text}`, `{sender}` and `{id}` are filled in, here
    and in `sms_body`. Secret, for many gateways take their password in it."""
    sms_method: Literal["GET", "POST"] = "POST"
    sms_headers: HeaderTable = SecretStr("{}")
    """A JSON object."""
    sms_body: SecretStr = SecretStr("")
    sms_from: str = ""
    """The sender that telephones show: eleven letters and digits, or a number."""
    sms_taken: Pattern = ""
    """A pattern of the answer to what was taken; empty: every 2xx says so."""
    sms_bad_number: Pattern = ""
    """A pattern of the answer that says of the number that it is none."""
    sms_id: str = ""
    """A pattern of the answer with one group: under which the gateway reports; else our `{id}`."""
    sms_report_secret: SecretStr = SecretStr("")
    """What a gateway that reports proves itself by; empty: nobody reports."""
    sms_report_id: str = r"\bid=([\w.:-]{1,100})"
    """A pattern of the report, query and body, with one group: of which text it speaks."""
    sms_report_delivered: Pattern = r"\bstatus=1\b"
    """One of the report that says that the telephone has it; these three are Kannel's `%d`."""
    sms_report_failed: Pattern = r"\bstatus=(?:2|16|34|66)\b"
    """One that says that it never will; any other report says that it is on its way."""

    @property
    def sms_header_lines(self) -> dict[str, str]:
        return dict(json.loads(self.sms_headers.get_secret_value()))

    @field_validator("sms_id", "sms_report_id")
    @classmethod
    def _a_pattern_with_a_place(cls, value: str) -> str:
        try:
            places = re.compile(value).groups
        except re.error:
            raise ValueError("not a regular expression") from None
        if value and places != 1:
            raise ValueError("a regular expression with one group, which is the id")
        return value

    @field_validator("sms_report_secret")
    @classmethod
    def _a_secret_that_nobody_guesses(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError("TRYEZA_SMS_REPORT_SECRET has twenty signs or more")
        return value

    @field_validator("sms_from")
    @classmethod
    def _a_sender_that_operators_take(cls, value: str) -> str:
        if value and not reach.is_sender(value):
            raise ValueError("TRYEZA_SMS_FROM is up to eleven letters and digits, or a number")
        return value
