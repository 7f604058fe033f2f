"""What people do between two meetings: they ask, answer, log, monitor, weigh, and type it late."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from rules.after_eighteen import CameOf
from rules.aims import Aim
from rules.decision_records import DecisionSubject, Dissented
from rules.information import Verification
from rules.initiative import RequestMeans
from rules.inquiries import AnsweredBy
from rules.logbook import ChildSeen, LogKind
from rules.monitoring import FindingsMeans, Indicator
from rules.outside import SentBy
from rules.participants import Part
from rules.planning import ActionStatus
from rules.visits import Followed
from tests.scenarios import verbs_of_contributing as contributing
from tests.scenarios import verbs_of_corrected_reports as corrected
from tests.scenarios import verbs_of_corrected_signatures as papers
from tests.scenarios import verbs_of_declaring as declaring
from tests.scenarios import verbs_of_informing as informing
from tests.scenarios import verbs_of_inquiring as inquiring
from tests.scenarios import verbs_of_letters as letters
from tests.scenarios import verbs_of_monitoring as monitoring
from tests.scenarios import verbs_of_signals as signals
from tests.scenarios import verbs_of_superiors as superiors
from tests.scenarios import verbs_of_supervising as supervising
from tests.scenarios import verbs_of_weighing as weighing
from tests.scenarios.a_life import LATE, REASON, ALife

OFFICES = ("police", "trafficking police", "community office", "welfare", "victim advocate")
WHO = st.sampled_from([*OFFICES, "sergeant"])
OF = st.integers(1, 2)
AHEAD = st.integers(-2, 40)


class MovesBetweenMeetings(ALife):
    """Each is one act of casework, through the verbs of the timelines."""

    def on_day(self, ahead: int) -> int:
        """A day so far from today, as timelines count theirs."""
        return (self.case.clock.today() - self.case.begins).days + ahead

    @rule(of=st.one_of(st.none(), OF), late=LATE)
    def take_invitation_back(self, of: int | None, late: int) -> None:
        who, reason = f"{Part.GUEST} i ri", "Herën tjetër."
        self.enter(declaring.take_invitation_back, late, who=who, of=of, reason=reason)

    @rule(of=WHO, ahead=AHEAD, late=LATE)
    def inquire(self, of: str, ahead: int, late: int) -> None:
        self.enter(inquiring.inquire, late, of=of, until=self.on_day(ahead))

    @rule(ahead=AHEAD, late=LATE, means=st.sampled_from(SentBy))
    def inquire_outside(self, ahead: int, late: int, means: SentBy) -> None:
        how = {"until": self.on_day(ahead), "means": means, "address": "zyra@shkolla.example"}
        self.enter(inquiring.inquire_outside, late, to="Shkolla Pjetër Bogdani", **how)

    @rule(of=OF, who=st.one_of(st.just(""), WHO), late=LATE, how=st.sampled_from(AnsweredBy))
    def answer_inquiry(self, of: int, who: str, late: int, how: AnsweredBy) -> None:
        self.enter(inquiring.answer_inquiry, late, of=of, who=who, how=how)

    @rule(of=OF, why=REASON)
    def withdraw_inquiry(self, of: int, why: str) -> None:
        self.enter(inquiring.withdraw_inquiry, of=of, why=why)

    @rule(who=WHO, ahead=AHEAD, back=st.booleans())
    def day_of_report(self, who: str, ahead: int, back: bool) -> None:
        if back:
            self.enter(inquiring.take_back_report_date, who=who)
        else:
            self.enter(inquiring.set_report_date, who=who, until=self.on_day(ahead))

    @rule(who=WHO, late=LATE, aim=st.sampled_from([None, *Aim]),
          typed=st.sampled_from([None, *RequestMeans]), ahead=AHEAD)  # fmt: skip
    def contribute(
        self, who: str, late: int, aim: Aim | None, typed: RequestMeans | None, ahead: int
    ) -> None:
        how = {"aim": aim, "typed": typed, "until": self.on_day(ahead)}
        self.enter(contributing.contribute, late, who=who, **how)

    @rule(of=OF, late=LATE, words=REASON)
    def leave_contribution(self, of: int, late: int, words: str) -> None:
        self.enter(contributing.leave_contribution, late, of=of, words=words)

    @rule(who=st.one_of(st.just(""), WHO), late=LATE, typed=st.booleans(), source=REASON)
    def inform(self, who: str, late: int, typed: bool, source: str) -> None:
        self.enter(informing.inform, late, who=who, typed=typed, source=source)

    @rule(who=st.one_of(st.just("manager"), WHO), late=LATE)
    def put_claim(self, who: str, late: int) -> None:
        self.enter(informing.put_claim, late, who=who)

    @rule(of=OF, who=st.one_of(st.just("manager"), WHO), found=st.sampled_from(Verification),
          typed=st.booleans(), late=LATE)  # fmt: skip
    def answer_claim(self, of: int, who: str, found: Verification, typed: bool, late: int) -> None:
        self.enter(informing.answer_claim, late, of=of, who=who, found=found, typed=typed)

    @rule(kind=st.sampled_from(LogKind), who=st.one_of(st.just(""), WHO), late=LATE,
          seen=st.sampled_from([None, *ChildSeen]))  # fmt: skip
    def log(self, kind: LogKind, who: str, late: int, seen: ChildSeen | None) -> None:
        self.enter(informing.log, late, kind=kind, who=who, name="" if who else "X", seen=seen)

    @rule(version=OF, late=LATE, indicator=st.sampled_from(Indicator))
    def monitor(self, version: int, late: int, indicator: Indicator) -> None:
        self.enter(monitoring.monitor, late, version=version, indicator=indicator)

    @rule(late=LATE, means=st.sampled_from(FindingsMeans))
    def tell_table(self, late: int, means: FindingsMeans) -> None:
        self.enter(monitoring.tell_table, late, means=means)

    @rule(reason=REASON, meeting=st.sampled_from([None, 1, 2]), late=LATE)
    def answer_signals(self, reason: str, meeting: int | None, late: int) -> None:
        self.enter(signals.answer_signals, late, reason=reason, meeting=meeting)

    @rule(who=WHO, status=st.sampled_from(ActionStatus), late=LATE, on_paper=st.booleans())
    def say_of_late_action(self, who: str, status: ActionStatus, late: int, on_paper: bool) -> None:
        how = {"status": status, "on_paper": on_paper}
        self.enter(superiors.answer_action, late, who=who, **how)

    @rule(who=WHO, status=st.sampled_from(ActionStatus), late=LATE, reason=REASON, of=st.booleans())
    def put_a_report_right(
        self, who: str, status: ActionStatus, late: int, reason: str, *, of: bool
    ) -> None:
        if of:
            word = {"who": who, "status": status, "reason": reason}
            self.enter(corrected.correct_action_word, late, **word)
        else:
            self.enter(corrected.correct_report_day, late, who=who, reason=reason)

    @rule(who=WHO, late=LATE, why=REASON, of=st.booleans())
    def take_a_report_back(self, who: str, late: int, why: str, *, of: bool) -> None:
        back = corrected.take_back_action_word if of else corrected.take_back_report
        self.enter(back, late, who=who, why=why)

    @rule(who=WHO, late=LATE, why=REASON, of=st.sampled_from([None, 1, 2]), back=st.booleans())
    def put_a_signature_right(
        self, who: str, late: int, why: str, of: int | None, *, back: bool
    ) -> None:
        if back:
            self.enter(papers.take_back_signature, late, who=who, of=of, why=why)
        else:
            self.enter(papers.correct_signature_day, late, who=who, of=of, reason=why)

    @rule(subject=st.sampled_from(DecisionSubject), options=st.integers(1, 3), late=LATE,
          meeting=st.sampled_from([0, 1, 2]), chosen=st.sampled_from([None, 1, 3]),
          dissented=st.sampled_from(Dissented), corrects=st.sampled_from([0, 0, 1]),
          reason=REASON)  # fmt: skip
    def weigh(self, subject: DecisionSubject, late: int, **said: Any) -> None:
        self.enter(weighing.weigh, late, subject=subject, **said)

    @rule(late=LATE, corrects=st.sampled_from([None, 1]), reason=REASON)
    def letter_of_services(self, late: int, corrects: int | None, reason: str) -> None:
        self.enter(letters.enter_letter, late, corrects=corrects, reason=reason)

    @rule(late=LATE, came=st.sampled_from(CameOf), words=REASON)
    def what_came_of_it(self, late: int, came: CameOf, words: str) -> None:
        self.enter(letters.say_of_letter, late, came=came, words=words, who=words)

    @rule(late=LATE, words=REASON)
    def head_asks(self, late: int, words: str) -> None:
        self.enter(supervising.ask_question, late, words=words)

    @rule(of=OF, late=LATE, words=REASON, way=st.sampled_from(["answer", "close", "further"]))
    def question_goes_on(self, of: int, late: int, words: str, way: str) -> None:
        verb = {
            "answer": supervising.answer_question,
            "close": supervising.close_question,
            "further": supervising.ask_further,
        }[way]
        self.enter(verb, late, of=of, words=words)

    @rule(days=st.integers(0, 60), remark=REASON)
    def month_signed_off(self, days: int, remark: str) -> None:
        of = self.on_day(-days)
        self.enter(supervising.sign_month, who="manager", of=of, remark=remark)

    @rule(late=LATE, follows=REASON, ahead=AHEAD, corrects=st.sampled_from([None, None, 1]))
    def head_visits(self, late: int, follows: str, ahead: int, corrects: int | None) -> None:
        until = self.on_day(ahead) if follows else None
        how = {"follows": follows, "until": until, "corrects": corrects}
        self.enter(supervising.enter_visit, late, **how)

    @rule(late=LATE, became=st.sampled_from(Followed), words=REASON)
    def followed(self, late: int, became: Followed, words: str) -> None:
        self.enter(supervising.say_followed, late, became=became, words=words)
