"""What is kept of a failure: class, place and a reference; never a text that may quote a file."""

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from core.ids import new_reference
from core.logs import describe

_PASSES = (OperationalError, InterfaceError, TimeoutError, ConnectionError)


@dataclass(frozen=True, slots=True)
class Failure:
    """One failure as an administrator reads it."""

    error: str
    where: str
    reference: str
    transient: bool

    @classmethod
    def of(cls, error: BaseException) -> "Failure":
        return cls(type(error).__name__, describe(error), new_reference(), is_transient(error))

    @classmethod
    def interrupted(cls) -> "Failure":
        """The process died in this step, again and again."""
        return cls("Interrupted", "interrupted", new_reference(), transient=False)

    def __str__(self) -> str:
        return f"{self.error} · {self.reference}"


def is_transient(error: BaseException) -> bool:
    """True for what passes by itself: the database restarts, a server is away, a deadlock."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    return isinstance(error, _PASSES)


class StepFailed(Exception):
    """A step that failed, in words that may be stored anywhere.

    Prefect keeps a task's exception before the flow sees it, so the original must not get there.
    """

    def __init__(self, step: str, failure: Failure) -> None:
        super().__init__(f"{step} · {failure}")
        self.failure = failure
