"""Who chairs a meeting: named by the head, put on record as it was: Art. 4(2), 6(1.4)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.beginning import done_on
from casework.record.chairing import is_recorded, substitute_of, substitutes
from casework.record.table import held_of, meetings, minutes_of, open_case
from casework.table import signing
from casework.tell import chairing as tell
from casework.tell.handover import cross_off, hand_on
from casework.tell.reminders import look_next_morning
from core.clock import local_day
from identity.access import NotThere
from identity.conflicts import has_conflict
from identity.heads_word import take_for_head
from identity.officers import chair_of, managers_on, nominee
from models.case import Case, FamilyPerson, Member
from models.chairing import SubstituteChair
from models.life import Life
from models.meeting import Meeting, Minutes, Signature
from models.people import Account
from models.session import Work
from rules.basis import Article
from rules.breaches import Wrong
from rules.chairing import ChairOfTheDay, Naming, check_chair, check_named, check_naming, wrong
from rules.meetings import Record
from rules.signing import SignedPaper
from workflow import breaches
from workflow.kinds import case_of, kind_of
from workflow.life import after_act, lock


@dataclass(frozen=True, slots=True)
class Chaired:
    """Who chaired: an officer of the centre, somebody at the table, or somebody else."""

    account_id: UUID | None = None
    member_id: UUID | None = None
    words: str = ""


def name_substitute(
    work: Work,
    meeting_id: UUID,
    account_id: UUID,
    *,
    by: UUID,
    words: str = "",
    on: date | None = None,
    shown: int | None = None,
) -> None:
    """The head names who chairs one meeting in the manager's place: Art. 4(2).

    `on` is the day of the head's word; typed after the meeting it strikes the breach through.
    `shown` is how many the page had named so far.
    """
    meeting = work.session.get(Meeting, meeting_id)
    case = case_of(work.session, meeting.life_id) if meeting else None
    if meeting is None or case is None:
        raise NotThere
    life = open_case(work, case.id).life
    take_for_head(work, case.municipality_id, by, Article(4, "2"), at=case.id, on=on)
    last = substitute_of(work.session, meeting.id)
    as_shown = shown in {None, last.number if last else 0}
    stays = last is not None and last.account_id == account_id
    same = last.named_on if last and stays and words.strip() in {"", last.words or ""} else None
    said = _naming(work, case, meeting, account_id, by)
    said = replace(said, named_on=on, same_since=same, as_shown=as_shown)
    named_on = done_on(work, life, check_naming(said, work.clock.today()))
    substitute = SubstituteChair(
        meeting_id=meeting.id,
        account_id=account_id,
        number=last.number + 1 if last else 1,
        named_by_id=by,
        named_on=named_on,
        words=words.strip() or None,
        recorded_at=work.clock.now(),
    )
    work.session.add(substitute)
    work.session.flush()
    if meeting.held_at is None and not stays:
        tell.substitute_named(work, case, meeting, substitute)
    detail = {"meeting": meeting.number, "officer": account_id, "on": named_on}
    work.record("substitute chair named", "4(2)", life=life, **detail)
    after_act(work, life.id, "substitute chair named")
    judge_anew(work, life.id)


def _naming(work: Work, case: Case, meeting: Meeting, account_id: UUID, by: UUID) -> Naming:
    """The head's word, as the rules see it."""
    return Naming(
        officer=nominee(work.session.get(Account, account_id)),
        centre=case.municipality_id,
        named_on=None,
        held_on=local_day(meeting.held_at) if meeting.held_at else None,
        called_off=meeting.cancelled_at is not None,
        is_guardian=_is_guardian(work, case.id, account_id),
        manages=case.manager_id == account_id and meeting.held_at is None,
        in_conflict=has_conflict(work.session, case.id, account_id),
        own=by in {account_id, case.manager_id},
    )


def _is_guardian(work: Work, case_id: UUID, account_id: UUID) -> bool:
    query = select(FamilyPerson.id).where(
        FamilyPerson.case_id == case_id, FamilyPerson.officer_id == account_id
    )
    return work.session.scalar(query.limit(1)) is not None


def who(
    work: Work, life: Life, meeting: Meeting, held_on: date, chaired: Chaired | None
) -> Chaired:
    """Who chaired as it is said, else whose part it was; `NotThere` for who is of neither."""
    if chaired is None:
        return appointed_to_chair(work, life, meeting, held_on)
    check_known(work, life, chaired)
    return chaired


def appointed_to_chair(work: Work, life: Life, meeting: Meeting, held_on: date) -> Chaired:
    """Whose part it was to chair: the substitute named for it, else the manager of that day."""
    substitute = substitute_of(work.session, meeting.id)
    if substitute is not None and _holds(work, life, substitute, held_on):
        return Chaired(account_id=substitute.account_id)
    chair = chair_of(work.session, life, work.clock.today())
    current = chair.id if chair else None
    on_the_day = _managers(work, life, held_on, current)
    if current in on_the_day or not on_the_day:
        return Chaired(account_id=current)
    return Chaired(account_id=min(on_the_day, key=str))


def _holds(work: Work, life: Life, named: SubstituteChair, day: date) -> bool:
    """The head's word was given by this day, and they had declared no conflict before it."""
    conflict = has_conflict(work.session, life.id, named.account_id, before=day)
    return named.named_on <= day and not conflict


def _managers(work: Work, life: Life, day: date, chair: UUID | None) -> frozenset[UUID]:
    """The municipal table has no case: whoever chairs it there is nobody's substitute (T6)."""
    if kind_of(life).of_a_child:
        return managers_on(work.session, life.id, day)
    return frozenset({chair} if chair else ())


def officer_there(work: Work, life: Life, held_on: date, chair: Chaired) -> UUID | None:
    """The officer who chaired: manager, substitute or nobody's; who was away sat there for nobody.

    At the municipal table who convenes it: nobody else is asked to declare there.
    """
    if kind_of(life).of_a_child:
        return chair.account_id
    current = chair_of(work.session, life, work.clock.today())
    managers = _managers(work, life, held_on, current.id if current else None)
    return chair.account_id if chair.account_id in managers else None


def chair_of_the_day(work: Work, life: Life, meeting: Meeting, held_on: date) -> ChairOfTheDay:
    """Who chaired by the record, beside whom the centre had appointed."""
    named = substitutes(work.session, meeting.id)
    return ChairOfTheDay(
        held_on=held_on,
        officer=meeting.chaired_by_id,
        managers=_managers(work, life, held_on, meeting.chaired_by_id),
        substitutes=frozenset(
            each.account_id for each in named if _holds(work, life, each, held_on)
        ),
    )


def put_on_record(meeting: Meeting, chair: Chaired) -> None:
    """Who chaired, appointed or not. The caller says next that it was held: the database lets a
    meeting have a chair with that only, so that both are written in one statement."""
    meeting.chaired_by_id, meeting.chaired_by_member_id = chair.account_id, chair.member_id
    meeting.chaired_by_words = chair.words.strip() or None


def judge(work: Work, life: Life, meeting: Meeting, record: Record) -> None:
    """Note a breach where nobody had appointed who chaired; tell the head of another chair."""
    chair = chair_of_the_day(work, life, meeting, record.held_on)
    absent = {member.id for member in record.members if not member.present}
    check_chair(replace(chair, was_away=meeting.chaired_by_member_id in absent))
    if not (kind_of(life).of_a_child and is_recorded(meeting)):
        return
    breaches.note(work, life, wrong(chair, meeting.id), again=True)
    if chair.manager_was_absent:
        tell.manager_did_not_chair(work, work.session.get_one(Case, life.id), meeting)
        work.record("manager did not chair", "6(1.4)", life=life, meeting=meeting.number)


def check_known(work: Work, life: Life, chaired: Chaired) -> None:
    """An officer of this centre, or somebody who sits or sat at this table; else `NotThere`."""
    check_named(chaired.account_id, chaired.member_id, chaired.words)
    account = work.session.get(Account, chaired.account_id) if chaired.account_id else None
    if chaired.account_id and (account is None or account.municipality_id != life.municipality_id):
        raise NotThere
    member = work.session.get(Member, chaired.member_id) if chaired.member_id else None
    if chaired.member_id and (member is None or member.life_id != life.id):
        raise NotThere


def judge_anew(work: Work, life_id: UUID) -> None:
    """An appointment was typed later, or its day corrected: whom the centre had appointed by the
    day of each meeting follows from it, either way."""
    life = lock(work, life_id)
    for meeting in filter(is_recorded, held_of(meetings(work.session, life_id))):
        day = meeting.met_on
        chair = chair_of_the_day(work, life, meeting, day)
        if chair.is_appointed:
            breaches.happened(work, life_id, Wrong.CHAIRED_UNAPPOINTED, day, subject_id=meeting.id)
        breaches.note(work, life, wrong(chair, meeting.id), again=True)


def hand_over(work: Work, case: Case, former_id: UUID, reader_id: UUID | None) -> None:
    """What was asked of the former manager is asked of who answers now; what they chaired stays
    theirs to sign."""
    cross_off(work, case.id, former_id)
    look_next_morning(work, case.municipality_id)
    handed_on = hand_on(work, case.id, former_id, reader_id)
    work.record("case handed over", "4(2)", life=case.life, officer=former_id, notices=handed_on)
    for paper in minutes_of(work.session, case.id):
        if paper.signatures_asked_at is not None:
            ask_to_sign(work, case.life, paper)


def ask_to_sign(work: Work, life: Life, paper: Minutes, *, anew_on: date | None = None) -> None:
    """Who answers for the table sees the duty; who chaired that meeting, and does not, is asked.

    Once a version; also where they hand the case over before they have signed.
    """
    chair, signs = chair_of(work.session, life, work.clock.today()), paper.meeting.chaired_by_id
    if signs is None or (chair is not None and chair.id == signs):
        return
    text = signing.in_force(work.session, paper.id)
    if text is None or _is_signed_by(work, paper, signs):
        return
    of, kind = paper.meeting, SignedPaper.MINUTES
    tell.chair_signs(work, life, of, kind, signs, version=text.version, taken_back_on=anew_on)


def _is_signed_by(work: Work, paper: Minutes, account_id: UUID) -> bool:
    text = (Signature.paper_id == paper.id, Signature.digest == paper.digest, Signature.stands())
    query = select(Signature.id).where(*text, Signature.account_id == account_id)
    return work.session.scalar(query) is not None
