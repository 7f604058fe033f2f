"""Limits that passed, written down with every act of their life, and never taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from core.ids import new_id
from models.breach import BreachRow
from models.duty import DutyRow
from models.life import Life
from models.session import Work
from rules.breaches import Breach, Wrong, passed, was_in_time
from rules.duties import Duty, OpenDuty
from rules.from_paper import is_noted
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Owed:
    """What one life owed by what was written down, what it owes now, and its limits beside."""

    life: Life
    before: Sequence[OpenDuty]
    now: Sequence[OpenDuty]
    limits: Sequence[Breach] = ()


def keep(work: Work, *every: Owed) -> None:
    """Note what was or is late; a limit may have passed since the last act, and be met by this one.

    `limits` are judged by what is on record now, never by what was written down before: a mail
    server may have taken an invitation in time, and nobody have looked since. No statement where
    nothing is late, and none more for what is late in many lives.
    """
    today = work.clock.today()
    gone: list[tuple[Life, Breach]] = []
    stand: list[tuple[Life, Breach]] = []
    ends: list[tuple[Life, set[Breach], date | None]] = []
    for each in every:
        were, are = set(passed(each.before, today)), set(passed(each.now, today))
        missed = {limit for limit in each.limits if limit.limit < today}
        gone += [(each.life, breach) for breach in were - are - missed]
        stand += [(each.life, breach) for breach in are | missed]
        ends.append((each.life, were - are, today))
        ends.append((each.life, are - were, None))  # what ended it was a mistake
    _note(work, gone)
    _note(work, stand, again=True)
    for life, over, on in ends:
        _end(work, life.id, over, on=on)


def note(work: Work, life: Life, found: Iterable[Breach], *, again: bool = False) -> None:
    """Write down what went against the text, once each; with the chair of that day.

    `again` of what the record says now: what had fallen with another case's record, a seat or a day
    that was corrected, and is wrong by all that is known now, stands.
    """
    _note(work, [(life, breach) for breach in found], again=again)


def _note(work: Work, found: Sequence[tuple[Life, Breach]], *, again: bool = False) -> None:
    since = {life: kind_of(life).from_paper_on(work.session, life) for life, _ in found}
    noted = [(life, breach) for life, breach in found if is_noted(breach, since[life])]
    if not noted:
        return
    today = work.clock.today()
    chairs = {life: kind_of(life).chair(work.session, life, today) for life, _ in noted}
    rows = [
        {
            "id": new_id(),
            "life_id": life.id,
            "chair_id": chair.id if (chair := chairs[life]) else None,
            "noticed_on": today,
            **_columns(breach),
        }
        for life, breach in noted
    ]
    row, name = insert(BreachRow), "one_row_per_breach"
    stands = {"corrected": False, "struck_on": None, "happened_on": None}
    once = (
        row.on_conflict_do_update(constraint=name, set_=stands, where=BreachRow.corrected.is_(True))
        if again
        else row.on_conflict_do_nothing(constraint=name)
    )
    work.session.execute(once, rows)


def _columns(breach: Breach) -> dict[str, object]:
    return {
        "duty": breach.duty,
        "article": str(breach.basis),
        "actor": breach.actor,
        "subject_id": breach.subject_id,
        "meeting_id": breach.meeting_id,
        "member_id": breach.member_id,
        "limit_on": breach.limit,
    }


def _end(work: Work, life_id: UUID, over: Collection[Breach], *, on: date | None) -> None:
    """No longer owed: done late, called off, or the member is gone; None where it is owed again."""
    for breach in over:
        work.session.execute(
            update(BreachRow)
            .where(BreachRow.life_id == life_id, BreachRow.over_on.is_(None) == (on is not None))
            .where(BreachRow.duty == breach.duty, BreachRow.limit_on == breach.limit)
            .where(BreachRow.subject_id.is_not_distinct_from(breach.subject_id))
            .where(BreachRow.member_id.is_not_distinct_from(breach.member_id))
            .values(over_on=on)
        )


def judged(
    work: Work,
    life: Life,
    breach: Breach,
    on: date | None,
    *,
    anew: bool = False,
    until: date | None = None,
) -> None:
    """Hold one lapse against the day as it stands on record now, entered later or corrected.

    In time it is struck through, and stays to be read; out of time it stands, again if need be.
    `anew` where an earlier entry had it in time, so that none may stand yet; `until` the last day
    in time, where it turned out to be another.
    """
    in_time = on is not None and was_in_time(until or breach.limit, on)
    rows = work.session.scalars(
        select(BreachRow)
        .where(BreachRow.life_id == life.id, BreachRow.duty == breach.duty)
        .where(BreachRow.limit_on == breach.limit, BreachRow.subject_id == breach.subject_id)
        .where(BreachRow.member_id.is_not_distinct_from(breach.member_id))
    ).all()
    for row in rows:
        row.happened_on, row.struck_on = on, work.clock.today() if in_time else None
        row.corrected = False
    if anew and not rows and not in_time and breach.limit < work.clock.today():
        note(work, life, [breach])


def corrected(work: Work, life: Life, breach: Breach, *, stands: bool) -> None:
    """What one lapse was computed from is corrected: it stands now, or is struck through with that
    and stays to be read."""
    query = select(BreachRow).where(
        BreachRow.life_id == life.id,
        BreachRow.duty == breach.duty,
        BreachRow.limit_on == breach.limit,
        BreachRow.subject_id == breach.subject_id,
        BreachRow.member_id.is_not_distinct_from(breach.member_id),
    )
    for row in work.session.scalars(query):
        if stands:
            row.corrected, row.happened_on, row.struck_on = False, None, None
        else:
            strike(work, row)
    if stands:
        note(work, life, [breach])


def fell_away(work: Work, life: Life, meeting_id: UUID, since: date) -> None:
    """Nothing was owed any more for a meeting that had been called off by then, typed later; what
    had passed before stands. Asked after the act is settled."""
    query = select(BreachRow).where(
        BreachRow.life_id == life.id,
        BreachRow.meeting_id == meeting_id,
        BreachRow.limit_on >= since,
        BreachRow.struck_on.is_(None),
    )
    for row in work.session.scalars(query):
        strike(work, row)


def strike(work: Work, row: BreachRow) -> None:
    """It was computed from what is corrected now; what is struck through already stays so."""
    if row.struck_on is None:
        row.corrected, row.struck_on = True, work.clock.today()


def anew(
    work: Work,
    life: Life,
    found: Iterable[tuple[Breach, date | None]],
    *of_rows: ColumnElement[bool],
) -> None:
    """Hold the lapses of these rows against all that is on record after a correction.

    `found` are those that went wrong, and the limits with the day that counts for them now. What is
    among them and was not in time stands; what was in time, or is not among them any more, is
    struck through and stays to be read.
    """
    now = {_key(breach): (breach, on) for breach, on in found}
    for row in work.session.scalars(
        select(BreachRow).where(BreachRow.life_id == life.id, *of_rows)
    ):
        key = (row.duty, row.limit_on, row.subject_id, row.member_id)
        breach, on = now.get(key, (None, None))
        if breach is not None and not (on and was_in_time(breach.limit, on)):
            row.corrected, row.happened_on, row.struck_on = False, on, None
            row.actor = breach.actor  # whose it was on that day, by what is on record now
        elif row.struck_on is None:
            row.corrected, row.struck_on = breach is None, work.clock.today()
            row.happened_on = on or row.happened_on
    note(
        work,
        life,
        [breach for breach, on in now.values() if not (on and was_in_time(breach.limit, on))],
    )


def _key(breach: Breach) -> tuple[str, date, UUID | None, UUID | None]:
    return breach.duty, breach.limit, breach.subject_id, breach.member_id


def happened(
    work: Work,
    life_id: UUID,
    duty: Duty | Wrong,
    on: date,
    *,
    subject_id: UUID | None,
    member_id: UUID | None = None,
) -> None:
    """Give what was done its true day, entered later; asked after the act is settled.

    Where it had happened in time the breach is struck through, and stays to be read.
    """
    mine = (
        BreachRow.subject_id == subject_id,
        BreachRow.member_id.is_not_distinct_from(member_id),
    )
    _give_day(work, life_id, duty, on, *mine)


def signed(work: Work, life_id: UUID, on: date, *, who: Collection[UUID]) -> None:
    """Somebody signed the declaration on this day, entered later: at no table after it had they
    sat undeclared: Art. 18(2). `who` is their seat, or their account, person and line."""
    theirs = or_(BreachRow.subject_id.in_(who), BreachRow.member_id.in_(who))
    _give_day(work, life_id, Wrong.UNDECLARED_AT_THE_TABLE, on, theirs)


def _give_day(
    work: Work, life_id: UUID, duty: Duty | Wrong, on: date, *mine: ColumnElement[bool]
) -> None:
    query = select(BreachRow).where(BreachRow.life_id == life_id, BreachRow.duty == duty, *mine)
    undated = BreachRow.happened_on.is_(None)  # the month before has its own day already
    for row in work.session.scalars(query.where(undated)):
        row.happened_on = on
        if was_in_time(row.limit_on, on):
            row.struck_on = work.clock.today()


def due_before(work: Work, life_id: UUID, duty: Duty, due: date, *, subject_id: UUID) -> None:
    """Its last day was an earlier one, as is known now: the lapse is the same, and counted once."""
    for row, day in ((BreachRow, BreachRow.limit_on), (DutyRow, DutyRow.due_on)):
        work.session.execute(
            update(row)
            .where(row.life_id == life_id, row.duty == duty, row.subject_id == subject_id)
            .where(day > due)
            .values({day: due})
        )
