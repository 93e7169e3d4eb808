"""Arriving, joining, talking and leaving, through the one listener that every channel uses."""

from dataclasses import dataclass, field

import pytest

from app.content import load_catalogue
from conversations.codes import is_code
from conversations.doorways import WRONG_CODE
from conversations.fatigue import AS_IT_COMES
from conversations.guessing import WAIT
from conversations.listening import Listener, not_understood
from conversations.phrases import say
from conversations.ports import STAFF, Address, Contact, Incoming, Invitation, Outgoing, Prompt
from conversations.prompts import MOST_SPONTANEOUS
from conversations.replies import Act, Arrival, Reply
from conversations.screens import HELP_LINE, Button
from tests.conversations.fakes import MOST_GUESSES, MOST_NOTES, MemoryBooks, MemoryOffice

CATALOGUE = load_catalogue()
UNIT = "koivula"
ROUND = Prompt("round-2026-W46", "round", "2026-W46")
JOIN = Invitation("join", UNIT)
SLIP = Invitation("join", UNIT, single_use=True)
CARD = Invitation("card", UNIT, set="meeting_held")
DANGER = "isäpuoli lyö mua"


@dataclass
class House:
    """A listener with its books; keeps what the channel was told at once, and what went wrong."""

    books: MemoryBooks = field(default_factory=MemoryBooks)
    office: MemoryOffice = field(default_factory=lambda: MemoryOffice([ROUND]))
    trouble: list[str] = field(default_factory=list)
    alarms: list[Outgoing] = field(default_factory=list)
    commits_at_alarm: list[int] = field(default_factory=list)

    @property
    def listener(self) -> Listener:
        return Listener(
            books=self.books,
            office=self.office,
            catalogue=CATALOGUE,
            web_link=lambda code: f"https://kuulolla.example/c/{code}",
            trouble=self.trouble.append,
        )

    def hear(self, *batch: Incoming) -> list[Outgoing]:
        return self.listener.receive(batch, self._alarm)

    def _alarm(self, outgoing: Outgoing) -> None:
        self.alarms.append(outgoing)
        self.commits_at_alarm.append(self.books.commits)

    def person(self, name: str = "1", channel: str = "telegram") -> "Person":
        return Person(self, Address(channel, name))


@dataclass
class Person:
    """Somebody who comes, taps and types; ``seen`` is what they were shown last."""

    house: House
    address: Address
    language: str = "fi"
    seen: Outgoing | None = None

    def does(self, reply: Reply | Arrival) -> Outgoing:
        incoming = Incoming(self.address, reply, self.language)
        (self.seen,) = self.house.hear(incoming)
        if self.seen.joined:
            self.address = self.seen.joined
        return self.seen

    def comes(self, code: str = "") -> Outgoing:
        return self.does(Arrival(code))

    def says(self, text: str) -> Outgoing:
        return self.does(Reply(Act.WORDS, text=text))

    def taps(self, act: Act, value: str | None = None) -> Outgoing:
        return self.does(self.button(act, value).reply)

    def button(self, act: Act, value: str | None = None) -> Button:
        assert self.seen is not None
        for button in (*self.seen.screen.answers, *self.seen.screen.controls):
            if button.reply.act is act and value in (None, button.reply.value):
                return button
        raise LookupError(f"no button does {act.name} {value or ''}")

    def joins(self, code: str, band: str = "16-17") -> Outgoing:
        self.comes(code)
        return self.taps(Act.JOIN, f"{band} {code}")

    @property
    def contact(self) -> Contact | None:
        return self.house.books.shelf.contacts.get(self.address)


@pytest.fixture
def house() -> House:
    """A house with a round open and codes handed out."""
    made = House()
    made.books.hand_out("JOIN", JOIN, 2)
    made.books.hand_out("SLIP", SLIP, 1)
    made.books.hand_out("CARD", CARD, 5)
    made.books.hand_out("STAFF", Invitation(STAFF, ""), 1)
    return made


@pytest.fixture
def ada(house: House) -> Person:
    """Somebody who has joined and stands before the first question of the round."""
    person = house.person("ada")
    person.joins("JOIN")
    person.taps(Act.BEGIN)
    return person


# --- arriving ------------------------------------------------------------------------------------


def test_a_stranger_without_a_code_is_told_that_one_is_needed_and_where_help_is(
    house: House,
) -> None:
    seen = house.person().comes()
    assert HELP_LINE in seen.screen.lines
    assert not seen.screen.answers
    assert house.books.shelf.contacts == {}


@pytest.mark.parametrize("reply", [Reply(Act.PICK, 1, "5"), Reply(Act.OPEN, value=ROUND.id)])
def test_a_stranger_who_taps_an_old_button_leaves_no_trace(house: House, reply: Reply) -> None:
    house.person().does(reply)
    shelf = house.books.shelf
    assert (shelf.contacts, shelf.dialogs, shelf.boxes) == ({}, {}, {})


def test_a_stranger_finds_help_without_a_code(house: House) -> None:
    seen = house.person().does(Reply(Act.HELP))
    assert any("112" in line.msgid for line in seen.screen.lines)


def test_a_wrong_code_is_said_to_be_wrong(house: House) -> None:
    seen = house.person().comes("NOSUCH")
    assert "does not work" in seen.screen.lines[0].msgid


def test_a_code_asks_for_the_age_first_and_is_not_used_up_by_that(house: House) -> None:
    person = house.person()
    person.comes("SLIP")
    bands = [button.reply.value for button in person.seen.screen.answers] if person.seen else []
    assert bands == [f"{band.id} SLIP" for band in CATALOGUE.bands]
    assert "SLIP" in house.books.shelf.codes
    assert person.contact is None


def test_a_code_can_also_be_typed(house: House) -> None:
    seen = house.person().says(" join ")
    assert {button.reply.act for button in seen.screen.answers} == {Act.JOIN}


@pytest.mark.parametrize("typed", ["RGHTC-DE234", "rghtc de234", "rghtc–de234"])
def test_a_code_is_typed_as_it_is_printed(house: House, typed: str) -> None:
    house.books.hand_out("RGHTCDE234", JOIN)
    seen = house.person().says(typed)
    assert {button.reply.act for button in seen.screen.answers} == {Act.JOIN}
    assert house.person().joins("RGHTCDE234").step == 0


def test_who_joins_stands_before_the_open_round(house: House) -> None:
    person = house.person()
    seen = person.joins("JOIN")
    assert person.contact == Contact("fi", UNIT, "16-17")
    assert (seen.step, seen.screen.step) == (0, 0)
    boxes = [row[2] for row in house.books.shelf.boxes]
    assert boxes == [1, 2, 3, 4, 5], "an empty box for each question, before any answer"
    assert house.books.values() == {}


def test_who_joins_between_rounds_gets_home(house: House) -> None:
    house.office.prompts.clear()
    seen = house.person().joins("JOIN")
    assert seen.step is None
    assert [b.reply.value for b in seen.screen.answers] == ["spontaneous", "note", "happened"]


def test_a_used_code_does_not_work_again(house: House) -> None:
    house.person("1", "door").joins("SLIP")
    seen = house.person("2", "door").comes("SLIP")
    assert "does not work" in seen.screen.lines[0].msgid


def test_two_who_tap_the_age_with_one_slip_do_not_both_join(house: House) -> None:
    first, second = house.person("1"), house.person("2")
    first.comes("SLIP")
    second.comes("SLIP")
    first.taps(Act.JOIN, "16-17 SLIP")
    seen = second.taps(Act.JOIN, "16-17 SLIP")
    assert second.contact is None
    assert "does not work" in seen.screen.lines[0].msgid


@pytest.mark.parametrize("value", ["", "99 JOIN", "16-17", "16-17 NOSUCH", "JOIN 16-17"])
def test_a_forged_age_joins_nobody(house: House, value: str) -> None:
    person = house.person()
    person.does(Reply(Act.JOIN, value=value))
    assert person.contact is None
    assert house.books.shelf.codes["JOIN"].uses_left == 2


@pytest.mark.parametrize("band", ["7-9", "10-12", "13-15"])
def test_somebody_too_young_for_telegram_gets_the_link_and_the_code_is_not_used_up(
    house: House, band: str
) -> None:
    person = house.person()
    seen = person.joins("SLIP", band)
    assert seen.screen.link == "https://kuulolla.example/c/SLIP"
    assert person.contact is None
    visitor = house.person("visitor", "door")
    visitor.joins("SLIP", band)
    assert visitor.contact == Contact("fi", UNIT, band)


def test_on_the_web_a_slip_becomes_its_owners_return_code(house: House) -> None:
    visitor = house.person("cookie", "door")
    seen = visitor.joins("SLIP", "13-15")
    assert seen.joined == Address("slip", "SLIP")
    assert Address("door", "cookie") not in house.books.shelf.contacts


def test_a_known_person_who_scans_a_card_gets_its_questions(house: House, ada: Person) -> None:
    seen = ada.comes("CARD")
    assert seen.screen.step == 0
    assert (ada.address, "meeting_held", 1) in house.books.shelf.boxes
    assert house.books.shelf.codes["CARD"].uses_left == 5, "a card is not worn out by those known"


def test_a_card_that_does_not_ask_this_band_leads_to_what_is_open(house: House) -> None:
    house.books.hand_out("LATER", Invitation("card", "koivula", set="aftercare_ended"))
    visitor = house.person("cookie", "door")
    visitor.joins("LATER", "7-9")
    assert visitor.contact is not None
    assert not [row for row in house.books.shelf.boxes if row[1] == "aftercare_ended"]


def test_a_known_person_with_another_units_code_moves_there(house: House, ada: Person) -> None:
    house.books.hand_out("OTHER", Invitation("join", "harju"), 1)
    ada.comes("OTHER")
    assert ada.contact == Contact("fi", "harju", "16-17")
    assert "OTHER" not in house.books.shelf.codes


def test_coming_again_by_the_same_link_takes_nobodys_place(house: House, ada: Person) -> None:
    ada.comes("JOIN")
    assert house.books.shelf.codes["JOIN"].uses_left == 1


def test_a_known_person_with_a_wrong_code_stays_where_they_are(house: House, ada: Person) -> None:
    before = ada.contact
    seen = ada.comes("NOSUCH")
    assert "does not work" in seen.screen.lines[0].msgid
    assert ada.contact == before


def test_somebody_who_comes_back_is_no_longer_paused(house: House, ada: Person) -> None:
    house.books.shelf.contacts[ada.address] = Contact("fi", UNIT, "16-17", paused=True)
    ada.comes()
    assert ada.contact == Contact("fi", UNIT, "16-17")


def test_home_tells_what_came_of_the_last_round_and_offers_what_is_open(
    house: House, ada: Person
) -> None:
    news = say("You asked: {told}", told="Leiri on kesäkuussa.")
    house.office.told.append(news)
    seen = ada.comes()
    assert news in seen.screen.lines
    assert [b.reply.value for b in seen.screen.answers] == [
        ROUND.id,
        "spontaneous",
        "note",
        "happened",
    ]


# --- staff ---------------------------------------------------------------------------------------


def test_a_staff_code_makes_a_staff_chat_that_is_asked_nothing(house: House) -> None:
    worker = house.person("worker")
    worker.comes("STAFF")
    assert worker.contact == Contact("fi", "", "", STAFF)
    for reply in (Arrival("CARD"), Arrival(), Reply(Act.OPEN, value=ROUND.id), Reply(Act.BEGIN, 0)):
        seen = worker.does(reply)
        assert "weekly summary" in seen.screen.lines[0].msgid
    assert house.books.shelf.boxes == {}


def test_a_young_persons_chat_does_not_become_a_staff_chat(house: House, ada: Person) -> None:
    ada.comes("STAFF")
    assert ada.contact == Contact("fi", UNIT, "16-17")
    assert "STAFF" in house.books.shelf.codes


def test_a_staff_code_cannot_be_joined_with_as_a_young_person(house: House) -> None:
    person = house.person()
    person.does(Reply(Act.JOIN, value="16-17 STAFF"))
    assert person.contact in (None, Contact("fi", "", "", STAFF))


def test_a_staff_code_typed_on_a_page_is_not_used_up(house: House) -> None:
    house.person("cookie", "door").comes("STAFF")
    assert "STAFF" in house.books.shelf.codes
    assert house.books.shelf.contacts == {}


def test_staff_who_had_blocked_the_bot_get_the_summary_again_once_they_come_back(
    house: House,
) -> None:
    worker = house.person("worker")
    house.books.shelf.contacts[worker.address] = Contact("fi", "", "", STAFF, paused=True)
    worker.comes()
    assert worker.contact == Contact("fi", "", "", STAFF)


def test_a_staff_chat_can_be_ended(house: House) -> None:
    worker = house.person("worker")
    worker.comes("STAFF")
    worker.does(Reply(Act.FORGET))
    assert worker.contact is None


# --- talking -------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_can_be_changed(house: House, ada: Person) -> None:
    ada.taps(Act.PICK, "5")
    ada.taps(Act.BACK)
    ada.taps(Act.PICK, "2")
    assert house.books.values() == {"heard": 2}


def test_a_skip_takes_the_place_of_an_earlier_answer(house: House, ada: Person) -> None:
    ada.taps(Act.PICK, "5")
    ada.taps(Act.BACK)
    ada.taps(Act.SKIP)
    assert house.books.values() == {"heard": None}


def test_a_double_tap_and_a_stale_tap_keep_nothing(house: House, ada: Person) -> None:
    first = ada.button(Act.PICK, "5").reply
    ada.does(first)
    ada.does(first)
    ada.does(Reply(Act.PICK, 1, "1"))
    assert house.books.values() == {"heard": 5}
    assert ada.seen is not None
    assert ada.seen.step == 2


def test_a_tap_that_comes_after_everything_has_closed_is_told_so(house: House) -> None:
    person = house.person()
    house.books.shelf.contacts[person.address] = Contact("fi", UNIT, "16-17")
    seen = person.does(Reply(Act.PICK, 1, "5"))
    assert "have closed" in seen.screen.lines[0].msgid
    assert house.books.values() == {}


@pytest.mark.parametrize("prompt", ["", "round", "round-1999-W01", "no_such", "note:1"])
def test_a_prompt_that_is_not_open_cannot_be_opened(house: House, prompt: str) -> None:
    person = house.person()
    house.books.shelf.contacts[person.address] = Contact("fi", UNIT, "16-17")
    person.does(Reply(Act.OPEN, value=prompt))
    assert house.books.shelf.boxes == {}
    assert house.trouble == []


def test_another_language_is_remembered_beyond_the_talk(house: House, ada: Person) -> None:
    ada.taps(Act.LANGUAGES)
    seen = ada.taps(Act.LANGUAGE, "sv")
    assert seen.language == "sv"
    assert ada.contact == Contact("sv", UNIT, "16-17")


def test_spontaneous_feedback_can_be_given_nine_times_a_week(house: House, ada: Person) -> None:
    for _ in range(MOST_SPONTANEOUS):
        assert ada.does(Reply(Act.OPEN, value="spontaneous")).step == 1
    seen = ada.does(Reply(Act.OPEN, value="spontaneous"))
    assert seen.step is None
    numbered = {row[1] for row in house.books.shelf.boxes if row[1].startswith("spontaneous")}
    assert len(numbered) == MOST_SPONTANEOUS


def test_a_note_is_kept_masked_and_only_after_the_second_yes(house: House, ada: Person) -> None:
    ada.does(Reply(Act.OPEN, value="note"))
    ada.says("Soita 040 123 4567")
    assert house.books.shelf.notes == {}
    ada.does(Reply(Act.SEND, 1, "unit", text="Soita 040 123 4567"))
    (note,) = house.books.shelf.notes.values()
    assert "040" not in note.text
    assert note.with_unit


def test_a_note_without_room_is_refused_kindly(house: House, ada: Person) -> None:
    for _ in range(MOST_NOTES + 1):
        ada.does(Reply(Act.OPEN, value="note"))
        ada.does(Reply(Act.SEND, 1, text="Hei."))
    assert ada.seen is not None
    assert "That is a lot at once" in ada.seen.screen.lines[0].msgid


# --- how often -----------------------------------------------------------------------------------


def test_every_wish_is_one_tap_and_confirmed_in_words(house: House, ada: Person) -> None:
    shown = ada.does(Reply(Act.PACE))
    wishes = [each.reply for each in shown.screen.answers]
    assert len(wishes) == 6
    for wish in wishes:
        said = ada.does(wish)
        assert said.screen.lines[0].msgid.startswith("All right.")
        assert ada.contact is not None
        assert ada.contact.pace != AS_IT_COMES
    before = ada.does(Reply(Act.PACE)).screen.answers[0]
    assert before.label.msgid == "Ask me as before"
    ada.does(before.reply)
    assert ada.contact is not None
    assert ada.contact.pace == AS_IT_COMES


def test_a_wish_that_no_button_carries_changes_nothing(house: House, ada: Person) -> None:
    for value in ("at16", "at", "always", "rest "):
        ada.does(Reply(Act.PACE, value=value))
    assert ada.contact is not None
    assert ada.contact.pace == AS_IT_COMES


def test_an_open_question_stays_open_while_somebody_chooses_a_pace(
    house: House, ada: Person
) -> None:
    ada.does(Reply(Act.OPEN, value=house.office.prompts[0].id))
    ada.does(Reply(Act.BEGIN, 0))
    ada.does(Reply(Act.PACE, value="rest"))
    assert ada.does(Reply(Act.GO_ON)).step == 1


# --- other audiences ------------------------------------------------------------------------------


def test_a_close_person_is_asked_no_age_and_gets_a_round_of_their_own(house: House) -> None:
    house.books.hand_out("MUMMO", Invitation("join", "koivula", audience="close_person"), 1)
    visitor = house.person("cookie", "door")
    first = visitor.comes("MUMMO")
    (start,) = first.screen.answers
    welcome = visitor.does(start.reply)
    assert visitor.contact is not None
    assert (visitor.contact.audience, visitor.contact.rung) == ("close_person", "close_person")
    assert welcome.step == 0
    (told,) = [each for each in CATALOGUE.information if each.rung == "close_person"]
    assert told.lines[0] in [line.msgid for line in welcome.screen.lines]


def test_a_close_persons_code_does_not_make_a_young_person(house: House) -> None:
    house.books.hand_out("MUMMO", Invitation("join", "koivula", audience="close_person"), 1)
    visitor = house.person("cookie", "door")
    visitor.does(Reply(Act.JOIN, value="13-15 MUMMO"))
    assert visitor.contact is None


# --- danger --------------------------------------------------------------------------------------


def test_the_help_card_is_handed_over_before_anything_is_committed(
    house: House, ada: Person
) -> None:
    commits = house.books.commits
    ada.says(DANGER)
    assert [each.address for each in house.alarms] == [ada.address]
    assert house.alarms[0].urgent is not None
    assert house.commits_at_alarm == [commits]
    assert house.books.commits == commits + 1


def test_danger_is_noticed_with_nothing_open_and_nothing_of_it_is_kept(house: House) -> None:
    person = house.person()
    house.books.shelf.contacts[person.address] = Contact("fi", UNIT, "16-17")
    person.says(DANGER)
    assert len(house.alarms) == 1
    assert DANGER not in repr(house.books.shelf)


def test_danger_is_noticed_in_a_strangers_words_too(house: House) -> None:
    seen = house.person().says(DANGER)
    assert seen.urgent is not None


def test_words_without_danger_bring_no_card(house: House, ada: Person) -> None:
    ada.says("ruoka on hyvää")
    assert house.alarms == []


# --- guessing codes ------------------------------------------------------------------------------


def guesses(person: Person) -> None:
    """As many wrong codes as are looked at."""
    for _ in range(MOST_GUESSES):
        assert WRONG_CODE in person.comes("WRNGCDE234").screen.lines


def test_who_has_guessed_too_often_waits_and_help_stays(house: House) -> None:
    code, person = house.books.hand_out("RGHTCDE234", JOIN), house.person()
    guesses(person)
    for seen in (person.comes(code), person.says(code)):
        assert seen.screen.lines[0] == WAIT
        assert HELP_LINE in seen.screen.lines
        assert not seen.screen.answers
    assert house.person("eve").comes(code).screen.answers, "another chat does not wait"
    assert set(house.trouble) == {"TooManyGuesses"}


def test_who_is_known_and_guesses_too_often_is_at_home_and_goes_on(
    house: House, ada: Person
) -> None:
    guesses(ada)
    seen = ada.comes("WRNGCDE234")
    assert seen.screen.lines[0] == WAIT
    assert {button.reply.act for button in seen.screen.answers} == {Act.OPEN}
    assert ada.does(Reply(Act.GO_ON)).step == 1, "nothing but codes waits"


@pytest.mark.parametrize("held", [False, True])
def test_a_word_that_could_be_a_code_still_brings_the_help_card(house: House, held: bool) -> None:
    person = house.person()
    if held:
        guesses(person)
    seen = person.says("hakkaamaan")
    assert is_code("hakkaamaan")
    assert seen.urgent is not None


# --- when something breaks -----------------------------------------------------------------------


def test_what_fails_is_undone_alone_and_the_rest_of_the_batch_goes_on(
    house: House, ada: Person
) -> None:
    eve = house.person("eve")
    eve.joins("JOIN")
    eve.taps(Act.BEGIN)
    house.books.breaks = lambda kept: kept.value == 1
    said = house.hear(
        Incoming(ada.address, Reply(Act.PICK, 1, "1")),
        Incoming(eve.address, Reply(Act.PICK, 1, "4")),
    )
    assert said[0].screen.lines[0] == not_understood()
    assert [each.failed for each in said] == [True, False]
    assert said[0].screen.progress == (1, 5), "the same question again"
    assert said[1].step == 2
    assert house.books.values(ada.address) == {}
    assert house.books.values(eve.address) == {"heard": 4}
    assert house.trouble == ["OSError"]


def test_the_same_answer_is_kept_when_it_is_tried_once_more(house: House, ada: Person) -> None:
    house.books.breaks = lambda kept: True
    ada.taps(Act.PICK, "3")
    house.books.breaks = lambda kept: False
    ada.taps(Act.PICK, "3")
    assert house.books.values() == {"heard": 3}


def test_danger_gets_its_card_even_where_nothing_can_be_kept(house: House, ada: Person) -> None:
    for _ in range(4):
        ada.taps(Act.SKIP)
    house.books.breaks = lambda kept: True
    seen = ada.says(DANGER)
    assert seen.urgent is not None
    assert house.alarms == [seen]
    assert HELP_LINE in seen.screen.lines


def test_trouble_is_a_type_and_never_what_somebody_wrote(house: House, ada: Person) -> None:
    house.books.breaks = lambda kept: True
    for _ in range(5):
        ada.does(Reply(Act.SKIP))
    ada.says("salaisuus")
    assert set(house.trouble) == {"OSError"}


def test_a_talk_about_items_that_are_gone_leads_home(house: House, ada: Person) -> None:
    """The content was changed while somebody was in the middle of the old one."""
    record = house.books.shelf.dialogs[ada.address]
    house.books.shelf.dialogs[ada.address] = record.replace('"heard"', '"gone"')
    seen = ada.does(Reply(Act.PICK, 1, "5"))
    assert seen.screen.lines[0] == not_understood()
    assert ROUND.id in [button.reply.value for button in seen.screen.answers]


def test_whatever_is_told_before_the_kind_words_a_failure_says_that_it_is_one(
    house: House, ada: Person
) -> None:
    """A page would else be sent as if all were well, and what was typed on it be lost."""
    house.office.closed = (UNIT,)
    record = house.books.shelf.dialogs[ada.address]
    house.books.shelf.dialogs[ada.address] = record.replace('"heard"', '"gone"')
    seen = ada.does(Reply(Act.PICK, 1, "5"))
    assert seen.screen.lines.index(not_understood()) > 0
    assert seen.failed


# --- leaving -------------------------------------------------------------------------------------


def test_being_forgotten_is_asked_once_and_then_takes_everything(house: House, ada: Person) -> None:
    ada.taps(Act.PICK, "1")
    ada.does(Reply(Act.OPEN, value="note"))
    ada.does(Reply(Act.SEND, 1, text="Hei."))
    ada.does(Reply(Act.OPEN, value="meeting_held"))
    ada.taps(Act.FORGET)
    assert ada.contact is not None
    seen = ada.taps(Act.FORGET_SURELY)
    assert seen.ended
    shelf = house.books.shelf
    assert (shelf.contacts, shelf.dialogs, shelf.boxes, shelf.notes) == ({}, {}, {}, {})
    assert shelf.withdrawals == 1


def test_being_forgotten_touches_nobody_else(house: House, ada: Person) -> None:
    eve = house.person("eve")
    eve.joins("JOIN")
    eve.taps(Act.BEGIN)
    eve.taps(Act.PICK, "4")
    ada.does(Reply(Act.FORGET_SURELY))
    assert house.books.values(eve.address) == {"heard": 4}
    assert eve.contact is not None


def test_a_forgotten_person_is_a_stranger_again(house: House, ada: Person) -> None:
    ada.does(Reply(Act.FORGET_SURELY))
    seen = ada.does(Reply(Act.PICK, 1, "5"))
    assert not seen.screen.answers
    assert house.books.values() == {}


def test_being_forgotten_works_with_nothing_open(house: House) -> None:
    person = house.person()
    house.books.shelf.contacts[person.address] = Contact("sv", UNIT, "16-17")
    person.does(Reply(Act.FORGET))
    seen = person.taps(Act.FORGET_SURELY)
    assert (seen.ended, seen.language) == (True, "sv")
    assert person.contact is None


def test_a_button_of_another_talk_is_no_answer_here(house: House, ada: Person) -> None:
    """A step alone fits any talk: an old message of the round must not answer a card."""
    old = ada.button(Act.PICK, "1").reply
    ada.does(Reply(Act.OPEN, value="meeting_held"))
    ada.taps(Act.BEGIN)
    assert ada.seen is not None
    assert ada.seen.step == old.step == 1
    before = house.books.values()
    ada.does(old)
    assert house.books.values() == before
    assert ada.seen.step == 1
    ada.taps(Act.PICK, "5")
    assert house.books.values() == before | {"heard": 5}


def test_who_joins_while_nothing_is_asked_is_told_first_what_happens_to_words(house: House) -> None:
    house.office.prompts.clear()
    person = house.person("new", "slip")
    seen = person.joins("JOIN")
    told = CATALOGUE.told("16-17").lines
    shown = {line.msgid for line in seen.screen.lines}
    assert set(told) <= shown
    person.taps(Act.OPEN, "spontaneous")
    again = person.comes()
    assert not set(told) & {line.msgid for line in again.screen.lines}
