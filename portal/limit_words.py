"""What each limit of a way in is, and why it is so, in words: `rules/sign_in_limits.py`."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.sign_in_limits import LIMITS, SignInLimit

WORDS: Final[Mapping[SignInLimit, tuple[str, str]]] = {
    LIMITS.ACCOUNT: (
        N_("Passwords for one account, from browsers that nobody has signed in from before"),
        N_(
            "A password of %(number)s characters is not found in so few;"
            " nobody is shut out for long."
        ),
    ),
    LIMITS.ADDRESS: (
        N_("Passwords from one network address"),
        N_("A whole centre may share one; whoever tries many names is stopped."),
    ),
    LIMITS.ALL: (
        N_("Passwords from all strangers together"),
        N_("Each one is work for the machine, and pages must stay quick."),
    ),
    LIMITS.BROWSER: (
        N_("Passwords, and codes, in a browser in which the account was used before"),
        N_("Counted apart: guesses of strangers never shut the owner out."),
    ),
    LIMITS.FACTOR: (
        N_("Codes of the second step, once the password was right"),
        N_("A code has six digits, and whoever guesses has the password already."),
    ),
    LIMITS.RESET: (
        N_("Your present password, behind a link that sets up a second step anew"),
        N_("As for signing in: the link alone must open nothing."),
    ),
    LIMITS.OWN_PASSWORD: (
        N_("Your present password, when you change it"),
        N_("An open session in somebody else's hands must not find it out."),
    ),
    LIMITS.SIGNATURE: (
        N_("Your password under a signature"),
        N_("An open session in somebody else's hands must not sign."),
    ),
    LIMITS.INVITATION: (
        N_("Link and code that open a new account"),
        N_("People are away for some days; a link that was guessed at closes for good."),
    ),
    LIMITS.RESET_LINK: (
        N_("Link and code of a reset"),
        N_("Whoever asked for it waits for it."),
    ),
    LIMITS.PAGE_CODE: (
        N_("Codes of printed pages, asked about from one network address"),
        N_("A court has a whole file at hand; nobody goes through all codes."),
    ),
    LIMITS.PAGE_CODES: (
        N_("Codes of printed pages, asked about by everybody together"),
        N_("Each one is work for the machine, and pages must stay quick."),
    ),
    LIMITS.MEMBER_CODE: (
        N_("A code by SMS"),
        N_("Long enough to arrive and be typed, too short to be guessed."),
    ),
    LIMITS.MEMBER_SESSION: (
        N_("What a member reads after the code"),
        N_("A telephone may be lent or left lying; each signature has a code of its own."),
    ),
    LIMITS.MEMBER_APP: (
        N_("Codes of a member's own app"),
        N_("A code has six digits, and whoever guesses has the member's link already."),
    ),
    LIMITS.ROOM_CODE: (
        N_("The code on the screen of a meeting's room"),
        N_("It says who is there, and opens nothing; nobody goes through all codes."),
    ),
    LIMITS.MEMBER_APP_LINK: (
        N_("The link that sets up a member's app, and first codes behind it"),
        N_("Whoever sets it up sits at the centre; a lost link is begun anew."),
    ),
    LIMITS.FIRST_STEP: (
        N_("From the password to the second step"),
        N_("A sign-in that was left half done is begun anew."),
    ),
    LIMITS.PASSKEY: (
        N_("A page that asks for a passkey"),
        N_("An old question must not be answered by somebody else."),
    ),
    LIMITS.FRESH: (
        N_("A second step, for what cannot be taken back"),
        N_("Signing, closing and changing people are done by whoever sits there now."),
    ),
    LIMITS.IDLE: (
        N_("A session in which no page is opened"),
        N_("A desk is left without signing out."),
    ),
    LIMITS.ABSOLUTE: (
        N_("A session, however busy"),
        N_("A working day, and no night."),
    ),
    LIMITS.KNOWN: (
        N_("A browser that is known, after its last sign-in"),
        N_("Whoever works here signs in at least once a year; being known opens nothing."),
    ),
}
CODES_A_DAY: Final = (
    N_("Codes by SMS that nobody typed, to one person"),
    N_("Nobody's telephone is flooded; whoever chairs the table can say one in a call."),
)
NEW_ADDRESS: Final = (
    N_("A new mail address, before whoever changed it may begin a reset"),
    N_("Link and code must not be in one hand."),
)
