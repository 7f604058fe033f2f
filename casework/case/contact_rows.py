"""A contact of the child as a row of a plan is written down with it: Art. 13(2), 15(3)."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date
from uuid import UUID

from casework.record.known import person_of
from identity.access import NotThere
from models.contact_schedule import ContactSchedule
from models.session import Work
from rules.composition import Relation
from rules.contact_schedule import ContactTerms, ContactWatch, check_contact


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """What is typed of it; in a review what is left empty stays as it was."""

    person_id: UUID | None = None
    whom: str = ""
    every_days: int | None = None
    weekdays: frozenset[int] = field(default=frozenset())
    from_on: date | None = None
    place: str = ""
    watch: ContactWatch | None = None
    watched_by: str = ""

    @property
    def is_begun(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    @property
    def terms(self) -> ContactTerms:
        is_named = (self.person_id is None) == bool(self.whom.strip())
        return ContactTerms(is_named, self.from_on, self.every_days, self.weekdays, self.watch)

    def over(self, former: "ContactDraft | None", on: date) -> "ContactDraft":
        """A review's word on what stood before; a change without a day of its own runs from that
        of the review: Art. 15(3)."""
        if former is None or not self.is_begun:
            return self if former is None else former
        named = self if self.person_id or self.whom.strip() else former
        timed = self if self.every_days is not None or self.weekdays else former
        changed = replace(
            former,
            person_id=named.person_id,
            whom=named.whom,
            every_days=timed.every_days,
            weekdays=timed.weekdays,
            place=self.place.strip() or former.place,
            watch=self.watch or former.watch,
            watched_by=self.watched_by.strip() or ("" if self.watch else former.watched_by),
        )
        is_same_rhythm = (timed.every_days, timed.weekdays) == (former.every_days, former.weekdays)
        since = former.from_on if is_same_rhythm else on
        return replace(changed, from_on=self.from_on or since)


def draft_of_contact(row: ContactSchedule | None) -> ContactDraft | None:
    if row is None:
        return None
    return ContactDraft(
        row.person_id,
        row.whom or "",
        row.every_days,
        frozenset(row.weekdays),
        row.from_on,
        row.place or "",
        row.watch,
        row.watched_by or "",
    )


def check_contacts(
    work: Work, case_id: UUID, drafts: Iterable[tuple[int, ContactDraft | None]]
) -> None:
    """What each contact says, by the number of its action; with somebody of this child's family."""
    for number, draft in drafts:
        if draft is None:
            continue
        check_contact(number, draft.terms)
        if draft.person_id and person_of(work.session, case_id, draft.person_id).relation == (
            Relation.CHILD
        ):
            raise NotThere


def contact_row(draft: ContactDraft | None) -> ContactSchedule | None:
    """As it is written down; the rule has been asked."""
    if draft is None:
        return None
    return ContactSchedule(
        person_id=draft.person_id,
        whom=draft.whom.strip() or None,
        from_on=draft.from_on,
        every_days=draft.every_days,
        weekdays=sorted(draft.weekdays),
        place=draft.place.strip() or None,
        watch=draft.watch,
        watched_by=draft.watched_by.strip() or None,
    )
