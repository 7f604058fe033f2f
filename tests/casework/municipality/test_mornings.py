"""Manager and head get one mail a morning of what nears, has passed and happened: 14(1), 16(1)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from bench.copies import copy_case
from bench.statements import counted
from casework.case import information, inquiries, supervision, visits
from casework.case.visits import Follows, Visited
from casework.municipality import deputies
from casework.record.morning import morning_facts
from casework.table import convening, participants
from core.clock import FrozenClock
from core.i18n import LANGUAGES
from core.working_days import around
from models.base import Base, Sealed
from models.life import Life, LifeKind
from models.outbox import Message, MessageStatus
from models.people import Account, Professional
from models.rights import BEGUN_BY_OFFICERS, SIGN_INS_OWN
from models.session import Work, unit_of_work
from models.supervision import SupervisionQuestion
from notifications import samples
from notifications.at_hand import restored
from notifications.letters import _environment
from notifications.notices.reminders import OfficerReminder
from rules import mornings as law
from rules.mornings import Happening
from rules.visits import Followed
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.municipality.as_posted import as_it_was_queued
from tests.database import Cleaner
from tests.scenes import Scenes
from workflow.life import look_again, perform

DAY = timedelta(days=1)
Said = tuple[str, str]
"""Under which heading, and what."""


def mornings(case: ACase, email: str) -> list[list[Said]]:
    """What each mail of this officer says of the case, in its order."""
    number, who = case.row().number, case.account(email).id
    found = [
        [
            (line["section"], line["what"])
            for line in mail.context["lines"]
            if line["table"] == number
        ]
        for mail in case.messages("reminders/officer", who)
        if mail.status != "obsolete"
    ]
    return [lines for lines in found if lines]


def said(case: ACase, email: str) -> list[Said]:
    return [line for mail in mornings(case, email) for line in mail]


def next_morning(case: ACase) -> None:
    """On which officers are written to."""
    today = case.clock.today()
    case.stage.move_to(law.next_morning(today, around(today)))


@pytest.mark.article("14(1)", "16(1)")
def test_on_a_morning_without_anything_new_nobody_is_written_to(a_case: At) -> None:
    case = a_case("proposed")
    next_morning(case)
    before = len(case.messages("reminders/officer"))
    assert said(case, HEAD).count(("nears", "agree_date")) == 1
    with case.head() as work:
        convening.agree(work, case.meeting().id, by=case.account(HEAD).id)
    case.stage.settle()
    assert len(case.messages("reminders/officer")) == before  # nothing in the hour of an act
    next_morning(case)
    quiet = len(case.messages("reminders/officer"))
    next_morning(case)
    assert len(case.messages("reminders/officer")) == quiet
    assert said(case, HEAD).count(("nears", "agree_date")) == 1


@pytest.mark.article("14(1)", "16(1)")
def test_what_is_late_is_told_the_day_after_and_again_after_a_week(a_case: At) -> None:
    case = a_case("appointed")
    due = case.duties()
    late = max(each.due for each in due.values() if each.due is not None) + DAY
    case.stage.move_to(late)
    assert ("late", "record_assessment") in mornings(case, MANAGER)[-1]
    assert ("centre", "") in mornings(case, HEAD)[-1]
    assert ("late", "record_assessment") not in said(case, HEAD)
    told, heads = len(mornings(case, MANAGER)), len(mornings(case, HEAD))
    case.stage.move_to(late + 6 * DAY)
    assert len(mornings(case, MANAGER)) == told
    case.stage.move_to(late + 7 * DAY)
    assert len(mornings(case, MANAGER)) == told + 1
    assert len(mornings(case, HEAD)) == heads + 1


@pytest.mark.article("14(1)", "16(1)")
def test_what_comes_up_in_the_hour_of_the_mail_is_the_next_mornings(a_case: At) -> None:
    """Every life wakes at that hour, in any order: the mail may leave before another's step."""
    case = a_case("appointed")
    case.stage.move_to(max(each.due for each in case.duties().values() if each.due) + DAY)
    told = mornings(case, MANAGER)
    with case.head() as work:
        supervision.ask(work, case.case, words="Pse?", asked_on=case.clock.today())
    with unit_of_work() as work:
        life = reminders_of(work.session)
        life.last_look = {**life.last_look, "until": work.clock.now().isoformat()}
        round_of = life.id, life.municipality_id
    perform("send_reminders", *round_of)
    assert mornings(case, MANAGER) == told
    next_morning(case)
    assert ("happened", "asked") in mornings(case, MANAGER)[-1]


@pytest.mark.article("14(1)")
def test_what_is_new_is_named_and_what_a_mail_of_this_week_named_is_counted(a_case: At) -> None:
    case = a_case("appointed")
    case.stage.move_to(max(each.due for each in case.duties().values() if each.due) + DAY)
    named = []
    for words in ("Pse?", "Po tani?"):
        with case.head() as work:
            supervision.ask(work, case.case, words=words, asked_on=case.clock.today())
        case.stage.settle()
        next_morning(case)
        told = restored(case.messages("reminders/officer", case.account(MANAGER).id)[-1])
        assert isinstance(told, OfficerReminder)
        late = [line for line in told.lines if line.section is law.MailSection.LATE]
        named.append((len(told.under["late"]), told.standing, len(told.under["happened"])))
    monday, tuesday = named
    assert monday[0] > 0
    assert monday[1:] == (0, 1), "the first mail of a week names all of it"
    assert tuesday == (0, len(late), 1)


@pytest.mark.article("8(3)", "14(1)")
def test_a_refused_address_is_told_once_whoever_was_written_to(a_case: At) -> None:
    case = a_case("agreed")
    next_morning(case)
    with unit_of_work() as work:
        mail = update(Message).where(
            Message.life_id == case.case, Message.recipient_id == case.person(SILENT)
        )
        work.session.execute(mail.values(status=MessageStatus.FAILED))
    look_again(case.case)
    case.stage.settle()
    for _ in range(3):
        next_morning(case)
    assert said(case, MANAGER).count(("happened", "refused")) == 1


@pytest.mark.article("14(1)", "16(1)")
def test_what_a_server_refused_or_took_without_a_word_is_told_again(a_case: At) -> None:
    case = a_case("planned")
    everything(case)
    next_morning(case)
    happened = [line for line in said(case, MANAGER) if line[0] == "happened"]
    mail = update(Message).where(Message.template == "reminders/officer")
    for came in (MessageStatus.FAILED, MessageStatus.UNKNOWN):
        with unit_of_work() as work:
            work.session.execute(mail.values(status=came))
            again_on(work)
        next_morning(case)
        again = [line for line in mornings(case, MANAGER)[-1] if line[0] == "happened"]
        assert again == happened
    with unit_of_work() as work:
        work.session.execute(mail.values(status=MessageStatus.SENT))
        again_on(work)
    next_morning(case)
    assert said(case, MANAGER).count(("happened", "asked")) == 3


@pytest.mark.article("16(2)")
def test_what_was_done_and_then_was_not_is_told(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    with case.head() as work:
        follows = Follows("Thirret mjeku.", today + 3 * DAY)
        visit = visits.enter(work, case.case, Visited(today, "Drita Krasniqi", "Mirë.", follows))
        follow_up = visit.follow_ups[0].id
    case.stage.move_to(today + 2 * DAY)
    for became, on in ((Followed.DONE, today), (Followed.NOT_DONE, today + DAY)):
        with case.manager() as work:
            visits.say(work, follow_up, became, said_on=on, words="Nuk u gjet.")
    case.stage.move_to(today + 5 * DAY)
    assert ("happened", "not_followed") in said(case, MANAGER)


@pytest.mark.article("10(2)", "14(1)", "16(1)")
def test_a_member_in_conflict_is_told_to_both_and_a_manager_to_the_head(a_case: At) -> None:
    case = a_case("agreed")
    case.declare_conflict(SILENT)
    next_morning(case)
    for who in (MANAGER, HEAD):
        assert said(case, who).count(("happened", "member_conflict")) == 1
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    case.stage.settle()
    before = len(mornings(case, MANAGER))
    for _ in range(4):
        next_morning(case)
    assert len(mornings(case, MANAGER)) == before  # nothing of that case any more
    assert said(case, HEAD).count(("happened", "manager_conflict")) == 1
    assert ("late", "ask_replacement") in said(case, HEAD)  # the head stands in
    assert ("centre", "") not in mornings(case, HEAD)[-1]  # and is not told twice


@pytest.mark.article("8(3)", "14(1)")
def test_another_day_is_told_while_it_is_the_heads_question(a_case: At) -> None:
    case = a_case("proposed")
    with case.head() as work:
        convening.counter(work, case.meeting().id, note="Jam në gjykatë.")
    case.stage.settle()
    next_morning(case)
    assert said(case, MANAGER).count(("happened", "countered")) == 1
    assert ("happened", "countered") not in said(case, HEAD)


@pytest.mark.article("5(1.2)", "14(3.1)", "16(1)")
def test_what_members_and_the_head_say_is_told_once(a_case: At) -> None:
    case = a_case("planned")
    everything(case)
    next_morning(case)
    mail = [what for section, what in mornings(case, MANAGER)[-1] if section == "happened"]
    assert sorted(mail) == ["answered", "asked", "informed"]
    with case.manager() as work:
        question = supervision_question(work, case)
        supervision.answer(work, question, words="Po.", said_on=work.clock.today())
    next_morning(case)
    next_morning(case)
    assert said(case, HEAD).count(("happened", "question_answered")) == 1
    assert [what for section, what in said(case, MANAGER) if section == "happened"] == mail


@pytest.mark.article("16(1)", "17(3)")
def test_a_deputy_in_office_has_the_heads_mail_and_nobody_has_it_twice(a_case: At) -> None:
    case = a_case("proposed")
    with case.head() as work:
        place, other = case.row().municipality_id, case.account(OTHER_MANAGER).id
        days = deputies.Days(case.clock.today(), case.clock.today() + 20 * DAY)
        deputies.appoint(work, place, other, days, "Vendimi 4")
    case.stage.settle()
    next_morning(case)
    assert ("nears", "agree_date") in said(case, OTHER_MANAGER)
    assert said(case, HEAD) == []


@pytest.mark.article("10(2)", "14(1)")
def test_however_many_cases_the_statements_are_as_many(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("agreed", clock)
    case.declare_conflict(SILENT)
    case.clock.move_to(case.clock.today() + 5 * DAY)

    def looked() -> tuple[int, int]:
        with unit_of_work(read_only=True) as work:
            life = reminders_of(work.session)
            with counted() as seen:
                facts = morning_facts(work.session, life, work.clock.today())
                lines = facts.of(work.clock.today())
                facts.next_day(work.clock.today())
        return len(seen), sum(map(len, lines.values()))

    copy_case(cleaner.connection, case.case, 1, 1)
    few, of_two = looked()
    copy_case(cleaner.connection, case.case, 2, 9)
    many, of_ten = looked()
    assert many == few
    assert of_ten > 4 * of_two > 0


@pytest.mark.article("10(6)", "18(1)")
def test_no_word_that_anybody_wrote_is_in_an_officers_morning(a_case: At) -> None:
    case = a_case("planned")
    everything(case)
    case.declare_conflict(SILENT)
    case.stage.move_to(case.clock.today() + 40 * DAY)
    kinds = {what for who in (MANAGER, HEAD) for section, what in said(case, who)}
    assert kinds >= {"informed", "answered", "asked", "member_conflict", "review_plan"}
    secrets = set(written_words())
    assert case.row().number not in secrets
    assert len(secrets) > 100
    with unit_of_work(read_only=True) as work:
        institutions = {each.affiliation for each in work.session.scalars(select(Professional))}
    for mail in case.messages("reminders/officer"):
        for language in LANGUAGES:
            text = as_it_was_queued(mail.id, language)
            for name in institutions:  # a table's own are named; one of them referred the child
                text = text.replace(name, "")
            assert not [each for each in secrets if each in text]


def everything(case: ACase) -> None:
    """A member informs and answers, and the head asks, each in words."""
    seat, today = case.seat(SILENT), case.clock.today()
    with member_acting(seat) as work:
        information.give(work, seat, words="U pa te halla.", source="Halla.")
    with case.manager() as work:
        asked = inquiries.ask(
            work,
            case.case,
            seat,
            words="A është regjistruar?",
            asked_on=today,
            due_on=today + 20 * DAY,
        ).id
    with member_acting(seat) as work:
        inquiries.answer(work, seat, asked, words="Ende jo, pa leje.")
    with case.head() as work:
        supervision.ask(work, case.case, words="Pse kaq vonë?", asked_on=today)
    case.stage.settle()


def supervision_question(work: Any, case: ACase) -> UUID:
    query = select(SupervisionQuestion.id).where(SupervisionQuestion.case_id == case.case)
    found: UUID = work.session.scalars(query).one()
    return found


def again_on(work: Work) -> None:
    """The round looks at the centre on the next morning, whatever else is due."""
    life = reminders_of(work.session)
    life.last_look = {**life.last_look, "until": (work.clock.now() + DAY / 2).isoformat()}
    life.wake_at = work.clock.now() + DAY / 2


def reminders_of(session: Any) -> Life:
    query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
    found: Life = session.scalars(query).one()
    return found


def written_words() -> Iterator[str]:
    """Every sealed value of every row but the officers' own and their sign-in's, in clear."""
    with unit_of_work(read_only=True) as work:
        for mapper in Base.registry.mappers:
            own = SIGN_INS_OWN | BEGUN_BY_OFFICERS
            if mapper.class_ is Account or mapper.class_.__tablename__ in own:
                continue
            names = [name for name, each in vars(mapper.class_).items() if isinstance(each, Sealed)]
            rows: Sequence[Any] = work.session.scalars(select(mapper.class_)).all() if names else ()
            for value in (getattr(row, name) for row in rows for name in names):
                if isinstance(value, str) and len(value) > 3:
                    yield value


def test_every_happening_has_words() -> None:
    for language in LANGUAGES:
        macros: Any = _environment(language, "txt").get_template("reminders/morning.txt").module
        lines = [line for line in samples.sample("reminders/officer").lines if line.what]  # type: ignore[attr-defined]
        told = {
            line.what: macros.happened(line).strip() for line in lines if line.section == "happened"
        }
        assert told.keys() == set(Happening)
        assert all(told.values())
        assert len(set(told.values())) == len(Happening)


@pytest.mark.article("14(1)", "16(1)")
def test_of_a_mail_whose_process_died_nobody_says_that_it_did_not_leave(a_case: At) -> None:
    """A server may have taken it: what it said is told anew, and it stays unknown."""
    case = a_case("appointed")
    case.stage.move_to(max(each.due for each in case.duties().values() if each.due) + DAY)
    told = {what for _, what in mornings(case, MANAGER)[-1]}
    last = case.messages("reminders/officer", case.account(MANAGER).id)[-1]
    with unit_of_work() as work:
        held = work.session.get_one(Message, last.id)
        held.status, held.attempts = MessageStatus.SENDING, 1
        held.lease_until = datetime.now(UTC) - timedelta(minutes=5)
    next_morning(case)
    with unit_of_work() as work:
        assert work.session.get_one(Message, last.id).status == MessageStatus.UNKNOWN
    assert told <= {what for _, what in mornings(case, MANAGER)[-1]}
