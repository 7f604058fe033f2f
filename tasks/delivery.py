"""Sending what the steps of a life have queued."""

import logging
from uuid import UUID

from rules.steps import StepInfo
from tasks.step import as_task, scrubbed
from workflow import activation

logger = logging.getLogger(__name__)

DELIVERY = StepInfo("deliver_notices", "Deliver the notices", "8(3)")


def _deliver(life_id: UUID, _subject_id: UUID) -> None:
    """Send every notice of this life that may leave now; what is refused for now comes later."""
    done = activation.deliver(life_id)
    if done.delayed or done.refused:
        logger.warning("Life %s: %d later, %d refused", life_id, done.delayed, done.refused)


deliver_notices = as_task(scrubbed(_deliver, DELIVERY.name), DELIVERY, "life_id")
