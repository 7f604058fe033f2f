"""What an entry of a case's trail says, in words: looks each by name, acts as far as they have one.

What an act changed stands on its own page; here it is who was there, and when: Art. 18(1).
"""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_

LOOKS: Final[Mapping[str, str]] = {
    "case opened": N_("opened the case"),
    "name shown": N_("had the child's name shown"),
    "file opened": N_("opened an attached file"),
    "files opened": N_("opened attached files"),
    "original opened": N_("opened an attached file as it came"),
    "filed page opened": N_("opened a scanned page"),
    "signed PDF opened": N_("opened a signed paper"),
    "earlier file opened": N_("opened an earlier file of the child"),
    "papers of a chaired meeting opened": N_("opened the papers of a meeting that they chaired"),
    "referral read": N_("read the referral"),
    "report read": N_("read a report"),
    "inquiry read": N_("read an inquiry"),
    "findings read": N_("read what the table found"),
    "contributions read": N_("read what members contribute to the plan"),
    "superior's reply read": N_("read a superior's reply"),
    "request for a meeting read": N_("read a request for a meeting"),
    "working form read": N_("read the working form"),
    "copies of a member seen": N_("saw what one member reads"),
    "record draft seen": N_("saw a record that is to be handed out"),
    "part of a record seen": N_("saw part of a record that is to be handed out"),
    "trail searched": N_("searched this trail"),
    "case read by an operator": N_("read the case as an operator"),
    "record taken along": N_("was given a record to take along"),
    "archive handed out": N_("was given the archive of the file"),
    "look refused": N_("asked for this case and was refused"),
}
ACTS: Final[Mapping[str, str]] = {
    "case referred": N_("registered the referral"),
    "child said to be another": N_("said that the child is none of others with a like name"),
    "manager appointed": N_("appointed the case manager"),
    "initial assessment recorded": N_("recorded the initial assessment"),
    "assessment settled": N_("recorded the comprehensive assessment"),
    "composition chosen": N_("chose who sits at the table"),
    "meeting proposed": N_("proposed a day for a meeting"),
    "date agreed": N_("agreed to the day of a meeting"),
    "meeting cancelled": N_("called a meeting off"),
    "meeting held": N_("recorded a meeting"),
    "members invited": N_("invited the members"),
    "minutes written": N_("wrote minutes"),
    "minutes approved": N_("recorded that minutes were approved"),
    "initial plan drafted": N_("drafted the initial plan"),
    "plan adopted": N_("recorded the unified plan"),
    "review settled": N_("recorded a review of the plan"),
    "report received": N_("handed in a report"),
    "report corrected": N_("corrected a report"),
    "file stored": N_("attached a file"),
    "file removed": N_("removed a file"),
    "case handed over": N_("handed the case to another centre"),
    "emergency requested": N_("asked for this case in an emergency"),
    "emergency confirmed": N_("confirmed that a colleague reads it in an emergency"),
    "emergency begun alone": N_("opened it in an emergency, alone"),
    "emergency ended": N_("ended an emergency access"),
    "emergency judged": N_("judged an emergency access"),
    "erasure noticed": N_("gave notice that the closed file is to be erased"),
    "erasure hidden": N_("hid the closed file"),
    "erasure decided": N_("decided that the closed file is erased"),
    "erasure stopped": N_("kept the closed file after all"),
    "hold placed": N_("held the closed file back from erasure"),
    "hold lifted": N_("lifted a hold on the closed file"),
    "file erased": N_("destroyed the keys of the file"),
    "closure proposed": N_("proposed to close the case"),
    "file sealed": N_("sealed the file"),
    "wrong code": N_("typed a wrong code"),
    "link opened by code": N_("came in by a link and a code"),
    "signed in at a meeting": N_("said at a meeting that they were there"),
}
ENDS: Final = (
    (" printed", N_("had a paper made")),
    (" opened", N_("opened a paper")),
    (" read", N_("read a paper")),
    (" seen", N_("saw a paper")),
)
"""Of looks that have no name of their own."""
DID: Final = N_("did or recorded something")


def words_of(act: str, *, is_look: bool) -> str:
    """Still to be translated."""
    if known := LOOKS.get(act) or ACTS.get(act):
        return known
    named = (words for end, words in ENDS if is_look and act.endswith(end))
    return next(named, DID)
