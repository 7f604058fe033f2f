"""Plays a timeline entry by entry, and says where the law and the system differ."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import func, select

from core.clock import at_local
from identity.access import NotThere
from models.life import AuditEntry
from rules.basis import Default
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from tests import written as oracle
from tests.builders import ACase
from tests.onrecord import NothingYet, reading
from tests.scenarios import compared, found
from tests.scenarios.days import NoSuchDay
from tests.scenarios.found import Told
from tests.scenarios.people import Stranger
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import Entry, Refused, Timeline, said_of
from tests.scenarios.verbs import VERBS, do
from tests.scenarios.written_down import Written, shown
from workflow.kinds import Look

Place = tuple[str | int, ...]


class Differs(AssertionError):
    """The story and the system differ: a finding, whoever is right."""

    def __init__(self, entry: int, words: str) -> None:
        self.entry = entry
        super().__init__(words)


@dataclass
class Player:
    """One timeline on its way."""

    written: Written
    timeline: Timeline
    play: Play
    seen: set[tuple[UUID, datetime]] = field(default_factory=set)
    unlisted: list[tuple[int, list[Told]]] = field(default_factory=list)
    number: int = 0

    @classmethod
    def of(cls, written: Written, timeline: Timeline, case: ACase) -> "Player":
        player = cls(written, timeline, Play(case))
        case.begins = case.stage.today() if case.begins == date.min else case.begins
        player.play.before = player.play.happened = case.begins
        case.stage.looked_on = case.stage.today()  # a scene ends with every step taken
        case.stage.place = player.play.place()  # a story tells of one
        player.play.settle()
        player.seen = {each.sent for each in player._told()}
        return player

    def run(self) -> None:
        for number, entry in enumerate(self.timeline.story):
            self.number = number
            with self._slips(("story", self.number)):
                self._enter(entry)
        if self.unlisted:
            number, messages = self.unlisted[0]
            raise self._differs(number, f"  told, and listed nowhere:\n{compared.pasted(messages)}")

    def _enter(self, entry: Entry) -> None:
        self._move(entry)
        for part in self.written.data["story"][self.number]:  # what stands first is done first
            if part in {"act", "allowed", "refused"}:
                self._act(entry, part)
        self._compare(entry, self._ask_the_oracle())

    def _act(self, entry: Entry, part: str) -> None:
        for index, act in enumerate(entry.act if part == "act" else ()):
            self._must_go(("act", index), act, "was refused")
        for number, each in enumerate(entry.allowed if part == "allowed" else ()):
            for index, act in enumerate(each.act):
                place = ("allowed", number, "act", index)
                self._must_go(place, act, "is allowed, and was refused")
        for number, refused in enumerate(entry.refused if part == "refused" else ()):
            self._must_not_go(("refused", number, "act", 0), refused)

    def _move(self, entry: Entry) -> None:
        play = self.play
        happened = play.day(entry.day)
        entered = happened if entry.entered is None else play.day(entry.entered)
        if entered < play.today() or entered < happened:
            place = "day" if entry.entered is None else "entered"
            raise self._slip((place,), f"{entered} goes back: it is {play.today()} already")
        if entry.at is not None and at_local(entered, entry.at) < play.case.clock.now():
            raise self._slip(("at",), f"{entry.at:%H:%M} goes back")
        play.happened = happened
        play.move_to(entered, entry.at)
        play.before = happened

    def _must_go(self, place: Place, act: dict[str, Any], words: str) -> None:
        try:
            self._do(place, act)
        except (ProcedureRefused, NotThere) as refusal:
            said = f"  {shown(act)} {words}: {_said(refusal)}"
            raise self._differs(self.number, said) from refusal

    def _must_not_go(self, place: Place, refused: Refused) -> None:
        act, wanted = refused.act[0], refused.whose
        before = _entries()
        try:
            self._do(place, act)
        except (ProcedureRefused, NotThere) as refusal:
            if isinstance(refusal, NotThere) or _basis(refusal) != wanted:
                words = f"  {shown(act)} is refused {shown(wanted)}, expected; found: "
                raise self._differs(self.number, words + _said(refusal)) from refusal
            if _entries() != before:
                words = f"  {shown(act)} was refused, and is in the trail all the same"
                raise self._differs(self.number, words) from refusal
            return
        raise self._differs(
            self.number, f"  {shown(act)} must be refused {shown(wanted)}, and was done"
        )

    def _do(self, place: Place, act: dict[str, Any]) -> None:
        ((name, given),) = act.items()
        if name not in VERBS:
            raise self._slip(place, f"there is no verb {name!r}: {', '.join(sorted(VERBS))}")
        try:
            fields = VERBS[name].fields.model_validate(given)
        except ValidationError as slips:
            first = slips.errors()[0]
            raise self._slip((*place, name, *first["loc"]), said_of(first)) from slips
        do(self.play, name, fields)
        self.play.settle()

    def _ask_the_oracle(self) -> Mapping[UUID, Look]:
        try:
            return oracle.check_now(self.play.case.stage.place)
        except AssertionError as stale:
            words = f"  what is written down is not what the rules say: {stale}"
            raise self._differs(self.number, words) from stale

    def _compare(self, entry: Entry, outlooks: Mapping[UUID, Look]) -> None:
        fresh = self._told()
        self.seen |= {each.sent for each in fresh}
        words = []
        if entry.breaches is not None:
            passed = found.breaches(self.play, self.timeline.articles)
            words.append(compared.breaches(self.play, entry.breaches, passed))
        if entry.due is not None:
            there = found.duties(self.play, self.timeline.articles, outlooks)
            words.append(compared.duties(self.play, entry.due, there))
        if entry.told is not None:
            words.append(compared.messages(self.play, entry.told, fresh))
        elif fresh:
            self.unlisted.append((self.number, fresh))
        if any(words):
            raise self._differs(self.number, "\n".join(filter(None, words)))

    def _told(self) -> list[Told]:
        return list(found.told(self.play, self.timeline.articles, self.seen))

    def _differs(self, number: int, words: str) -> Differs:
        entry, path = self.timeline.story[number], self.written.path
        line = self.written.line(("story", number))
        day = self.play.happened if number == self.number else entry.day
        what = f" {entry.what}" if entry.what else ""
        head = f"{path.name}:{line}: {self.timeline.title}\n  day {entry.day} ({day}):{what}"
        return Differs(number, f"{head}\n{words}")

    def _slip(self, place: Place, words: str) -> Exception:
        return self.written.slip(("story", self.number, *place), words)

    @contextmanager
    def _slips(self, place: Place) -> Iterator[None]:
        """A name or a day that means nothing is the writer's slip, not a finding."""
        try:
            yield
        except (Stranger, NoSuchDay, NothingYet) as slip:
            raise self.written.slip(place, str(slip)) from slip


def _basis(refusal: ProcedureRefused) -> dict[str, str | bool]:
    basis = refusal.basis
    if basis is None:
        return {"no_law": True}
    if isinstance(basis, Default):
        return {"ours": next(name for name, each in vars(DEFAULTS).items() if each == basis)}
    return {"of": str(basis)}


def _said(refusal: Exception) -> str:
    """A refusal in the words of a timeline, with its name in the code."""
    kind = type(refusal).__name__
    if not isinstance(refusal, ProcedureRefused):
        return f"not there for them ({kind})"
    return f"{shown(_basis(refusal))} ({kind}: {refusal.reason})"


def _entries() -> int:
    """How much is on the trail."""
    with reading() as work:
        return work.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
