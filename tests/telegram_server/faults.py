"""Faults as data: what goes wrong, for whom and how often, and how fast a bot may send."""

import math
import random
from dataclasses import dataclass, field
from typing import Literal, get_args

from tests.telegram_server.wire import ApiError

Refusal = Literal[
    "forbidden",
    "deactivated",
    "chat_not_found",
    "migrated",
    "not_modified",
    "cannot_edit",
    "too_old",
    "nothing_to_delete",
    "cannot_delete",
    "conflict",
    "unauthorized",
    "server_error",
]
Mishap = Literal["too_many", "reset_before", "reset_after", "slow", "broken_json"]
Meddling = Literal["webhook_removed", "webhook_replaced"]
Kind = Refusal | Mishap | Meddling
KINDS: tuple[Kind, ...] = (*get_args(Refusal), *get_args(Mishap), *get_args(Meddling))
WEBHOOK = "webhook"
"""A method's name for what goes wrong when an update is posted to the bot."""

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
# Telegram's own words (tdlib/telegram-bot-api); a bot can tell most of them apart only by these.
REFUSALS: dict[Kind, tuple[int, str]] = {
    "forbidden": (403, "Forbidden: bot was blocked by the user"),
    "deactivated": (403, "Forbidden: user is deactivated"),
    "chat_not_found": (400, "Bad Request: chat not found"),
    "migrated": (400, "Bad Request: group chat was upgraded to a supergroup chat"),
    "not_modified": (400, f"Bad Request: {NOT_MODIFIED}"),
    "cannot_edit": (400, "Bad Request: message can't be edited"),
    "too_old": (400, f"Bad Request: {TOO_OLD}"),
    "nothing_to_delete": (400, "Bad Request: message to delete not found"),
    "cannot_delete": (400, "Bad Request: message can't be deleted for everyone"),
    "conflict": (409, OTHER_POLLER),
    "unauthorized": (401, "Unauthorized"),
    "server_error": (502, "Bad Gateway"),
}
_NEW_CHAT = -1_001_234_567_890  # where a migrated group is found from now on


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    `method` is a Bot API method, "*" for any, or WEBHOOK; `chat` narrows it to one person; the
    first `skip` matching calls are spared, then it strikes `times` times (None: for ever), each
    with `chance`. `reset_before` cuts the connection before the call is executed, `reset_after`
    when it is done; `broken_json` does it and answers gibberish. `seconds` is the retry_after of
    `too_many` and the delay of `slow`. With WEBHOOK as its method, `webhook_removed` is somebody
    else with the same token who removes the webhook before an update is posted, and
    `webhook_replaced` somebody who puts one of their own there.
    """

    method: str
    kind: Kind
    chat: int | None = None
    times: int | None = 1
    skip: int = 0
    chance: float = 1.0
    seconds: float = 1


class ConnectionCut(Exception):
    """The server is to drop the connection instead of answering."""


class Gibberish(Exception):
    """The server is to answer something that is not JSON."""


@dataclass(slots=True)
class Faults:
    """The faults still to come, and a record of those that struck."""

    seed: int = 1
    struck: list[tuple[str, int | None, Kind]] = field(default_factory=list)
    _planned: list[tuple[Fault, list[int]]] = field(default_factory=list)
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def add(self, *faults: Fault) -> None:
        """Plan faults; the first that matches a call strikes it. Raises ValueError for a kind
        that there is not."""
        for fault in faults:
            if fault.kind not in KINDS:
                raise ValueError(f"there is no fault {fault.kind}; there are {', '.join(KINDS)}")
        self._planned += [(fault, [0, 0]) for fault in faults]

    def clear(self) -> None:
        """Let everything go right from now on."""
        self._planned.clear()

    def draw(self, method: str, chat: int | None) -> Fault | None:
        """The fault that strikes this call, if any."""
        for fault, counts in self._planned:
            if not _matches(fault, method) or fault.chat not in (None, chat):
                continue
            counts[0] += 1
            spent = fault.times is not None and counts[1] >= fault.times
            if spent or counts[0] <= fault.skip or self._chance.random() >= fault.chance:
                continue
            counts[1] += 1
            self.struck.append((method, chat, fault.kind))
            return fault
        return None


def _matches(fault: Fault, method: str) -> bool:
    return fault.method == method or (fault.method == "*" and method != WEBHOOK)


def refuse(fault: Fault) -> None:
    """Do what a fault does instead of the call; nothing for those that strike after it.

    Raises ApiError or ConnectionCut.
    """
    if fault.kind in REFUSALS:
        new_chat = _NEW_CHAT if fault.kind == "migrated" else None
        raise ApiError(*REFUSALS[fault.kind], migrate_to=new_chat)
    if fault.kind == "too_many":
        raise too_many(fault.seconds)
    if fault.kind == "reset_before":
        raise ConnectionCut


def spoil(fault: Fault | None) -> None:
    """Do what a fault does to the answer of a call that has been executed.

    Raises ConnectionCut or Gibberish.
    """
    if fault and fault.kind == "reset_after":
        raise ConnectionCut
    if fault and fault.kind == "broken_json":
        raise Gibberish


def too_many(seconds: float) -> ApiError:
    """A 429 that asks for whole seconds, at least one."""
    wait = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


@dataclass(slots=True)
class _Bucket:
    filled_at: float
    tokens: float


@dataclass(slots=True)
class Rates:
    """How many messages a second a bot may send in all and to one chat, with bursts."""

    overall: float = 30
    overall_burst: int = 30
    chat: float = 1
    chat_burst: int = 20
    _buckets: dict[int | None, _Bucket] = field(default_factory=dict)

    def charge(self, chat: int, now: float) -> None:
        """Count one message to a chat at a time in seconds. Raises ApiError 429."""
        everyone = self._bucket(None, self.overall, self.overall_burst, now)
        one = self._bucket(chat, self.chat, self.chat_burst, now)
        waits = (1 - everyone.tokens) / self.overall, (1 - one.tokens) / self.chat
        if max(waits) > 0:
            raise too_many(max(waits))
        everyone.tokens -= 1
        one.tokens -= 1

    def _bucket(self, key: int | None, rate: float, burst: int, now: float) -> _Bucket:
        bucket = self._buckets.setdefault(key, _Bucket(now, burst))
        bucket.tokens = min(burst, bucket.tokens + (now - bucket.filled_at) * rate)
        bucket.filled_at = now
        return bucket
