"""Our choices about coming in: how often a secret may be guessed, how long a way in stays open.

The Regulation says that data are private (18(1)), and not how somebody is let in: each is ours.
"""

from dataclasses import dataclass
from typing import Final

HOUR: Final = 60
DAY: Final = 24 * HOUR
WINDOW: Final = 15
"""Guesses are counted over so many minutes, and over a day."""


@dataclass(frozen=True, slots=True)
class SignInLimit:
    """So many tries in so many minutes; a time alone where `tries` is 0."""

    name: str
    tries: int
    minutes: int
    a_day: int = 0
    """Tries in a day; 0 where none are counted."""


def _guesses(name: str, tries: int, a_day: int) -> SignInLimit:
    return SignInLimit(name, tries, WINDOW, a_day)


class LIMITS:
    """Every limit of a way in; `docs/procedure.md` and a page of the portal list them."""

    ACCOUNT: Final = _guesses("account", 10, 50)
    """Passwords that strangers may try on one account: few, and it locks nobody out for long."""
    ADDRESS: Final = _guesses("address", 50, 500)
    """Passwords from one address: behind it may sit a whole centre."""
    ALL: Final = _guesses("all", 600, 20_000)
    """By strangers altogether: each costs 19 MiB and a tenth of a second."""
    BROWSER: Final = _guesses("browser", 10, 50)
    """Passwords, and codes, in a browser that is known: apart, so that no stranger uses them up."""
    FACTOR: Final = _guesses("factor", 5, 20)
    """Codes that strangers with the password may try: of a million, three are right at a time."""
    RESET: Final = _guesses("reset", 10, 50)
    """The present password behind a link that sets up a second step anew."""
    OWN_PASSWORD: Final = _guesses("own_password", 5, 50)
    """The present password of whoever is signed in and changes it."""
    SIGNATURE: Final = _guesses("signature", 5, 50)
    """The password of whoever is signed in and signs."""
    INVITATION: Final = SignInLimit("invitation", 5, 7 * DAY)
    """Codes behind a link that opens an account, and how long it stands open."""
    RESET_LINK: Final = SignInLimit("reset_link", 5, DAY)
    """The same behind a link of a reset: somebody waits for it."""
    PAGE_CODE: Final = _guesses("page_code", 30, 200)
    """Codes of printed pages that one address may ask about; a court has a whole file at hand."""
    PAGE_CODES: Final = _guesses("page_codes", 600, 10_000)
    """By everybody together: of eighty bits nobody finds one so."""
    MEMBER_CODE: Final = SignInLimit("member_code", 5, 10)
    """A code by SMS: tried so often, good for so long."""
    MEMBER_SESSION: Final = SignInLimit("member_session", 0, 20)
    """What a code opened, whoever then holds the telephone."""
    MEMBER_APP: Final = _guesses("member_app", 5, 20)
    """Codes of a member's own app, by whoever has their link: three are right at a time."""
    ROOM_CODE: Final = _guesses("room_code", 5, 20)
    """Codes on the screen of a meeting's room that one member may try: it opens nothing."""
    MEMBER_APP_LINK: Final = SignInLimit("member_app_link", 5, 15)
    """First codes behind the link that sets it up, and how long it stands open: they sit there."""
    FIRST_STEP: Final = SignInLimit("first_step", 0, 10)
    """From the password to the second step."""
    PASSKEY: Final = SignInLimit("passkey", 0, 10)
    """How long a page that asks for a passkey takes its answer."""
    FRESH: Final = SignInLimit("fresh", 0, 10)
    """How long a second step serves what cannot be taken back."""
    IDLE: Final = SignInLimit("idle", 0, 30)
    """An officer's session in which nothing was opened."""
    ABSOLUTE: Final = SignInLimit("absolute", 0, 12 * HOUR)
    """An officer's session, however busy: a day's work."""
    KNOWN: Final = SignInLimit("known", 0, 365 * DAY)
    """How long a browser is known after its last sign-in; being known opens nothing."""


ALL_LIMITS: Final = tuple(each for each in vars(LIMITS).values() if isinstance(each, SignInLimit))
