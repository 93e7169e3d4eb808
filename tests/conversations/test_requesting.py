"""Asking to be contacted: what is shown before, to whom it goes, and what stays apart from it."""

from dataclasses import dataclass, field, replace

import pytest

from app.content import load_catalogue
from conversations.listening import Listener
from conversations.phrases import Phrase, say
from conversations.ports import Address, Contact, Incoming, Outgoing
from conversations.reaching import (
    ADULT,
    HAS_BEEN_READ,
    PANEL,
    Reachable,
    Request,
    Ticket,
    choices,
    second_after,
)
from conversations.replies import Act, Arrival, Reply
from locales import speak
from tests.conversations.fakes import MemoryBooks, MemoryOffice

AINO = Address("telegram", "7")
ELSEWHERE = Reachable("sari", "Sari, lapsiasiamies", "")
OTHER = Reachable("pia", "Pia, johtava sosiaalityöntekijä", "")
INSIDE = Reachable("toni", "Toni, ohjaaja", "home")
TEXT = "Soita 040 123 4567, Aino"


@dataclass
class MemoryReach:
    """Readers in memory; fulfils ``conversations.reaching.Reach``."""

    there: dict[str, list[Reachable]] = field(default_factory=dict)
    sent: dict[str, Request] = field(default_factory=dict)
    meets: Phrase | None = None

    def readers(self, purpose: str) -> list[Reachable]:
        return self.there.get(purpose, [])

    def send(self, request: Request, ticket: Ticket) -> None:
        self.sent.setdefault(ticket.id, request)

    def meeting(self) -> Phrase | None:
        return self.meets


@dataclass
class World:
    """One young person in a chat, and whom they can reach."""

    reach: MemoryReach
    books: MemoryBooks = field(default_factory=MemoryBooks)
    said: Outgoing | None = None

    def __post_init__(self) -> None:
        self.books.shelf.contacts[AINO] = Contact("en", "home", "13-15")
        self.troubles: list[str] = []
        self.listener = Listener(
            self.books,
            MemoryOffice(),
            load_catalogue(),
            str,
            self.troubles.append,
            reach=self.reach,
        )

    def does(self, reply: Reply | Arrival) -> "World":
        (self.said,) = self.listener.receive([Incoming(AINO, reply)])
        assert self.troubles == []
        return self

    def taps(self, label: str) -> "World":
        """Press a button; in Telegram a draft comes back from the message it stands in."""
        assert self.said
        screen = self.said.screen
        found = {speak(b.label, "en"): b.reply for b in (*screen.answers, *screen.controls)}
        return self.does(replace(found[label], text=screen.draft))

    @property
    def lines(self) -> list[str]:
        assert self.said
        return [speak(line, "en") for line in self.said.screen.lines]

    @property
    def buttons(self) -> list[str]:
        assert self.said
        return [speak(button.label, "en") for button in self.said.screen.answers]


@pytest.fixture
def world() -> World:
    return World(MemoryReach({ADULT: [INSIDE, ELSEWHERE, OTHER], PANEL: [OTHER]}))


def written(world: World) -> World:
    """Up to the look at what would be sent."""
    world.does(Reply(Act.HELP)).taps("I want an adult to contact me")
    return world.does(Reply(Act.WORDS, text=TEXT))


def test_before_anything_is_written_it_says_that_this_is_not_anonymous(world: World) -> None:
    world.does(Reply(Act.HELP)).taps("I want an adult to contact me")
    assert "This one thing is not anonymous." in world.lines[1]
    assert world.reach.sent == {}


def test_what_would_be_sent_is_shown_with_the_name_of_each_who_could_read_it(world: World) -> None:
    written(world)
    assert world.said is not None
    assert world.said.screen.draft == TEXT, "a number is what they want to give: nothing is hidden"
    assert world.buttons[:3] == [
        "Send to: Sari, lapsiasiamies (works elsewhere)",
        "Send to: Pia, johtava sosiaalityöntekijä (works elsewhere)",
        "Send to: Toni, ohjaaja",
    ]
    assert world.reach.sent == {}


def test_one_tap_on_a_name_sends_it_and_names_nobody_of_the_unit_as_the_second(
    world: World,
) -> None:
    written(world).taps("Send to: Sari, lapsiasiamies (works elsewhere)")
    assert list(world.reach.sent.values()) == [Request(ADULT, TEXT, "sari", "pia")]
    assert world.lines[0] == "It has been sent to: Sari, lapsiasiamies."
    assert "If they have no time, it goes to another one: Pia, johtava sosiaalityöntekijä." in (
        world.lines
    )
    assert second_after(ELSEWHERE, (ELSEWHERE, INSIDE), "home") is None


def test_sending_touches_no_box_and_the_talk_holds_nothing_of_it(world: World) -> None:
    written(world).taps("Send to: Toni, ohjaaja")
    assert world.books.values() == {}
    assert TEXT not in world.books.shelf.dialogs[AINO]
    assert "toni" not in world.books.shelf.dialogs[AINO]


def test_a_second_tap_on_the_same_button_sends_nothing_more(world: World) -> None:
    written(world)
    assert world.said is not None
    send = replace(world.said.screen.answers[0].reply, text=TEXT)
    world.does(send).does(send)
    assert len(world.reach.sent) == 1


def test_what_is_not_sent_is_nowhere(world: World) -> None:
    written(world).taps("Do not send")
    assert world.lines[0] == "Nothing was sent."
    assert world.reach.sent == {}
    written(world).taps("Write again")
    assert world.said is not None
    assert world.said.screen.writes


def test_whoever_does_not_send_finds_the_open_question_again(world: World) -> None:
    world.does(Reply(Act.OPEN, value="spontaneous"))
    question = world.lines
    written(world).taps("Do not send")
    assert world.lines == ["Nothing was sent.", *question]
    world.taps("Skip")
    assert question[0] not in world.lines


def test_a_reader_who_has_gone_meanwhile_gets_nothing(world: World) -> None:
    written(world)
    world.reach.there[ADULT].remove(ELSEWHERE)
    world.taps("Send to: Sari, lapsiasiamies (works elsewhere)")
    assert world.reach.sent == {}
    assert world.said is not None
    assert world.said.screen.writes


def test_words_of_danger_bring_the_help_card_here_too(world: World) -> None:
    world.does(Reply(Act.OPEN, value=ADULT)).does(Reply(Act.WORDS, text="isä hakkaa mua"))
    assert world.said is not None
    assert world.said.urgent is not None


def test_without_a_reader_only_numbers_are_shown() -> None:
    world = World(MemoryReach())
    world.does(Reply(Act.HELP))
    assert "I want an adult to contact me" not in world.buttons
    world.does(Reply(Act.OPEN, value=ADULT))
    assert world.lines[0] == "Just now there is nobody here who could do that."


def test_if_everybody_works_in_the_unit_itself_nobody_is_offered() -> None:
    assert choices([INSIDE], "home") == ()
    assert choices([INSIDE], "another home") == (INSIDE,)
    assert choices([INSIDE, ELSEWHERE], "home") == (ELSEWHERE, INSIDE)


def test_adults_are_not_offered_an_adult_but_may_come_to_the_panel(world: World) -> None:
    world.books.shelf.contacts[AINO] = Contact("en", "home", "close_person", "close_person")
    world.does(Arrival())
    assert "I want an adult to contact me" not in world.buttons
    assert "I would like to come to the panel" in world.buttons


def test_the_way_to_the_panel_says_when_it_meets_and_goes_to_its_leader(world: World) -> None:
    world.reach.meets = say("The panel meets on {day}: {what}", day="3.12.", what="klo 16")
    world.does(Arrival())
    assert "The panel meets on 3.12.: klo 16" in world.lines
    world.taps("I would like to come to the panel")
    assert "The panel meets on 3.12.: klo 16" in world.lines
    assert "The one who leads the panel can find you by it." in " ".join(world.lines)
    world.does(Reply(Act.WORDS, text=TEXT))
    world.taps("Send to: Pia, johtava sosiaalityöntekijä (works elsewhere)")
    assert [each.purpose for each in world.reach.sent.values()] == [PANEL]


def test_on_a_page_the_next_look_says_once_that_somebody_has_read_it(world: World) -> None:
    slip = Address("slip", "AAAA")
    world.books.shelf.contacts[slip] = Contact("en", "home", "13-15")
    world.books.shelf.facts["read AAAA"] = "yes"
    shown = [world.listener.receive([Incoming(slip, Arrival())])[0].screen.lines for _ in "ab"]
    assert [HAS_BEEN_READ in lines for lines in shown] == [True, False]


def test_who_cannot_come_back_is_not_promised_to_be_told(world: World) -> None:
    told = "You are told here when somebody has read it."
    written(world).taps("Send to: Toni, ohjaaja")
    assert told in world.lines
    door = Address("door", "0")
    world.books.shelf.contacts[door] = Contact("en", "home", "7-9")
    for reply in (
        Reply(Act.OPEN, value=ADULT),
        Reply(Act.WORDS, text=TEXT),
        Reply(Act.SEND, 1, "toni", text=TEXT),
    ):
        (world.said,) = world.listener.receive([Incoming(door, reply)])
    assert told not in world.lines
    assert len(world.reach.sent) == 2


def test_too_many_in_a_day_wait_for_tomorrow(world: World) -> None:
    for _ in range(21):
        written(world).taps("Send to: Toni, ohjaaja")
    assert len(world.reach.sent) == 20
    assert "tomorrow" in world.lines[0]


@pytest.mark.parametrize("act", [a for a in Act if a not in (Act.FORGET_SURELY, Act.JOIN)])
def test_no_reply_whatever_breaks_such_a_talk(world: World, act: Act) -> None:
    for stopped in (False, True):
        world.does(Reply(Act.OPEN, value=ADULT))
        if stopped:
            world.does(Reply(Act.STOP, 1))
        world.does(Reply(act)).does(Reply(act, 1, "1")).does(Reply(act, 2, "x", text="a"))
