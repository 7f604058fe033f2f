"""What people do beside the straight way: they leave, die, are corrected, and type it late."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from rules.agenda import Approval
from rules.aims import Aim
from rules.assessment import Risk
from rules.composition import ChildStatus, Relation
from rules.days import add_months
from rules.initiative import RequestMeans
from rules.known import Certainty, FactName
from rules.participants import Part, Word
from rules.service import Served
from rules.signing import SignatureMethod
from rules.succession import Departure
from rules.superior import SuperiorMeans
from tests.scenarios import verbs_of_chairing as chairing
from tests.scenarios import verbs_of_closing as closing
from tests.scenarios import verbs_of_declaring as declaring
from tests.scenarios import verbs_of_serving as serving
from tests.scenarios import verbs_of_succession as succession
from tests.scenarios import verbs_of_superiors as superiors
from tests.scenarios import verbs_of_the_agenda as agenda
from tests.scenarios import verbs_of_the_case as the_case
from tests.scenarios import verbs_of_the_people as people
from tests.scenarios import verbs_of_the_reports as the_reports
from tests.scenarios import verbs_of_the_requests as requests
from tests.scenarios import verbs_of_the_table as table
from tests.scenarios import verbs_of_what_is_known as known
from tests.scenarios.a_life import LATE, NEWCOMERS, REASON, ALife

OFFICES = ("police", "trafficking police", "community office", "welfare", "victim advocate")
WHO = st.sampled_from([*OFFICES, "sergeant"])
OFFICER = st.sampled_from(["manager", "other manager", "third manager"])
HELD = st.integers(1, 2)
ANY = st.sampled_from([None, None, 1, 2, 3])


class Moves(ALife):
    """Each is one act of casework, through the verbs of the timelines."""

    @rule(
        who=WHO, departure=st.sampled_from(Departure), heir=st.booleans(), late=LATE, reason=REASON
    )
    def leave(self, who: str, departure: Departure, heir: bool, late: int, reason: str) -> None:
        successor = self.newcomer("sergeant") if heir else None
        how = {"departure": departure, "reason": reason, "successor": successor}
        self.enter(succession.release, late, who=who, **how)

    @rule(who=WHO, by=st.sampled_from([*NEWCOMERS, "trafficking police"]))
    def succeed(self, who: str, by: str) -> None:
        if by in NEWCOMERS:
            self.newcomer(by)
        self.enter(succession.name_successor, of=who, who=by)

    @rule(who=WHO)
    def see_departure(self, who: str) -> None:
        self.enter(succession.see_departure, of=who)

    @rule(who=WHO)
    def recuse(self, who: str) -> None:
        self.enter(people.recuse, who=who)

    @rule(who=WHO, late=LATE, needed=st.booleans())
    def ask_replacement(self, who: str, late: int, needed: bool) -> None:
        if needed:
            self.enter(people.ask_replacement, late, of=who)
        else:
            self.enter(people.need_no_replacement, of=who, reason="Mjaftojnë të tjerët.")

    @rule(who=st.sampled_from(sorted(NEWCOMERS)), reason=REASON)
    def seat_somebody_new(self, who: str, reason: str) -> None:
        self.enter(people.compose, who=[self.newcomer(who)], reason=reason)

    @rule(who=WHO, confidential=st.booleans(), on_paper=st.booleans())
    def declare(self, who: str, confidential: bool, on_paper: bool) -> None:
        self.enter(people.declare, who=[who], on_paper=on_paper, confidential=confidential)

    @rule(who=WHO, late=LATE)
    def refuse_to_sign(self, who: str, late: int) -> None:
        self.enter(declaring.refuse_to_sign, late, who=who, on_paper=True)

    @rule(who=st.sampled_from(["child", "mother", "father"]), late=LATE, word=st.sampled_from(Word))
    def family_signs(self, who: str, late: int, word: Word) -> None:
        self.enter(declaring.sign_on_paper, late, who=who, word=word, signed_by="Nëna.")

    @rule(who=st.sampled_from([Relation.CHILD, Relation.MOTHER]), late=LATE)
    def die(self, who: Relation, late: int) -> None:
        self.enter(known.die, late, who=who)

    @rule(who=st.sampled_from([Relation.CHILD, Relation.MOTHER]), reason=REASON)
    def live_after_all(self, who: Relation, reason: str) -> None:
        self.enter(known.take_back_death, who=who, reason=reason)

    @rule(status=st.sampled_from(ChildStatus), late=LATE, corrects=st.booleans(), reason=REASON)
    def status_under_4_6(self, status: ChildStatus, late: int, corrects: bool, reason: str) -> None:
        value = None if status is ChildStatus.UNKNOWN else status
        what: dict[str, Any] = {"value": value, "correction": corrects, "reason": reason}
        self.enter(known.state, late, fact=FactName.STATUS, **what)

    @rule(years=st.sampled_from([2, 17, 18, 19]), days=st.integers(-40, 40), late=LATE)
    def birth_date(self, years: int, days: int, late: int) -> None:
        born = add_months(self.case.clock.today(), -12 * years) + timedelta(days=days)
        what: dict[str, Any] = {"value": born, "correction": True, "reason": "Libri amë."}
        self.enter(known.state, late, fact=FactName.BIRTH_DATE, **what)

    @rule(certainty=st.sampled_from(Certainty))
    def birth_certainty(self, certainty: Certainty) -> None:
        self.enter(known.state, fact=FactName.BIRTH_CERTAINTY, value=certainty)

    @rule(
        of=st.sampled_from([Relation.MOTHER, Relation.FATHER]),
        marked=st.sampled_from([True, False, None]),
        reason=REASON,
    )
    def mark_of_violence(self, of: Relation, marked: bool | None, reason: str) -> None:
        self.enter(known.state, fact=FactName.VIOLENCE, of=of, value=marked, reason=reason)

    @rule(who=WHO, what=st.sampled_from(Served), of=ANY, late=LATE, witness=REASON)
    def serve_by_hand(
        self, who: str, what: Served, of: int | None, late: int, witness: str
    ) -> None:
        self.enter(serving.serve_by_hand, late, who=[who], what=what, of=of, witness=witness)

    @rule(late=LATE, of=ANY, unasked=st.booleans(), agreed=st.sampled_from([None, *Approval]))
    def hold_entered_late(
        self, late: int, of: int | None, unasked: bool, agreed: Approval | None
    ) -> None:
        self.enter(table.tell_family, late, of=of, because="E konfirmoi vetë nëna.")
        sat_in = ["Gazetari"] if unasked else []
        self.enter(table.hold, late, of=of, unasked=sat_in, agenda=agreed, agenda_changes="Rendi.")

    @rule(of=HELD, reason=REASON)
    def minutes_of_long_ago(self, of: int, reason: str) -> None:
        self.enter(table.write_minutes, of=of, reason=reason)

    @rule(of=HELD, who=WHO, method=st.sampled_from(SignatureMethod))
    def sign_old_minutes(self, of: int, who: str, method: SignatureMethod) -> None:
        self.enter(table.sign_minutes, of=of, who=[who], method=method, reason="S'pajtohet.")

    @rule(who=WHO, late=LATE)
    def report_on_paper(self, who: str, late: int) -> None:
        self.enter(the_reports.report, late, who=[who], on_paper=True)

    @rule(of=st.sampled_from([Relation.CHILD, Relation.MOTHER]), late=LATE, said=REASON)
    def opinion_entered_late(self, of: Relation, late: int, said: str) -> None:
        self.enter(closing.opinion, late, of=of, said=said, not_asked="" if said else "Jo.")

    @rule(late=LATE, close=st.booleans())
    def decision_entered_late(self, late: int, close: bool) -> None:
        self.enter(closing.close if close else closing.do_not_close, late)

    @rule(late=LATE, risk=st.sampled_from([Risk.LOW, Risk.HIGH]), why=REASON)
    def settled_late(self, late: int, risk: Risk, why: str) -> None:
        self.enter(the_case.settle_assessment, late, risk=risk, why=why)

    @rule(late=LATE, who=WHO, aim=st.sampled_from([None, *Aim]))
    def plan_adopted_late(self, late: int, who: str, aim: Aim | None) -> None:
        self.enter(the_case.adopt_plan, late, actions=[the_case.Row(who=who, until=120, aim=aim)])

    @rule(late=LATE, who=WHO, by=WHO, drop=st.booleans(), reason=REASON)
    def review_changes_the_plan(
        self, late: int, who: str, by: str, drop: bool, reason: str
    ) -> None:
        change = the_case.Changed(who=who, by="" if drop else by, drop=drop, reason=reason)
        added = [the_case.Row(who=by, until=150, aim=Aim.FAMILY_SUPPORT)]
        if self.case.plans():
            self.enter(the_case.review, late, changed=[change], added=added)

    @rule(late=LATE, days=st.sampled_from([None, 7, 20, 31]), reason=REASON)
    def rhythm_of_reviews(self, late: int, days: int | None, reason: str) -> None:
        self.enter(the_case.set_rhythm, late, days=days, reason=reason)

    @rule(who=OFFICER, late=LATE)
    def another_manager(self, who: str, late: int) -> None:
        self.enter(the_case.appoint, late, who=who)

    @rule(who=OFFICER, late=LATE)
    def another_chair(self, who: str, late: int) -> None:
        self.enter(chairing.name_chair, late, who=who, words="Menaxherja mungon.")

    @rule(who=st.one_of(OFFICER, WHO), of=HELD, late=LATE)
    def chair_corrected(self, who: str, of: int, late: int) -> None:
        self.enter(chairing.correct_chair, late, who=who, of=of)

    @rule(who=st.one_of(OFFICER, WHO), late=LATE)
    def conflict_by_mistake(self, who: str, late: int) -> None:
        self.enter(declaring.withdraw_conflict, late, who=who)

    @rule(who=OFFICER, late=LATE)
    def chair_signs_on_paper(self, who: str, late: int) -> None:
        self.enter(declaring.chair_signs_on_paper, late, who=who)

    @rule(part=st.sampled_from([Part.ASSISTANT, Part.GUEST, Part.INTERPRETER, Part.UNASKED]),
          of=ANY, reason=REASON, late=LATE, witness=REASON)  # fmt: skip
    def bring(self, part: Part, of: int | None, reason: str, late: int, witness: str) -> None:
        who = {"who": f"{part} i ri", "institution": "OJQ"}
        self.enter(declaring.bring, late, part=part, of=of, reason=reason, witness=witness, **who)

    @rule(part=st.sampled_from([Part.GUEST, Part.UNASKED]), of=ANY, late=LATE, witness=REASON)
    def invite_again(self, part: Part, of: int | None, late: int, witness: str) -> None:
        self.enter(declaring.invite_again, late, who=f"{part} i ri", of=of, witness=witness)

    @rule(part=st.sampled_from([Part.ASSISTANT, Part.GUEST]), late=LATE, word=st.sampled_from(Word))
    def guest_signs(self, part: Part, late: int, word: Word) -> None:
        self.enter(declaring.sign_on_paper, late, who=f"{part} i ri", word=word)

    @rule(who=WHO, late=LATE, means=st.sampled_from(RequestMeans))
    def ask_for_meeting(self, who: str, late: int, means: RequestMeans) -> None:
        if means is RequestMeans.LINK:
            self.enter(requests.ask_for_meeting, who=who)
        else:
            self.enter(requests.enter_request, late, who=who, means=means)

    @rule(who=WHO, reason=REASON, planned=st.booleans())
    def answer_request(self, who: str, reason: str, planned: bool) -> None:
        if planned:
            self.enter(requests.answer_by_planned, of=who)
        else:
            self.enter(requests.refuse_meeting, of=who, reason=reason)

    @rule(days=st.integers(3, 20), suggested=st.booleans(), accepted=st.booleans())
    def another_day(self, days: int, suggested: bool, accepted: bool) -> None:
        day = (self.case.clock.today() - self.case.begins).days + days
        self.enter(table.counter, note="Jo atë ditë.", suggest=day if suggested else None)
        if accepted:
            self.enter(serving.accept, reason="Rrezik.")

    @rule(words=st.sampled_from(["Banimi", "Shkolla"]), late=LATE)
    def add_item(self, words: str, late: int) -> None:
        self.enter(agenda.add_item, late, words=words)

    @rule(who=WHO, of=HELD, late=LATE)
    def dissent(self, who: str, of: int, late: int) -> None:
        said = {"decision": "Plani", "words": "Nuk pajtohem."}
        self.enter(agenda.enter_dissent, late, who=who, of=of, **said)

    @rule(about=WHO, late=LATE, means=st.sampled_from(SuperiorMeans), reply=REASON)
    def superior_by_letter(self, about: str, late: int, means: SuperiorMeans, reply: str) -> None:
        how = {"means": means, "number": "04-1", "lies": "Arkivi", "witness": "Ana"}
        self.enter(superiors.tell_superior, late, about=about, **how)
        self.enter(superiors.superior_replies, about=about, words=reply)

    @rule()
    def withdraw_instruction(self) -> None:
        self.enter(the_reports.withdraw_instruction)
