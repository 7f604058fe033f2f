"""Who chairs keeps the room; who came late, or had to go, stands in the minutes: 4(2), 9, 10(2)."""

import re
from datetime import time
from uuid import UUID

import pytest

from casework.table import chairing, participants
from core.i18n import translator
from documents.paper import PaperText
from portal.glossed import glossed
from simulation import by_code
from simulation.life import HEAD, CaseStory
from simulation.seed import officer
from simulation.stage import acting, member_acting
from tests.portal.acts import OTHER_MANAGER, fields_of, invited, wait_until
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_meetings import told
from tests.portal.test_room import SAID, opened, press, room_of, typed


def named_to_chair(story: CaseStory, address: str) -> None:
    """The head's word, and both declarations of whoever was named."""
    with acting(HEAD) as work:
        who, head = officer(work, OTHER_MANAGER).id, officer(work, HEAD).id
        chairing.name_substitute(work, UUID(address.rpartition("/")[2]), who, by=head)
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, story.case, conflict=False)


@pytest.mark.article("4(2)", "6(1.4)", "10(1)")
def test_whoever_is_named_to_chair_keeps_the_room_and_the_manager_reads_it(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = invited(story)
    room, other = f"{address}/room", sign_in(OTHER_MANAGER)
    fields = typed(manager, room, items__2__words=SAID)
    named_to_chair(story, address)
    assert "Open the room" in other.get(address).text
    kept = manager.post(room, fields)
    assert kept.status_code == 409
    assert "The head named Vjosa Krasniqi to chair this meeting" in kept.text
    other.post(f"{address}/family", told(other, address))
    press(other, room, items__2__words=SAID)
    read = manager.get(room)
    assert SAID in read.text
    assert "data-room" not in read.text
    assert other.post(room, opened(other, room)).status_code == 303
    row = {"decision": "Rendi", "words": "Nuk pajtohem."}
    press(other, room, act="dissent", member=str(story.members()[0]), **row)
    press(other, room, act="minutes")
    text = fields_of(other.get(f"{address}/minutes").text)["text"][0]
    assert "Kryesuesi: Vjosa Krasniqi" in text
    assert SAID in text
    written = other.post(f"{address}/minutes", {"text": text, "nothing_was_said": "yes"})
    assert (written.status_code, written.headers["location"]) == (303, "/")
    assert other.get(room).status_code == 404, "what is over is over"
    assert manager.get(room).headers["location"].endswith("/minutes")


@pytest.mark.article("9", "10(1)", "10(2)")
def test_who_came_late_and_who_had_to_go_stand_in_the_minutes_with_their_hour(
    story: CaseStory, manager: Browser
) -> None:
    room = room_of(story, manager)
    fields = opened(manager, room)
    assert manager.post(room, fields).status_code == 303
    page = manager.get(room).text
    assert "E sëmurë" in page, "who is absent, and why"
    seats = dict(re.findall(r'<option value="([0-9a-f-]{36})">([^,<]+),', page))
    away = str(fields["seats.1.member"]).strip("[']")
    with_plan = {"decision": "Plani", "words": "Nuk pajtohem."}
    recused = next(each for each in seats if each != away)
    wait_until(story, story.stage.today(), time(10, 40))
    early = manager.post(room, typed(manager, room, act="late", latecomer=away, came_at="09:30"))
    assert "The meeting began at 10:00" in early.text
    press(manager, room, act="late", latecomer=away, came_at="10:20")
    with member_acting(UUID(recused)) as work:
        by_code.declare(work, UUID(recused), conflict=True, confidential=False)
    no_part = manager.post(room, typed(manager, room, act="dissent", member=recused, **with_plan))
    assert "takes no part since" in no_part.text
    page = manager.get(room).text
    assert recused not in page.split('id="dissenting"')[1]
    assert "took no part from 10:40 on, for a conflict of interest" in page
    text = fields_of(manager.get(room.replace("/room", "/minutes")).text)["text"][0]
    here = next(line for line in text.splitlines() if line.startswith("Prezent"))
    assert f"{seats[away]} (" in here
    assert "erdhi në orën 10:20" in here
    assert "nuk mori pjesë nga ora 10:40, për konflikt interesi" in here


@pytest.mark.article("10(1)")
def test_our_own_words_in_minutes_are_printed_in_the_papers_language_beside_the_text() -> None:
    said = [
        "Nga ora 10:00 deri në orën 10:20:",
        "Niveli i rrezikut: i lartë (deri atëherë i mesëm).",
        "Nuk dihet.",
        "Mësuesja: po.",
    ]
    text = PaperText(said, "3. Vlerësimi i nevojave dhe niveli i rrezikut")
    found = glossed(translator("sq"), translator("en"), text)
    assert found.heading == f"{text.heading} [Assessment of needs and level of risk]"
    assert found.lines == [
        "Nga ora 10:00 deri në orën 10:20: [From 10:00 to 10:20]",
        "Niveli i rrezikut [Level of risk]: i lartë [high] (deri atëherë i mesëm [medium]).",
        "Nuk dihet. [Not known.]",
        "Mësuesja: po.",
    ]
    assert glossed(translator("sq"), translator("sq"), text) == text
