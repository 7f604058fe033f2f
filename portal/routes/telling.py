"""How the family was told of a meeting, before and after it: Art. 8(10)."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import meetings
from core.i18n import N_
from portal import words
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import Page, Signed
from queries.meeting_file import MeetingFile
from queries.unsealed import open_unsealed
from rules.meetings import FamilyNotTold, ToldBy
from rules.telling import WordCorrectedWithoutReason, WordToFamily, corrects

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/family")


class KinRow(FormModel):
    """How one person of the family learned of the meeting, or why they did not."""

    person: UUID
    told_on: Annotated[Day | None, Ask(N_("Told on"), open=True)] = None
    how: Annotated[
        ToldBy | None,
        Ask(N_("How they were told"), open=True),
    ] = None
    reason: Annotated[Prose, Ask(N_("Or why they could not be told"), open=True)] = ""
    because: Annotated[
        Prose,
        Ask(
            N_("Why was the earlier word wrong?"),
            hint=N_("Only where you change it. What stood before stays to be read."),
            open=True,
        ),
    ] = ""


class TellFamily(FormModel):
    """The record of Art. 8(10), person by person."""

    kin: tuple[KinRow, ...] = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """What no rule of law says: a day that has come, and a way for every day."""
        for row in sheet.rows("kin"):
            told_on = sheet.known(f"{row}.told_on")
            if told_on and told_on > sheet.today:
                yield f"{row}.told_on", N_("This day has not come yet.")
            if told_on and not sheet.value(f"{row}.how"):
                yield f"{row}.how", N_("Choose how they were told.")


@router.get("")
def family_page(page: Signed, meeting_id: UUID) -> Response:
    """How child and parents learned of the meeting; also once it was held: Art. 8(10)."""
    with page.work() as work:
        file = open_unsealed(work, meeting_id, to_chair_it=True)
        return _family(page, file, _as_on_record(file))


def _as_on_record(file: MeetingFile) -> Sheet[TellFamily]:
    filled: dict[str, object] = {}
    for index, kin in enumerate(file.family):
        filled[f"kin.{index}.person"] = kin.person.id
        if kin.notice:
            filled[f"kin.{index}.told_on"] = kin.notice.notified_on
            filled[f"kin.{index}.how"] = kin.notice.how or None
            filled[f"kin.{index}.reason"] = kin.notice.not_notified_reason
    return Sheet.of(TellFamily, **filled)


def _family(page: Page, file: MeetingFile, sheet: Sheet[TellFamily]) -> Response:
    names = words.kin_names(page.say, [kin.person.relation for kin in file.family])
    sheet.names = {f"kin.{index}": name for index, name in enumerate(names)}
    ways = [(way, page.say.gettext(how)) for way, how in words.TOLD_BY.items()]
    return page.render(
        "meetings/family.html", file=file, sheet=sheet, ways=ways, told_by=words.TOLD_BY
    )


@router.post("")
def tell_family(page: Signed, meeting_id: UUID) -> Response:
    """Write down who was told how; a person of whom nothing is known yet may wait."""
    sheet = page.typed(TellFamily)

    def again() -> Response:
        with page.work() as work:
            return _family(page, open_unsealed(work, meeting_id, to_chair_it=True), sheet)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            yield from _unexplained(open_unsealed(work, meeting_id, to_chair_it=True), sheet)

    def act(form: TellFamily) -> Response:
        with page.work() as work:
            file = open_unsealed(work, meeting_id, to_chair_it=True)
            known = [row for row in form.kin if row.told_on or row.reason]
            if not known:
                raise FamilyNotTold
            for row in known:
                meetings.tell_family(
                    work,
                    file.life.id,
                    row.person,
                    on=row.told_on,
                    how=row.how,
                    reason="" if row.told_on else row.reason,
                    because=row.because,
                    meeting_id=file.meeting.id,
                )
        return page.go(f"/meetings/{meeting_id}", done=N_("How the family was told is on record."))

    return page.submit(sheet, act, again, check=check)


def _unexplained(file: MeetingFile, sheet: Sheet[TellFamily]) -> Iterator[Gap]:
    """Another word than stands on record, and not why that was wrong: Art. 8(10)."""
    before = {kin.person.id: kin.said for kin in file.family}
    for row in sheet.rows("kin"):
        told_on, reason = sheet.known(f"{row}.told_on"), sheet.value(f"{row}.reason").strip()
        if not (told_on or reason) or sheet.value(f"{row}.because").strip():
            continue
        how = sheet.value(f"{row}.how")
        word = WordToFamily(told_on, how) if told_on else WordToFamily(None, reason=reason)
        if corrects(word, before.get(sheet.known(f"{row}.person"))):
            yield f"{row}.because", WordCorrectedWithoutReason()
