"""Second thoughts: one answer changed, or everything taken back, without an answer being shown."""

import json

import pytest

from app.content import load_catalogue
from conversations.changing import NOTHING_THIS_WEEK, NOTHING_TO_CHANGE, TOO_LATE
from conversations.listening import Listener
from conversations.ports import Address, Contact, Incoming, Outgoing, Prompt
from conversations.replies import Act, Reply
from conversations.screens import Button
from conversations.turns import Conversation
from tests.conversations.fakes import MemoryBooks, MemoryOffice

CATALOGUE = load_catalogue()
WHO = Address("telegram", "7")
ROUND = Prompt("round-46", "round", "2026-W46")


class Talk:
    """One person's chat with a real listener."""

    def __init__(self, band: str = "16-17") -> None:
        self.books, self.trouble = MemoryBooks(), list[str]()
        self.office = MemoryOffice([ROUND])
        self.books.shelf.contacts[WHO] = Contact("fi", "koivula", band)
        self.listener = Listener(self.books, self.office, CATALOGUE, str, self.trouble.append)
        self.does(Reply(Act.OPEN, value=ROUND.id))

    def does(self, reply: Reply) -> Outgoing:
        (self.seen,) = self.listener.receive([Incoming(WHO, reply)])
        assert self.trouble == []
        return self.seen

    def taps(self, act: Act, value: str | None = None) -> Outgoing:
        return self.does(self.button(act, value).reply)

    def button(self, act: Act, value: str | None = None) -> Button:
        for button in (*self.seen.screen.answers, *self.seen.screen.controls):
            if button.reply.act is act and value in (None, button.reply.value):
                return button
        raise LookupError(f"no button does {act.name} {value or ''}")

    def answers_everything(self) -> None:
        self.taps(Act.BEGIN)
        while self.standing.step <= len(self.standing.items):
            there = [each.reply for each in self.seen.screen.answers]
            tapped = next((reply for reply in there if reply.act is Act.PICK), None)
            self.does(tapped or Reply(Act.SKIP))

    @property
    def standing(self) -> Conversation:
        record = json.loads(self.books.shelf.dialogs[WHO])["conversation"]
        return Conversation.from_record(record)

    @property
    def row(self) -> str:
        return self.books.shelf.dialogs[WHO]


@pytest.fixture
def talk() -> Talk:
    told = Talk()
    told.answers_everything()
    return told


def test_one_answer_is_changed_and_the_talk_is_at_its_end_again(talk: Talk) -> None:
    before = talk.books.values()
    talk.taps(Act.CHANGE)
    talk.taps(Act.CHANGE, "2")
    assert talk.seen.screen.progress == (2, 5)
    item = talk.standing.items[1]
    talk.taps(Act.PICK, "1")
    assert talk.books.values() == before | {item: 1}
    assert talk.standing.finished


def test_one_answer_is_taken_back_and_the_others_stay(talk: Talk) -> None:
    before = talk.books.values()
    talk.taps(Act.CHANGE)
    talk.taps(Act.CHANGE, "2")
    talk.taps(Act.SKIP)
    assert talk.books.values() == before | {talk.standing.items[1]: None}
    assert talk.standing.finished


def test_who_leaves_a_question_as_it_was_has_changed_nothing(talk: Talk) -> None:
    before = talk.books.values()
    talk.taps(Act.CHANGE)
    talk.taps(Act.CHANGE, "3")
    talk.taps(Act.STOP)
    assert talk.books.values() == before
    assert talk.standing.finished


def test_in_the_middle_an_earlier_answer_is_changed_and_the_talk_goes_on_where_it_was() -> None:
    talk = Talk()
    talk.taps(Act.BEGIN)
    talk.taps(Act.PICK, "5")
    talk.taps(Act.PICK, "5")
    talk.does(Reply(Act.CHANGE))  # by the command
    assert [each.reply.value for each in talk.seen.screen.answers][:-1] == ["1", "2"]
    talk.taps(Act.CHANGE, "1")
    talk.taps(Act.PICK, "1")
    assert talk.standing.step == 3
    assert talk.books.values()[talk.standing.items[0]] == 1


def test_what_was_answered_is_on_no_screen_of_second_thoughts() -> None:
    def walk(point: str) -> list[Outgoing]:
        talk = Talk()
        talk.taps(Act.BEGIN)
        talk.taps(Act.PICK, point)
        talk.taps(Act.PICK, point)
        seen = [talk.does(Reply(Act.CHANGE)), talk.taps(Act.CHANGE, "1"), talk.taps(Act.STOP)]
        return [*seen, talk.does(Reply(Act.TAKE_BACK)), talk.taps(Act.TAKE_BACK_SURELY)]

    assert walk("1") == walk("5")


def test_everything_is_taken_back_after_one_more_yes(talk: Talk) -> None:
    talk.taps(Act.CHANGE)
    before = talk.books.values()
    talk.taps(Act.TAKE_BACK)
    assert talk.books.values() == before
    talk.taps(Act.TAKE_BACK_SURELY)
    items = talk.standing.items
    assert talk.books.values() == dict.fromkeys(items)
    assert len(talk.books.shelf.boxes) == len(items)


def test_no_keeps_the_answers(talk: Talk) -> None:
    before = talk.books.values()
    talk.taps(Act.CHANGE)
    talk.taps(Act.TAKE_BACK)
    talk.taps(Act.GO_ON)
    assert talk.books.values() == before


def test_taken_back_looks_like_a_talk_in_which_everything_was_skipped(talk: Talk) -> None:
    """The boxes hold what skips hold, and the row is the one of a talk that has just begun."""
    begun = Talk()
    fresh = begun.row
    begun.taps(Act.BEGIN)
    while not begun.standing.finished:
        begun.does(Reply(Act.SKIP))
    talk.taps(Act.CHANGE)
    talk.taps(Act.TAKE_BACK)
    talk.taps(Act.TAKE_BACK_SURELY)
    assert talk.books.shelf.boxes == begun.books.shelf.boxes
    assert talk.row == fresh


def test_a_double_tap_on_yes_says_twice_that_it_is_done(talk: Talk) -> None:
    talk.taps(Act.CHANGE)
    talk.taps(Act.TAKE_BACK)
    yes = talk.button(Act.TAKE_BACK_SURELY).reply
    once = talk.does(yes)
    assert talk.does(yes) == once


def test_after_taking_back_one_can_answer_again(talk: Talk) -> None:
    talk.taps(Act.CHANGE)
    talk.taps(Act.TAKE_BACK)
    talk.taps(Act.TAKE_BACK_SURELY)
    talk.taps(Act.GO_ON)
    talk.answers_everything()
    assert any(talk.books.values().values())


def test_a_finished_talk_whose_step_is_forgotten_can_still_be_changed(talk: Talk) -> None:
    """With each morning's notes finished talks go; the box is open until Sunday."""
    change = talk.button(Act.CHANGE).reply
    del talk.books.shelf.dialogs[WHO]
    talk.does(change)
    talk.taps(Act.CHANGE, "1")
    talk.taps(Act.PICK, "1")
    assert talk.books.values()[talk.standing.items[0]] == 1


def test_the_button_of_an_earlier_talk_changes_that_one(talk: Talk) -> None:
    change = talk.button(Act.CHANGE).reply
    talk.taps(Act.OPEN, "spontaneous")
    talk.does(change)
    assert talk.button(Act.TAKE_BACK).reply.step == 6
    talk.taps(Act.CHANGE, "1")
    assert talk.standing.prompt == ROUND.id


def test_after_a_note_the_command_finds_the_round(talk: Talk) -> None:
    talk.taps(Act.OPEN, "note")
    talk.does(Reply(Act.STOP))
    talk.does(Reply(Act.CHANGE))
    talk.taps(Act.CHANGE, "1")
    assert talk.standing.prompt == ROUND.id


def test_once_the_box_is_opened_the_honest_sentence_is_said(talk: Talk) -> None:
    change = talk.button(Act.CHANGE).reply
    talk.books.shelf.boxes.clear()  # as the release leaves it, a minute before the talk goes
    assert set(TOO_LATE) <= set(talk.does(change).screen.lines)
    del talk.books.shelf.dialogs[WHO]
    assert set(TOO_LATE) <= set(talk.does(change).screen.lines)
    assert set(NOTHING_THIS_WEEK) <= set(talk.does(Reply(Act.CHANGE)).screen.lines)
    assert talk.books.shelf.boxes == {}


def test_a_note_cannot_be_changed_and_it_is_said() -> None:
    talk = Talk()
    talk.books.shelf.boxes.clear()
    talk.office.prompts.clear()
    talk.does(Reply(Act.OPEN, value="note"))
    assert NOTHING_TO_CHANGE in talk.does(Reply(Act.CHANGE)).screen.lines
