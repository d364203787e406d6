"""A sign-in under way, in Redis for some minutes: one that gets lost is begun again."""

import hashlib
import json
from dataclasses import asdict, dataclass

import redis.asyncio
from redis.exceptions import RedisError

from practice.errors import BacktalkError

PREFIX = "backtalk:signin:"
LASTS_S = 600


class SignInUnavailable(BacktalkError):
    code, status, title = "sign_in_unavailable", 503, "Signing in is not possible right now"


@dataclass(frozen=True, slots=True)
class Pending:
    """What the provider's answer must fit, and where the browser goes afterwards."""

    nonce: str
    code_verifier: str
    next: str


def _key(state: str, browser: str) -> str:
    # of both: an answer that another browser brings finds nothing, so nobody can be signed in as somebody else by a link
    return PREFIX + hashlib.sha256(f"{browser}:{state}".encode()).hexdigest()


async def keep(client: redis.asyncio.Redis, state: str, browser: str, pending: Pending) -> None:
    """Raises SignInUnavailable while Redis is away."""
    try:
        await client.set(_key(state, browser), json.dumps(asdict(pending)), ex=LASTS_S)
    except (RedisError, OSError) as error:
        raise SignInUnavailable("Something that signing in needs is away. Try again in a moment.") from error


async def take(client: redis.asyncio.Redis, state: str, browser: str) -> Pending | None:
    """What was kept, once; None when it is unknown, over or used. Raises SignInUnavailable."""
    try:
        kept = await client.getdel(_key(state, browser))
    except (RedisError, OSError) as error:
        raise SignInUnavailable("Something that signing in needs is away. Try again in a moment.") from error
    return Pending(**json.loads(kept)) if kept else None
