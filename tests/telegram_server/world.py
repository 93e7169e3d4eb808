"""All that exists on the emulated Telegram: one bot, the people, their chats, and a clock."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram_server.faults import Faults, Rates
from tests.telegram_server.person import Person
from tests.telegram_server.spec import Spec
from tests.telegram_server.updates import MESSAGE_LIFE, TAP_LIFE, UpdateQueue
from tests.telegram_server.wire import ApiError, Json, Params, Upload

TOKEN = "424242:emulated-bot-token-for-tests"
_OFF_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Call:
    """One request a bot made, the HTTP status it got (0: no answer), and when it was asked."""

    method: str
    params: Json
    status: int
    at: float = 0.0


@dataclass(slots=True)
class Tap:
    """A button press and what the bot answered to it."""

    id: str
    person: int
    data: str
    expires_at: float
    answered: bool = False
    text: str = ""
    alert: bool = False


@dataclass(slots=True)
class Webhook:
    """Where updates are posted; an empty url means polling."""

    url: str = ""
    secret: str = ""
    set_at: float = -1e9
    connections: int = 40
    last_error: tuple[int, str] | None = None


@dataclass(slots=True)
class _Numbers:
    message: int = 0
    tap: int = 0
    person: int = 700_000_000
    file: int = 0


class World:
    """The state behind the server. Not thread-safe: use it on the loop that serves it.

    `clock` gives seconds since 1970; `advance` moves it on. With `check_spec` every request,
    answer and update is held against the Bot API description when the file is there; what is
    wrong is written to `complaints` and the call goes on. `rates` None lets a bot send at will.
    Update numbers start at the clock's seconds, so that they grow over restarts of the server.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock: Callable[[], float] = time.time,  # noqa: TID251 - another house, with its own clock
        check_spec: bool = True,
        rates: Rates | None = None,
        punish_repolling: bool = True,
        username: str = "kuulolla_emulated_bot",
    ) -> None:
        self.token = token
        self._clock = clock
        self._skew = 0.0
        self.spec = Spec.load() if check_spec else None
        self.rates = rates
        self.faults = Faults()
        self.webhook = Webhook()
        self.updates = UpdateQueue(self.now, int(clock()), punish_repolling=punish_repolling)
        self.on_webhook: Callable[[], None] = lambda: None  # hears that one was set or removed
        self.allowed_updates: list[str] = []
        self.people: dict[int, Person] = {}
        self.taps: dict[str, Tap] = {}
        self.files: dict[str, Upload] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.complaints: list[str] = []
        self.calls: deque[Call] = deque(maxlen=20_000)
        self.call_counts: Counter[str] = Counter()
        self._numbers = _Numbers()
        self.bot: Json = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "Kuulolla",
            "username": username,
        }

    def now(self) -> float:
        """The emulated time in seconds since 1970."""
        return self._clock() + self._skew

    def advance(self, seconds: float) -> None:
        """Let time pass: taps and updates expire, messages grow old."""
        self._skew += seconds

    def revoke_token(self) -> str:
        """BotFather takes the token away: every call gets 401. Returns the one that was."""
        revoked, self.token = self.token, ""
        self.updates.end_poll(ApiError(401, "Unauthorized"))
        return revoked

    def person(
        self,
        first_name: str = "Aino",
        *,
        id: int | None = None,
        language: str = "fi",
        username: str = "",
    ) -> Person:
        """Somebody with Telegram on their phone, who has not met the bot yet.

        Raises ValueError when the id is taken.
        """
        if id is None:
            self._numbers.person += 1
            id = self._numbers.person
        if id in self.people:
            raise ValueError(f"there is a person {id} already")
        person = Person(self, id, first_name, language, username)
        self.people[id] = person
        return person

    def menu(self, person: Person) -> list[Json]:
        """The commands that somebody's phone shows: the narrowest scope that has some, there in
        the phone's language before those in none."""
        chat: list[tuple[str, object]] = [("chat_id", person.id), ("type", "chat")]
        wider = ("all_private_chats", "default")
        for scope in (chat, *([("type", each)] for each in wider)):
            for language in (person.user.get("language_code", ""), ""):
                if found := self.commands.get((str(scope), language)):
                    return found
        return []

    def next_message_id(self) -> int:
        """Message numbers run over all private chats of a bot, as on Telegram."""
        self._numbers.message += 1
        return self._numbers.message

    def store_file(self, upload: Upload) -> str:
        """Keep a file; returns its file_id."""
        self._numbers.file += 1
        file_id = f"emulated-file-{self._numbers.file}"
        self.files[file_id] = upload
        return file_id

    def open_tap(self, person: Person, message: Json, data: str) -> Tap:
        """A person pressed a button: queue the callback query."""
        self._numbers.tap += 1
        tap = Tap(str(10**15 + self._numbers.tap), person.id, data, self.now() + TAP_LIFE)
        self.taps[tap.id] = tap
        query: Json = {
            "id": tap.id,
            "from": person.user,
            "message": message,
            "chat_instance": str(person.id * 7_919),
            "data": data,
        }
        self._queue("callback_query", query, TAP_LIFE, ("tap", person.id))
        return tap

    def bring_message(self, person: Person, message: Json) -> None:
        """A person wrote: queue the message."""
        self._queue("message", message, MESSAGE_LIFE, ("chat", person.id))

    def bring_membership(self, person: Person, change: Json) -> None:
        """A person blocked or unblocked the bot: queue it."""
        self._queue("my_chat_member", change, MESSAGE_LIFE, ("chat", person.id))

    def record(self, method: str, params: Params, status: int, at: float) -> None:
        """Remember a call that has been answered, and the moment it was asked."""
        self.call_counts[method] += 1
        self.calls.append(Call(method, params.values, status, at))

    def _queue(self, kind: str, content: Json, life: float, lane: tuple[str, int]) -> None:
        wanted = (
            kind in self.allowed_updates if self.allowed_updates else kind not in _OFF_BY_DEFAULT
        )
        if not wanted:
            return
        update = self.updates.put(kind, content, life, lane)
        if self.spec:
            self.complaints += self.spec.check_update(update)
