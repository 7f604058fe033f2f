"""What the answer of a mail server is about: the address, or the server itself.

An answer may repeat an address, a subject or a sentence of the mail: its code and its enhanced code
(RFC 3463) are kept, and not a word of its text.
"""

import re
import ssl
from enum import StrEnum
from typing import Final

import aiosmtplib

from models.outbox import MailCause
from notifications.channels import Reply, Verdict

TOO_BUSY: Final = 421  # the one code that ends the connection wherever it comes: RFC 5321, 4.2.3
GARBLED: Final = -1  # aiosmtplib's code for an answer that is none
SIGN_IN_WANTED: Final = frozenset({530, 534, 535, 538})  # RFC 4954, 6
ABOUT_THE_ADDRESS: Final = frozenset({0, 1, 2, 3, 4, 6, 10})
"""Of X.1.x whom it is for; 7 and 8 are about the sender: RFC 3463, 3.2; RFC 7505, 4.2."""
BARE: Final = frozenset({550, 551, 553})
"""Without an enhanced code, and about the recipient: RFC 5321, 4.2.3."""
REJECTED: Final = ((5, 4, 1), re.compile(r"recipient address rejected", re.IGNORECASE))
"""Exchange Online of a recipient that it does not know ("directory-based edge blocking", its list
of NDRs): a host that did not answer, as RFC 3463 has X.4.1, could not say so."""
_ENHANCED: Final = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\S)")


class Command(StrEnum):
    """What was said to the server."""

    MAIL = "sender"
    RCPT = "recipient"
    DATA = "content"


def understood(command: Command, code: int, text: str) -> Reply:
    """A refusal of one message: only one that is about its address is for good."""
    if code == GARBLED:
        return Reply(Verdict.DELAYED, "not a mail server", lost=True, cause=MailCause.UNANSWERED)
    enhanced = _enhanced(code, text)
    said = " ".join(filter(None, (str(code), enhanced and ".".join(map(str, enhanced)))))
    if is_about_the_address(command, code, enhanced) or (
        command is Command.RCPT and knows_nobody(enhanced, text)
    ):
        return Reply(Verdict.REFUSED, f"{said} address", cause=MailCause.ADDRESS)
    if code < 500:
        ends = code == TOO_BUSY
        return Reply(
            Verdict.DELAYED, f"{said} later", lost=ends, alone=ends, cause=MailCause.TEMPORARY
        )
    return Reply(Verdict.DELAYED, f"{said} {command}", cause=MailCause.SERVER)


def is_about_the_address(
    command: Command, code: int, enhanced: tuple[int, int, int] | None
) -> bool:
    """The enhanced code decides; without one, three codes at RCPT."""
    if code < 500 or command is Command.MAIL:
        return False
    if enhanced is not None:
        return enhanced[1] == 1 and enhanced[2] in ABOUT_THE_ADDRESS
    return command is Command.RCPT and code in BARE


def knows_nobody(enhanced: tuple[int, int, int] | None, text: str) -> bool:
    """Whether the answer of a server is that of `REJECTED`."""
    code, words = REJECTED
    return enhanced == code and words.search(text) is not None


def _enhanced(code: int, text: str) -> tuple[int, int, int] | None:
    """Of an answer whose two codes say the same: RFC 2034, 4."""
    found = _ENHANCED.match(text)
    if found is None or int(found[1]) != code // 100:
        return None
    return int(found[1]), int(found[2]), int(found[3])


LOST: Final = "connection lost"
_TROUBLES: Final[tuple[tuple[type[Exception], str, MailCause], ...]] = (
    (ssl.SSLError, "no trusted TLS", MailCause.SERVER),
    (TimeoutError, "no answer in time", MailCause.UNANSWERED),
    (ConnectionRefusedError, "connection refused", MailCause.UNANSWERED),
    (OSError, LOST, MailCause.UNANSWERED),
    # it has no class of its own
    (aiosmtplib.SMTPException, "TLS or sign-in not offered", MailCause.SERVER),
)


_REFUSALS: Final[tuple[tuple[type[aiosmtplib.SMTPResponseException], Command], ...]] = (
    (aiosmtplib.SMTPSenderRefused, Command.MAIL),
    (aiosmtplib.SMTPRecipientRefused, Command.RCPT),
    (aiosmtplib.SMTPDataError, Command.DATA),
)


def of_error(error: Exception) -> Reply:
    """Only a refusal of this address refuses the message; all else may change with time."""
    for kind, command in _REFUSALS:
        if isinstance(error, kind):
            return understood(command, error.code, error.message)
    return _trouble(error)


def _trouble(error: Exception) -> Reply:
    """A class of trouble with the connection itself, in a word or two."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        if error.code == GARBLED:
            return understood(Command.MAIL, GARBLED, "")
        signing_in = (
            isinstance(error, aiosmtplib.SMTPAuthenticationError) or error.code in SIGN_IN_WANTED
        )
        words = f"{error.code} {'sign-in' if signing_in else 'greeting'}"
        cause = MailCause.SERVER if error.code >= 500 else MailCause.TEMPORARY
        is_busy = error.code == TOO_BUSY
        return Reply(Verdict.DELAYED, words, lost=True, alone=is_busy, cause=cause)
    for kind, words, cause in _TROUBLES:
        if isinstance(error, kind) or isinstance(error.__cause__, kind):
            return Reply(Verdict.DELAYED, words, lost=True, alone=words == LOST, cause=cause)
    return Reply(Verdict.DELAYED, type(error).__name__, lost=True, cause=MailCause.OURS)
