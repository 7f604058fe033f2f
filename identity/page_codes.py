"""How often the code of a printed page may be asked about: nobody goes through them."""

from typing import Final

from core.clock import Clock
from identity import tries
from identity.tries import Allowance
from models.session import SignInWork
from rules.sign_in_limits import LIMITS

EVERYBODY: Final = "all"


def count(work: SignInWork, clock: Clock, address: str) -> None:
    """One more, whatever is answered. Raises `TooManyTries`."""
    allowed = [
        Allowance.of(address, "page_code.address", LIMITS.PAGE_CODE),
        Allowance.of(EVERYBODY, "page_code.all", LIMITS.PAGE_CODES),
    ]
    tries.count(work, clock, allowed)
