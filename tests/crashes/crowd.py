"""People who tap through the round and write a note, and know what they were thanked for."""

from dataclasses import dataclass, field
from random import Random

from conversations.replies import Act, Reply
from tests.telegram_server import Person, Seen

BAND = "16-17"
DIGITS = str.maketrans("0123456789", "abcdefghij")
PATIENCE = 5.0  # seconds of silence after which somebody says again what left no trace


@dataclass(slots=True)
class Walk:
    """One person's way from the code, through the round, to an open note that has been sent.

    Every button is pressed once, however often it is shown: what the bot loses or takes twice, it
    cannot blame on anybody's impatience. A first word, and a text that was not yet sent, leave no
    trace on purpose; if the bot dies before it has replied to one, the person has to repeat it.
    """

    person: Person
    code: str
    draw: Random
    answered: list[int | str] = field(default_factory=list)
    joined: bool = False
    noting: bool = False
    sent: bool = False
    finished: bool = False
    repeated: int = 0
    _last: tuple[Seen, Reply] | None = None
    _done: set[tuple[Act, int | None, str]] = field(default_factory=set)

    @property
    def note(self) -> str:
        """What this person writes, and nobody else does; digits would be masked."""
        return f"viesti {str(self.person.id).translate(DIGITS)}"

    async def go(self) -> None:
        """Walk on whenever something new is asked, until the note is sent."""
        self.person.start(self.code)
        while not self.finished:
            try:
                await self.person.until(lambda _: self._asked(), within=PATIENCE)
            except TimeoutError:
                self._repeat()
            if asked := self._asked():
                self._do(*asked)

    def _repeat(self) -> None:
        """Say again what only a reply would have told to have been heard.

        A text may be lost with its preview, and the question be shown once more by the next life.
        """
        last = self.person.messages[-1]
        if last.sender == "person":
            self._say_again(last.text)
        elif (asked := self._choice(last)) and asked.act is Act.WORDS:
            self._say_again(self.note)

    def _say_again(self, text: str) -> None:
        self.repeated += 1
        self.person.say(text)

    def press_again(self) -> None:
        """Press what was pressed last: Telegram keeps a tap for minutes only, a text for a day."""
        if self._last and not self.finished:
            seen, reply = self._last
            self.person.forge_tap(seen.id, reply.token())

    def _asked(self) -> tuple[Seen, Reply] | None:
        """What the newest message wants that still wants something of them."""
        shown = [seen for seen in self.person.messages if seen.sender == "bot"]
        for seen in reversed(shown):
            reply = self._choice(seen)
            if reply and (reply.act, reply.step, reply.talk) not in self._done:
                return seen, reply
        return None

    def _choice(self, seen: Seen) -> Reply | None:
        replies = [r for row in seen.rows for b in row if (r := Reply.parse(b.data))]
        acts = {reply.act: reply for reply in reversed(replies)}
        if Act.PICK in acts:
            return self.draw.choice([reply for reply in replies if reply.act is Act.PICK])
        for act in (Act.JOIN, Act.SEND, Act.BEGIN):
            if act in acts:
                return Reply(act, value=f"{BAND} {self.code}") if act is Act.JOIN else acts[act]
        if Act.SKIP in acts and Act.OPEN not in acts:
            return Reply(Act.WORDS, acts[Act.SKIP].step, talk=acts[Act.SKIP].talk)
        if self.sent and Act.OPEN in acts:
            return Reply(Act.STOP)
        return next((r for r in replies if r.act is Act.OPEN and r.value == "note"), None)

    def _do(self, seen: Seen, reply: Reply) -> None:
        self._done.add((reply.act, reply.step, reply.talk))
        self._last = None if reply.act is Act.WORDS else (seen, reply)
        if reply.act is Act.STOP:
            self.finished = True
        elif reply.act is Act.WORDS:
            self.person.say(self.note)
        else:
            self.person.forge_tap(seen.id, reply.token())
            if reply.act is Act.PICK:
                self.answered.append(int(reply.value))
            elif reply.act is Act.SEND and not self.noting:
                self.answered.append(self.note)  # to the round's question for words
            self.joined = self.joined or reply.act is Act.JOIN
            self.sent = self.sent or (reply.act is Act.SEND and self.noting)
            self.noting = self.noting or reply.act is Act.OPEN
