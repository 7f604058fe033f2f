"""What is asked of a password and a second factor, by whoever sets one up or has one anew."""

from typing import Annotated, Final

import segno
from markupsafe import Markup
from pydantic import StringConstraints

from core.i18n import N_
from identity import credentials, passkeys, passwords
from models.people import Account
from portal.fields import Ask, Line
from portal.forms import FormModel

Secret = Annotated[str, StringConstraints(strip_whitespace=False, max_length=passwords.LONGEST)]
WRONG_FACTOR: Final = N_("This code is not right. Write the one that the app shows now.")
NOT_MADE: Final = N_("The passkey could not be made. Try again, or use an app.")


class Confirm(FormModel):
    """The first code of the authenticator."""

    code: Annotated[
        Line, Ask(N_("Code from the app"), N_("Six digits"), N_("Write the code that it shows."))
    ]


class ChangePassword(FormModel):
    """The present one, and what is to hold from now on."""

    password: Annotated[Secret, Ask(N_("Your password"), missing=N_("Write your password."))]
    new_password: Annotated[
        Secret,
        Ask(N_("New password"), missing=N_("Write a password.")),
    ]


class Sure(FormModel):
    """Somebody who presses says that they mean it."""

    agreed: Annotated[
        Annotated[str, StringConstraints(pattern="^yes$")],
        Ask(N_("I know that the codes I have open nothing after this."), missing=N_("Tick this.")),
    ]


class NameOfPasskey(FormModel):
    """What a passkey is called in its owner's list."""

    name: Annotated[
        Line,
        Ask(N_("Name of the passkey"), N_("For example: my telephone"), N_("Give it a name.")),
    ]
    answer: Annotated[str, StringConstraints(max_length=passkeys.LONGEST)] = ""


def picture_of(account: Account, secret: str) -> Markup:
    """The square that an authenticator reads, as SVG of the page: no picture leaves it."""
    return square(credentials.uri_of(secret, account.email or ""))


def square(text: str) -> Markup:
    """What a camera reads, as SVG of the page."""
    drawn = segno.make(text, error="m").svg_inline(
        scale=4, light="#fff", svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn here, of squares alone
