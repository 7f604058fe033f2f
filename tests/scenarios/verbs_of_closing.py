"""What people do to close a case: Art. 17."""

from casework.case import closure
from rules.closure import Ground
from rules.signing import SignatureMethod
from simulation import words
from tests.scenarios.play import Play
from tests.scenarios.timeline_file import People
from tests.scenarios.verb import verb


@verb
def propose_closure(
    play: Play, *, ground: Ground = Ground.OUT_OF_DANGER, detail: str = "", after_eighteen: str = ""
) -> None:
    with play.as_manager() as work:
        closure.propose(
            work,
            play.case.case,
            ground=ground,
            assessment=words.CLOSING,
            detail=detail,
            after_eighteen=after_eighteen,
            by=play.manager(),
        )


@verb
def approve_closure(play: Play, *, by: str = "head") -> None:
    with play.as_head(by) as work:
        account = play.people.account(by)
        closure.decide_by_head(work, play.case.case, approve=True, by=account)


@verb
def return_closure(play: Play, *, note: str = "Shih edhe një herë.") -> None:
    with play.as_head() as work:
        closure.decide_by_head(
            work, play.case.case, approve=False, note=note, by=play.people.account("head")
        )


@verb
def opinions(
    play: Play,
    *,
    child: str = "",
    child_not_asked: str = "",
    parent: str = "",
    parent_not_asked: str = "",
) -> None:
    with play.as_manager() as work:
        closure.record_opinions(
            work,
            play.case.case,
            child=child,
            child_reason=child_not_asked,
            parent=parent,
            parent_reason=parent_not_asked,
        )


@verb
def close(play: Play) -> None:
    with play.as_manager() as work:
        closure.decide(work, play.case.case, close=True)


@verb
def do_not_close(play: Play) -> None:
    with play.as_manager() as work:
        closure.decide(work, play.case.case, close=False)


@verb
def sign_closure(
    play: Play, *, who: People, method: SignatureMethod = SignatureMethod.CODE, reason: str = ""
) -> None:
    """Members, or `manager`: who chairs signs too."""
    paper = play.case.closure().id
    for name in play.several(who):
        if name in {"manager", "other manager"}:
            with play.as_manager(name) as work:
                account = play.people.account(name)
                closure.sign(work, paper, account_id=account, method=SignatureMethod.PASSWORD)
            continue
        seat = play.seat(name)
        with play.as_member(seat) as work:
            closure.sign(work, paper, member_id=seat, method=method, reason=reason)
