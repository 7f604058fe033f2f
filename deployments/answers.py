"""Whether something answers over HTTP."""

import httpx


def answers(url: str, auth: str = "") -> bool:
    """One question; every answer but a failure of the server counts."""
    user, _, password = auth.partition(":")
    try:
        reply = httpx.get(url, auth=(user, password) if auth else None, timeout=5)
    except httpx.HTTPError:
        return False
    return reply.status_code < httpx.codes.INTERNAL_SERVER_ERROR
