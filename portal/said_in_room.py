"""What the room of a meeting adds to the draft of its minutes: typed there, or decided: Art. 10."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.table.meeting_room import Room
from core.i18n import N_, Translator
from models.assessment import Assessment
from models.meeting import Meeting
from models.plan import Plan, PlanAction, Review
from portal.words import INDICATORS, RISKS, STATUSES
from queries.room_record import RoomRecord
from rules.assessment import Risk
from rules.own_actions import OfTheCentre
from rules.room import until


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """What was typed in it, and what the table is on record as having decided there."""

    room: Room
    record: RoomRecord


def said_on(say: Translator, there: InTheRoom, code: str) -> list[str]:
    """The lines under one item of the agenda; none where nothing was said or decided."""
    lines = [*_words(there.room, code), *_decided(say, there, code)]
    return [*_times(say, there.room, code), *lines] if lines else []


def _times(say: Translator, room: Room, code: str) -> Iterator[str]:
    """A line that ends in a colon says nothing by itself: `rules.minutes.empty_items`."""
    if code in room.begun:
        start, end = room.begun[code], until(room.begun, code)
        if end is None:
            yield say.gettext(N_("From %(start)s:"), start=say.hour(start))
        else:
            line = N_("From %(start)s to %(end)s:")
            yield say.gettext(line, start=say.hour(start), end=say.hour(end))


def _words(room: Room, code: str) -> list[str]:
    """As it was typed; an empty line within it would end the item."""
    return [line for line in room.words.get(code, "").splitlines() if line.strip()]


def _decided(say: Translator, there: InTheRoom, code: str) -> Iterator[str]:
    found = there.record
    if code == "needs_assessment" and found.assessment:
        yield from _assessed(say, found.assessment, found.before)
    if code == "proposed_plan" and found.plan:
        yield from _planned(say, found.plan)
    if code == "review" and found.review:
        yield from _reviewed(say, found.review, found.before)
    if code == ("review" if found.review else "needs_assessment"):
        yield from _reasons(say, there.room)
    if code == "next_meeting" and found.next:
        yield _coming(say, found.next)


def _assessed(say: Translator, row: Assessment, before: Risk | None) -> Iterator[str]:
    """The five of Art. 12(3), and the level that the table set: 12(2)."""
    yield row.summary or ""
    for name, words in INDICATORS.items():
        known = name not in row.unknown
        said = "" if known else say.gettext(N_("Not known."))
        said = f"{said} {getattr(row, name) or ''}".strip()
        yield f"{say.gettext(words)}: {said}"
    yield _level(say, row.risk, before)


def _level(say: Translator, risk: Risk, before: Risk | None) -> str:
    """As the table sets it, and as it was until then: Art. 12(2)."""
    level = f"{say.gettext(N_('Level of risk'))}: {say.gettext(RISKS[risk])}"
    if before is None:
        return f"{level}."
    return f"{level} ({say.gettext(N_('until then %(level)s'), level=say.gettext(RISKS[before]))})."


def _reasons(say: Translator, room: Room) -> Iterator[str]:
    for level, name in RISKS.items():
        if why := room.reasons.get(level):
            yield say.gettext(N_('On "%(level)s": %(why)s'), level=say.gettext(name), why=why)


def _planned(say: Translator, plan: Plan) -> Iterator[str]:
    yield f"{say.gettext(N_('Goal'))}: {plan.goal}"
    for action in plan.actions:
        yield f"– {_action(say, action)}"


def _action(say: Translator, action: PlanAction) -> str:
    until_when = say.day(action.due_on) if action.due_on else "–"
    what = f"{action.action} ({action.service})" if action.service else action.action
    return f"{what}; {_who(say, action)}; {until_when}"


def _who(say: Translator, action: PlanAction) -> str:
    if action.member is not None:
        who = action.member.professional
        return f"{who.name}, {who.affiliation}"
    if action.of_centre is OfTheCentre.MANAGER:
        return say.gettext(N_("Case manager"))
    return say.gettext(N_("The centre itself"))


def _reviewed(say: Translator, review: Review, before: Risk | None) -> Iterator[str]:
    for each in review.in_order:
        found = f": {each.assessment}" if each.assessment else ""
        yield f"– {each.action.action}: {say.gettext(STATUSES[each.status])}{found}"
    yield review.finding or ""
    yield _level(say, review.risk, before)


def _coming(say: Translator, meeting: Meeting) -> str:
    day, hour = say.full_day(meeting.starts_at), say.hour(meeting.starts_at)
    if meeting.agreed_at is not None:
        return f"{day}, {hour}, {meeting.place}"
    line = N_("Proposed: %(day)s, %(hour)s, %(place)s; the head still has to agree.")
    return say.gettext(line, day=day, hour=hour, place=meeting.place)
