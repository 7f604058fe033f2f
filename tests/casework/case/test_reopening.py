"""A child who comes back has a new case; the head links it to the sealed one: for Art. 18(1)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from casework.case import mistaken, reopening, supplement
from casework.case.seal import seal_of
from casework.case.supplement import Added
from casework.record.known import child_person
from casework.table import chairing, participants
from identity.access import NotThere, case_for
from identity.earlier import OPENED, earlier_file_for, earlier_files
from models.session import Work, unit_of_work
from queries import earlier_links
from rules.days import StillToCome
from rules.deputies import NotTheHead
from rules.mistaken import Mistake
from rules.phases import FileSealed
from rules.reopening import (
    DiedInTheEarlierFile,
    EarlierStillRuns,
    LinkedAlready,
    LinkedTooEarly,
    LinkTakenBackAlready,
    OwnNewCase,
    TakenBackBeforeLinked,
)
from simulation.seed import officer
from simulation.stage import acting
from tests.again import WHY, appoint, come_back, link
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.deputy import named

THIRD = "driton.shala@qps-ferizaj.example"


def reads(case: ACase, email: str) -> list[str]:
    """The earlier files that somebody may open by this case; none where they find no case."""
    with acting(email) as work:
        try:
            found = case_for(work, case.row().number)
        except NotThere:
            return []
        return [each.case.number for each in earlier_files(work, found)]


def end_as_mistake(case: ACase) -> None:
    with case.head() as work:
        mistaken.end(
            work, case.case, mistake=Mistake.MISTAKEN, reason=WHY, by=officer(work, HEAD).id
        )


@pytest.mark.article("18(1)")
def test_the_new_manager_reads_the_earlier_file_and_the_look_is_on_record(a_case: At) -> None:
    earlier = a_case("closed")
    seal, number = earlier.row().seal, earlier.row().number
    again = come_back(earlier)
    assert reads(again, OTHER_MANAGER) == []
    on = again.stage.today()
    with pytest.raises(LinkedTooEarly):
        link(again, earlier.case, on=on - timedelta(days=1))
    row = link(again, earlier.case, on=on)
    assert (row.number, row.linked_on) == (1, on)
    assert reads(again, OTHER_MANAGER) == reads(again, HEAD) == [number]
    for nobody in (MANAGER, THIRD, OTHER_HEAD, OTHER_CENTRES_MANAGER, ADMIN):
        assert reads(again, nobody) == [], nobody
    with acting(OTHER_MANAGER) as work:
        with pytest.raises(NotThere):
            case_for(work, number)  # the ordinary door stays as it is
        earlier_file_for(work, again.row().number, number)
    look = earlier.recorded(OPENED)
    assert look.detail == {"by_case": str(again.case), "links": str(row.id)}
    assert look.article == "18(1)"
    with again.head() as work:
        (line,) = earlier_links.of_case(work, again.row())
        assert [each.on for each in line.looks] == [again.stage.today()]
    with acting(OTHER_MANAGER) as work:
        (line,) = earlier_links.of_case(work, again.row())
        assert line.looks == ()  # who else reads is the head's to see
    with unit_of_work() as work:
        assert seal_of(work.session, earlier.case) == seal


@pytest.mark.article("18(1)")
def test_nobody_but_the_head_links_and_no_deputy_their_own_case(a_case: At) -> None:
    earlier = a_case("closed")
    again = come_back(earlier)
    own, head = again.account(OTHER_MANAGER).id, again.account(HEAD).id
    with acting(OTHER_MANAGER) as work, pytest.raises(NotTheHead):
        reopening.link(work, again.case, earlier.case, reason=WHY, by=own)
    named(again, OTHER_MANAGER)
    with acting(OTHER_MANAGER) as work, pytest.raises(OwnNewCase):
        reopening.link(work, again.case, earlier.case, reason=WHY, by=own)
    tomorrow = again.stage.today() + timedelta(days=1)
    with again.head() as work, pytest.raises(StillToCome):
        reopening.link(work, again.case, earlier.case, reason=WHY, by=head, on=tomorrow)
    link(again, earlier.case)
    with pytest.raises(LinkedAlready):
        link(again, earlier.case)


@pytest.mark.article("18(1)")
def test_a_running_case_or_none_of_the_centre_is_not_an_earlier_one(a_case: At) -> None:
    earlier = a_case("decided")
    again = come_back(earlier)
    with pytest.raises(EarlierStillRuns):
        link(again, earlier.case)
    with pytest.raises(NotThere):
        link(again, uuid4())
    with past_the_rights() as work:
        work.session.execute(
            text(
                "UPDATE cases SET municipality_id = (SELECT municipality_id FROM account"
                " WHERE id = :head) WHERE id = :case"
            ),
            {"head": officer(work, OTHER_HEAD).id, "case": earlier.case},
        )
    with pytest.raises(NotThere):
        link(again, earlier.case)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("by", [OTHER_MANAGER, HEAD])
def test_a_link_to_the_wrong_child_is_taken_back_and_stays_on_record(a_case: At, by: str) -> None:
    earlier = a_case("closed")
    again = come_back(earlier)
    row = link(again, earlier.case)
    with acting(OTHER_MANAGER) as work:
        earlier_file_for(work, again.row().number, earlier.row().number)
    for nobody in (MANAGER, OTHER_HEAD):
        with acting(nobody) as work, pytest.raises(NotThere):
            reopening.take_back(work, again.case, row.id, reason=WHY)
    before = again.stage.today() - timedelta(days=1)
    with acting(by) as work, pytest.raises(TakenBackBeforeLinked):
        reopening.take_back(work, again.case, row.id, reason="Fëmijë tjetër.", on=before)
    with acting(by) as work:
        reopening.take_back(work, again.case, row.id, reason="Fëmijë tjetër.")
    with acting(by) as work, pytest.raises(LinkTakenBackAlready):
        reopening.take_back(work, again.case, row.id, reason="Fëmijë tjetër.")
    with acting(by) as work, pytest.raises(NotThere):
        reopening.take_back(work, earlier.case, row.id, reason="Fëmijë tjetër.")
    assert reads(again, OTHER_MANAGER) == reads(again, HEAD) == []
    with acting(OTHER_MANAGER) as work, pytest.raises(NotThere):
        earlier_file_for(work, again.row().number, earlier.row().number)
    with again.head() as work:
        (line,) = earlier_links.of_case(work, again.row())
        assert line.end is not None
        assert len(line.looks) == 1
    assert link(again, earlier.case).number == 2  # taken back by mistake


@pytest.mark.article("18(1)")
def test_a_manager_who_is_replaced_reads_no_more_and_the_next_one_does(a_case: At) -> None:
    earlier = a_case("closed")
    again = come_back(earlier)
    link(again, earlier.case)
    appoint(again, THIRD)
    assert reads(again, OTHER_MANAGER) == []
    assert reads(again, THIRD) == [earlier.row().number]


@pytest.mark.article("10(2)", "18(1)")
def test_nobody_in_conflict_at_either_table_reads(a_case: At) -> None:
    earlier = a_case("appointed")
    with earlier.manager() as work:
        participants.declare_as_chair(work, earlier.case, conflict=True)
    appoint(earlier, OTHER_MANAGER)
    end_as_mistake(earlier)
    again = come_back(earlier, MANAGER)
    link(again, earlier.case)
    assert reads(again, MANAGER) == []  # in conflict there
    assert reads(again, HEAD) == [earlier.row().number]
    with again.manager() as work:
        assert earlier_links.of_case(work, again.row()) == []
    appoint(again, OTHER_MANAGER)
    assert reads(again, OTHER_MANAGER) == [earlier.row().number]
    with acting(OTHER_MANAGER) as work:
        participants.declare_as_chair(work, again.case, conflict=True)
    assert reads(again, OTHER_MANAGER) == []
    assert reads(again, HEAD) == [earlier.row().number]  # who stands in


@pytest.mark.article("18(1)")
def test_a_chain_leads_on_and_ends_where_a_link_was_taken_back(a_case: At) -> None:
    first = a_case("closed")
    second = come_back(first, OTHER_MANAGER)
    row = link(second, first.case)
    end_as_mistake(second)
    assert reads(second, OTHER_MANAGER) == []  # their case is over
    assert reads(second, HEAD) == [first.row().number]
    with pytest.raises(FileSealed):
        link(second, first.case)
    third = come_back(second, THIRD)
    link(third, second.case)
    assert reads(third, THIRD) == [second.row().number, first.row().number]
    with acting(THIRD) as work:
        earlier_file_for(work, third.row().number, first.row().number)
    assert str(row.id) in first.recorded(OPENED).detail["links"].split()
    seal = second.row().seal
    with second.head() as work:  # never too late
        reopening.take_back(work, second.case, row.id, reason="Fëmijë tjetër.")
    assert reads(third, THIRD) == [second.row().number]
    with unit_of_work() as work:
        assert seal_of(work.session, second.case) == seal
    with second.head() as work:
        (line,) = earlier_links.of_case(work, second.row())
        assert [each.name for each in line.looks] == [officer(work, THIRD).name]
        assert [number for number, _ in earlier_links.later_cases(work, second.row())] == [
            third.row().number
        ]
        assert earlier_links.later_cases(work, first.row()) == []


@pytest.mark.article("4(2)", "18(1)")
def test_who_only_chairs_the_next_meeting_neither_reads_nor_takes_back(a_case: At) -> None:
    case = a_case("agreed")
    earlier = come_back(case)
    end_as_mistake(earlier)
    row = link(case, earlier.case)
    with case.head() as work:
        third = officer(work, THIRD).id
        chairing.name_substitute(work, case.meeting().id, third, by=officer(work, HEAD).id)
    with acting(THIRD) as work:
        participants.declare_as_chair(work, case.case, conflict=False)
    with acting(THIRD) as work:
        assert earlier_files(work, case_for(work, case.row().number)) == []
    with acting(THIRD) as work, pytest.raises(NotThere):
        reopening.take_back(work, case.case, row.id, reason=WHY)


@pytest.mark.article("17(3.5)", "18(1)")
def test_of_a_child_who_died_by_its_file_a_supplement_has_to_say_that_it_was_wrong(
    a_case: At,
) -> None:
    earlier = a_case("closed")
    with unit_of_work() as work:
        child_person(work.session, earlier.case).died = True
    again = come_back(earlier)
    with pytest.raises(DiedInTheEarlierFile):
        link(again, earlier.case)
    with pytest.raises(NotThere):
        link(again, earlier.case, supplement_id=uuid4())
    with earlier.head() as work:
        said = Added("Fëmija jeton.", day_not_known=True)
        beside = supplement.enter(work, earlier.case, said)
    with pytest.raises(DiedInTheEarlierFile):
        link(again, earlier.case, supplement_id=beside.id)  # nobody has signed it
    with earlier.head() as work:
        supplement.sign(work, earlier.case, beside.id)
        said = Added("Fëmija jeton që nga janari.", day_not_known=True, corrects_id=beside.id)
        corrects = supplement.enter(work, earlier.case, said)
        supplement.sign(work, earlier.case, corrects.id)
    with pytest.raises(DiedInTheEarlierFile):
        link(again, earlier.case, supplement_id=beside.id)  # another one stands for it
    row = link(again, earlier.case, supplement_id=corrects.id)
    assert row.supplement_id == corrects.id


def _insert(work: Work, case: ACase, earlier: ACase) -> None:
    work.session.execute(
        text(
            "INSERT INTO earlier_case_link (id, case_id, number, earlier_case_id, linked_on,"
            " linked_by_id, recorded_at, reason_sealed) VALUES (gen_random_uuid(), :case, 7,"
            " :earlier, now(), :by, now(), 'x')"
        ),
        {"case": case.case, "earlier": earlier.case, "by": officer(work, HEAD).id},
    )


@pytest.mark.article("18(1)")
def test_the_database_links_backwards_only_and_keeps_what_was_written(a_case: At) -> None:
    earlier = a_case("closed")
    again = come_back(earlier)
    for one, other in ((earlier, again), (again, again)):
        with pytest.raises(IntegrityError, match="linked_backwards"), unit_of_work() as work:
            _insert(work, one, other)
    row = link(again, earlier.case)
    with again.head() as work:
        reopening.take_back(work, again.case, row.id, reason="Fëmijë tjetër.")
    for changed in (
        "UPDATE earlier_case_link SET linked_on = '2026-01-01'",
        "UPDATE earlier_case_link_end SET taken_back_on = '2026-01-01'",
    ):
        with pytest.raises(IntegrityError, match="stays"), past_the_rights() as work:
            work.session.execute(text(changed))
