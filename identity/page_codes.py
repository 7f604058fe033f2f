"""How often the code of a printed page may be asked about: nobody goes through them."""

from typing import Final

from core.clock import Clock
from identity import tries
from identity.tries import Allowance, Counted
from models.session import SignInWork
from rules.sign_in_limits import LIMITS

EVERYBODY: Final = "all"


def count(work: SignInWork, clock: Clock, address: str) -> Counted:
    """One more, before it is looked up. Raises `TooManyTries`."""
    allowed = [
        Allowance.of(address, "page_code.address", LIMITS.PAGE_CODE),
        Allowance.of(EVERYBODY, "page_code.all", LIMITS.PAGE_CODES),
    ]
    return tries.count(work, clock, allowed)


def was_one(work: SignInWork, counted: Counted) -> None:
    """A page has this code: whoever checks a whole archive is no guesser. What everybody together
    may ask stays counted."""
    of_address, _ = counted.tries
    tries.take_back(work, Counted([of_address], ()))
