"""Where a page or a mail says that somebody is told by mail, there is a notice that tells them."""

import re
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from notifications.notices import NOTICES

CATALOGUE: Final = Path("locales/sq/LC_MESSAGES/tryeza.po")
NONE: Final = "No mail server has taken one, so that nobody is told by mail."  # the opposite
PROMISES: Final = re.compile(
    r"told (so )?by mail|comes by mail|\b[Ww]e (tell|write to you|remind)\b|\bhears of it\b"
    r"|tell you by mail|is sent to the head"
)
KEPT: Final[dict[str, str]] = {
    "A member is told by mail that something": "information/claim",
    "A planned meeting is called off, and whoever was invited": "convening/cancelled",
    "No case yet. The head appoints you to your first one; we tell you": "appointment/appointed",
    "From now on we write to you in this language.": "reminders/owed",
    "The invitation to the meeting leads you to the": "reminders/owed",
    "The link to it comes by mail.": "reminders/owed",
    "Nobody waits for you. What comes next": "reminders/officer",
    "Nothing of this meeting is open for your signature yet": "chairing/sign",
    "On which days we remind you is our choice.": "reminders/officer",
    "On which days we remind you of signatures": "reminders/owed",
    "That you made one is on record; the member and the head": "codes/head",
    "The member and the head are told by mail today": "codes/app",
    "Where the device is lost, end it first": "codes/app_ended",
    "The Regulation asks for the signatures; that we tell you of the end": "closure/closed",
    "The case manager is appointed; we tell them": "appointment/appointed",
    "The case manager is told by mail that there is a visit": "supervision/visit",
    "The case manager, or who is appointed next, is told by mail": "supervision/asked",
    "The date is sent to the head": "convening/agree_date",
    "The member is told by mail that something is asked": "reports/inquiry",
    "That we write this each morning": "reminders/officer",
    "We remind them on": "reminders/owed",
    "We tell everybody who was invited by mail": "convening/cancelled",
    "We tell the centre, which asks your institution for the right number": "members/obstacle",
    "We tell the centre, which asks your institution who takes your place": "members/obstacle",
    "We tell the centre, which asks your institution who the superior is": "reminders/officer",
    "We tell the centre, which calls you": "members/obstacle",
    "Whoever takes a case over is told by mail": "appointment/appointed",
    "Whoever takes the case over is asked for all that is open": "appointment/appointed",
    "Your request is on record; whoever answers": "initiative/called",
    "the invitation comes by mail": "convening/invitation",
}
"""How each of them begins, and the notice that keeps it; a new one names its own."""


def promised() -> list[str]:
    with CATALOGUE.open("rb") as file:
        found = [message.id for message in read_po(file) if message.id]
    singular = [each if isinstance(each, str) else each[0] for each in found]
    return [each for each in singular if PROMISES.search(each) and each != NONE]


def test_every_promise_of_a_mail_names_the_notice_that_keeps_it() -> None:
    begun = [next((way for way in KEPT if each.startswith(way)), each) for each in promised()]
    assert set(begun) == set(KEPT)
    assert set(KEPT.values()) <= NOTICES.keys()
