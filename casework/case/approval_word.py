"""A closing that its approval does not carry falls on the word of whoever decides: Art. 17(3)."""

from uuid import UUID

from casework.record.approval_facts import lacking
from casework.record.closure_facts import current, proposal_of
from casework.record.table import open_case
from casework.table import overtaken
from identity.heads_word import take_for_head
from models.session import Work
from rules.approving import OwnApproval, check_let_fall
from workflow.life import after_act


def let_fall(work: Work, case_id: UUID, *, reason: str, by: UUID) -> None:
    """It can be proposed and approved anew; form and signatures stay to be read: 17(3).

    Whoever gave the approval in a conflict of interest does not say it: Art. 10(2).
    """
    case, closure = open_case(work, case_id), current(work, case_id)
    lacks = lacking(work, closure) if closure is not None else None
    check_let_fall(proposal_of(closure), lacks, reason, by, case.manager_id)
    assert closure is not None  # the rule asked
    take_for_head(work, case.municipality_id, by, OwnApproval.basis, at=case_id)
    closure.fell_for, closure.approval_lacked = reason.strip(), True
    overtaken.fall(work, case, closure)
    after_act(work, case_id, "closing let fall")
    overtaken.judge(work, case)
