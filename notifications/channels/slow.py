"""The answer to a whole mail that takes its time: waited for apart, so that nothing leaves twice.

RFC 5321, 4.5.3.2.6 has the sender wait ten minutes for it: whoever gives up sooner sends again what
the server may have taken. Meanwhile its connection is nobody else's, and other mails leave.
"""

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import replace
from typing import Final

import aiosmtplib

from notifications.channels import Reply, Verdict
from notifications.channels.answers import of_error
from notifications.channels.mail_line import PARTING, PER_COMMAND

AT_HAND: Final = PER_COMMAND
"""Seconds within which most servers answer; who sends waits for no longer."""
ANSWERED_WITHIN: Final = 600.0
MOST: Final = 5
"""Answers that are waited for at a time; one more is given up as before, and tried again."""

in_hand: set[asyncio.Task[object] | None] = set()  # touched in the loop's own thread only
"""What is under way on the wire, and broken off when the process leaves."""
_waiting: set[asyncio.Task[None]] = set()  # a loop keeps no task alive (Python docs, create_task)


async def answered(client: aiosmtplib.SMTP, content: bytes) -> Reply:
    """What the server makes of a whole mail; `later` where it has not said so yet. Of that the
    connection is not the caller's any more."""
    answer = asyncio.create_task(_answer(client, content))
    try:
        await asyncio.wait({answer}, timeout=AT_HAND)
    except asyncio.CancelledError:
        answer.cancel()
        raise
    if answer.done():
        return answer.result()
    if len(_waiting) >= MOST:
        answer.cancel()
        raise TimeoutError
    later: Future[Reply] = Future()
    _waiting.add(task := asyncio.create_task(_see_through(client, answer, later)))
    task.add_done_callback(_waiting.discard)
    return Reply(Verdict.AWAITED, "no answer yet", later=later)


def doubted(reply: Reply) -> Reply:
    """Of what was handed over: only an answer says that it was not taken."""
    is_unanswered = reply.lost or reply.verdict == Verdict.RELEASED
    return replace(reply, in_doubt=True) if is_unanswered else reply


async def _answer(client: aiosmtplib.SMTP, content: bytes) -> Reply:
    answer = await client.data(content, timeout=ANSWERED_WITHIN)
    return Reply(Verdict.ACCEPTED, f"{answer.code} accepted")


async def _see_through(
    client: aiosmtplib.SMTP, answer: asyncio.Task[Reply], later: Future[Reply]
) -> None:
    task = asyncio.current_task()
    in_hand.add(task)
    try:
        later.set_result(await answer)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        later.set_result(doubted(of_error(error)))
    except asyncio.CancelledError:
        is_stopped = task is None or task.cancelling()
        stopped = Reply(Verdict.RELEASED, "stopped")  # else aiosmtplib's waiter ran out of time
        later.set_result(doubted(stopped if is_stopped else of_error(TimeoutError())))
    finally:
        in_hand.discard(task)
    with suppress(aiosmtplib.SMTPException, OSError):
        await client.quit(timeout=PARTING)
    client.close()
