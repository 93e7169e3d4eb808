"""What holds for every talk, whatever is tapped or typed: hypothesis looks for the exception."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.content import load_catalogue
from app.questions.rehearsing import first_turn, tapped
from conversations import asking, screens
from conversations.advancing import advance
from conversations.changing import CHANGES
from conversations.items import AT_WILL, Item, Kind
from conversations.reaching import NOTHING_SENT
from conversations.replies import Act, Reply
from conversations.screens import LONGEST_TEXT, Screen
from conversations.turns import Conversation, Kept, Turn, open_item, screen_of
from conversations.writing import length

CATALOGUE = load_catalogue()
EVERY_TALK = [
    (each.id, band, turn)
    for each in CATALOGUE.sets
    for band in each.items
    for turn in range(len(each.rotation) or 1)
]
TALKS = st.sampled_from(EVERY_TALK)
TEXTS = st.one_of(
    st.text(max_size=50),
    st.sampled_from(["", " ", "\0", "\ud800", "haluan kuolla", "040 123 4567", "112", "/stop"]),
    st.integers(LONGEST_TEXT - 3, LONGEST_TEXT + 3).map("ä".__mul__),
)
REPLIES = st.builds(
    Reply,
    act=st.sampled_from(Act),
    step=st.none() | st.integers(-2, 9) | st.integers(),
    value=st.text(max_size=8) | st.integers(-2, 12).map(str) | st.sampled_from(["yes", "sv", "²"]),
    ticks=st.integers(0, 200) | st.integers(),
    text=TEXTS,
)


@pytest.fixture(autouse=True)
def by_signs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of texts are typed here, and none is about danger: no model has to read them."""
    monkeypatch.setattr("language.danger.nearness", lambda _: None)


def opened(talk: tuple[str, str, int]) -> Turn:
    """A talk's first screen."""
    set_id, band, rotation = talk
    return first_turn(CATALOGUE, set_id, band, "fi", rotation=rotation)


def every_position() -> Iterator[Conversation]:
    """Every set and band, at the welcome, at every question and at the end."""
    for talk in EVERY_TALK:
        start = opened(talk).conversation
        yield from (start.at(step) for step in range(start.step, len(start.items) + 2))


def every_screen() -> Iterator[tuple[Conversation, Screen]]:
    """Every screen that a talk can show, those beside the path included."""
    for talk in every_position():
        item = open_item(talk, CATALOGUE)
        yield talk, screen_of(talk, CATALOGUE)
        if item and item.kind is Kind.CHOICES:
            for ticks in (1, (1 << len(item.options)) - 1):
                reply = Reply(Act.TICK, talk.step, "0", ticks)
                yield talk, advance(talk, reply, CATALOGUE).screen
        if item and item.kind in (Kind.NOTE, Kind.WORDS):
            yield talk, advance(talk, Reply(Act.WORDS, text="Hei 0401234567"), CATALOGUE).screen
        if talk.finished and talk.set != "note":
            yield talk, screen_of(talk.again_at(1), CATALOGUE)
        for act in (Act.HELP, Act.FORGET, Act.LANGUAGES, Act.STOP, *CHANGES):
            yield talk, advance(talk, Reply(act), CATALOGUE).screen


def buttons(screen: Screen) -> tuple[screens.Button, ...]:
    """Every button of a screen."""
    return (*screen.words, *screen.answers, *screen.controls)


def acts(screen: Screen) -> set[Act]:
    """What can be done on a screen."""
    return {button.reply.act for button in buttons(screen)}


def is_valid(item: Item, kept: Kept, rung: str) -> bool:
    """Whether a value is one that this item can have on this rung."""
    match item.kind, kept.value:
        case _, None:
            return True
        case Kind.SMILEY, int() as point:
            few = CATALOGUE.scale(item.scale or "").few
            return point in (few if rung == "7-9" else range(1, 6))
        case ((Kind.GRADE | Kind.NPS), int() as number):
            return number in asking.numbers(item.kind)
        case Kind.CHOICE, str() as option:
            return option in {each.id for each in item.options}
        case Kind.CHOICES, tuple() as chosen:
            known = [each.id for each in item.options]
            return bool(chosen) and list(chosen) == [each for each in known if each in chosen]
        case Kind.WORDS, str() as text:
            return bool(text.strip()) and length(text) <= LONGEST_TEXT
    return False


class AnyTalk(RuleBasedStateMachine):
    """Taps what is there, types anything, and throws hostile replies in between."""

    @initialize(talk=TALKS)
    def open(self, talk: tuple[str, str, int]) -> None:
        self.start = opened(talk)
        self.turn = self.start

    def take(self, reply: Reply) -> None:
        if reply.act is Act.OPEN:  # the listener's, tested there
            return
        before = self.turn.conversation
        self.turn = advance(before, reply, CATALOGUE)
        again = Conversation.from_record(json.loads(json.dumps(before.as_record())))
        assert advance(again, reply, CATALOGUE) == self.turn, "serialising changed the talk"
        self.kept_is_valid(before, reply)

    def kept_is_valid(self, before: Conversation, reply: Reply) -> None:
        kept = self.turn.keep
        if kept is None:
            return
        assert reply.step in (None, before.step), "a stale button kept something"
        item = CATALOGUE.item(kept.item)
        assert (kept.question, kept.item) == (before.step, before.items[before.step - 1])
        assert (kept.asked, kept.words) == (item.asked, item.kind is Kind.WORDS)
        assert is_valid(item, kept, before.rung)
        assert self.turn.conversation.step == (before.resume or before.step + 1)

    @rule(choice=st.integers(0, 30))
    def tap(self, choice: int) -> None:
        there = buttons(self.turn.screen)
        if there:
            self.take(tapped(self.turn, there[choice % len(there)]))

    @rule(text=TEXTS)
    def write(self, text: str) -> None:
        self.take(Reply(Act.WORDS, text=text))

    @rule(reply=REPLIES)
    def be_hostile(self, reply: Reply) -> None:
        self.take(reply)

    @invariant()
    def there_is_a_way_on(self) -> None:
        screen = self.turn.screen
        assert screen.lines
        assert self.turn.forget or screen.writes or screen.answers

    @invariant()
    def only_the_position_is_remembered(self) -> None:
        talk, first = self.turn.conversation, self.start.conversation
        assert 0 <= talk.step <= len(talk.items) + 1
        assert talk.resume == 0 or 0 < talk.step < talk.resume <= len(talk.items) + 1
        moved = replace(first, step=talk.step, resume=talk.resume, language=talk.language)
        assert talk == moved


AnyTalk.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestAnyTalk = AnyTalk.TestCase


@given(talk=TALKS, data=st.data())
def test_what_was_answered_cannot_be_told_from_what_is_remembered(
    talk: tuple[str, str, int], data: st.DataObject
) -> None:
    """Two people, one who skips all and one who answers: what is stored of both is the same."""
    skips = answers = opened(talk).conversation
    while not skips.finished:
        there = [
            button.reply
            for button in screen_of(answers, CATALOGUE).answers
            if button.reply.act in (Act.BEGIN, Act.PICK, Act.DONE)
        ]
        typed = Reply(Act.WORDS, text="jotain")
        answer = data.draw(st.sampled_from(there or [typed]))
        answers = advance(answers, answer, CATALOGUE).conversation
        if answer == typed:  # words are shown first, and then kept or sent
            answers = advance(answers, Reply(Act.SEND, text="jotain"), CATALOGUE).conversation
        skips = advance(skips, Reply(Act.SKIP), CATALOGUE).conversation
        assert json.dumps(answers.as_record()) == json.dumps(skips.as_record())


@pytest.mark.parametrize("act", [Act.SKIP, Act.STOP])
def test_from_everywhere_the_end_can_be_reached(act: Act) -> None:
    for talk in every_position():
        steps = 0
        while not talk.finished:
            begun = Act.BEGIN if talk.step == 0 else act
            talk = advance(talk, Reply(begun, talk.step), CATALOGUE).conversation
            steps += 1
        assert steps <= len(talk.items) + 1


def test_every_button_fits_into_telegram_and_is_read_back_as_it_was() -> None:
    seen = 0
    for _, screen in every_screen():
        for button in buttons(screen):
            token = button.reply.token()
            assert len(token.encode()) <= 64
            assert Reply.parse(token) == button.reply
            seen += 1
    assert seen > 1000


@given(token=st.text(max_size=80) | st.from_regex(r"[a-z]:\d{0,3}:\w{0,9}:\d{0,3}", fullmatch=True))
def test_a_forged_button_is_read_or_refused_but_never_raises(token: str) -> None:
    reply = Reply.parse(token)
    if reply is not None:
        assert reply.act is not Act.WORDS, "words never come from a button"
        assert Reply.parse(reply.token()) == reply
        advance(opened(("round", "13-15", 0)).conversation, reply, CATALOGUE)


def test_help_and_being_forgotten_are_at_most_one_tap_further_on_every_screen() -> None:
    for talk, screen in every_screen():
        if not {Act.HELP, Act.FORGET} <= acts(screen):
            assert Act.GO_ON in acts(screen)
            back = advance(talk, Reply(Act.GO_ON), CATALOGUE).screen
            assert {Act.HELP, Act.FORGET, Act.LANGUAGES} <= acts(back)


def test_every_question_can_be_skipped_and_stopped_and_all_but_the_first_taken_back() -> None:
    for talk in every_position():
        if 0 < talk.step <= len(talk.items):
            there = acts(screen_of(talk, CATALOGUE))
            assert {Act.SKIP, Act.STOP} <= there
            assert (Act.BACK in there) == (talk.step > 1)


def test_help_stands_before_words_are_written_and_after() -> None:
    written = 0
    for talk in every_position():
        screen = screen_of(talk, CATALOGUE)
        if screen.writes:
            assert screens.HELP_LINE in screen.lines
            for text in ("kaikki hyvin", "x" * (LONGEST_TEXT + 1), " "):
                after = advance(talk, Reply(Act.WORDS, text=text), CATALOGUE).screen
                assert screens.HELP_LINE in after.lines
            written += 1
    assert written > len(CATALOGUE.bands)


def test_help_stands_after_words_also_where_another_question_follows() -> None:
    start = first_turn(CATALOGUE, "round", "13-15", "fi").conversation
    talk = replace(start, items=("words_round", "heard"), step=1)
    turn = advance(talk, Reply(Act.SEND, 1, text="kaikki hyvin"), CATALOGUE)
    assert turn.screen.progress == (2, 2)
    assert turn.screen.lines[0] == screens.HELP_LINE


@given(ticks=st.integers())
def test_forged_ticks_do_not_grow_into_the_buttons(ticks: int) -> None:
    talk = first_turn(CATALOGUE, "spontaneous", "13-15", "fi").conversation.at(2)
    turn = advance(talk, Reply(Act.TICK, 2, "0", ticks), CATALOGUE)
    assert all(0 <= button.reply.ticks < 2**7 for button in buttons(turn.screen))


def test_somebody_who_writes_into_the_box_is_told_first_who_reads_it() -> None:
    for talk in every_position():
        item = open_item(talk, CATALOGUE)
        if item and item.kind is Kind.WORDS:
            screen = screen_of(talk, CATALOGUE)
            assert screens.WORDS_ARE_READ in screen.lines
            assert screens.WORDS_ARE_DESTROYED in screen.unread().lines
            assert "note" in {button.reply.value for button in screen.answers}


def test_a_stale_button_keeps_nothing_at_any_point() -> None:
    for talk in every_position():
        others = [talk.at(step) for step in range(len(talk.items) + 2) if step != talk.step]
        for other in others:
            if other.step == 0 and talk.set in AT_WILL:
                continue
            for button in buttons(screen_of(other, CATALOGUE)):
                if button.reply.step is not None:
                    turn = advance(talk, button.reply, CATALOGUE)
                    assert (turn.keep, turn.note) == (None, None)
                    assert turn.screen == screen_of(talk, CATALOGUE)


def test_a_screen_says_nothing_twice() -> None:
    for _, screen in every_screen():
        assert len(set(screen.lines)) == len(screen.lines)
        assert len({button.reply for button in buttons(screen)}) == len(buttons(screen))


def test_control_characters_are_taken_out_before_words_are_kept() -> None:
    talk = first_turn(CATALOGUE, "round", "10-12", "fi").conversation.at(4)
    turn = advance(talk, Reply(Act.SEND, 4, text="he\0i\x1b[31m\nsinä\ud800"), CATALOGUE)
    assert turn.keep is not None
    assert turn.keep.value == "hei[31m\nsinä"


def test_a_note_is_masked_also_where_the_preview_was_tampered_with() -> None:
    talk = first_turn(CATALOGUE, "note", "16-17", "fi").conversation
    turn = advance(talk, Reply(Act.SEND, 1, text="soita 040 123 4567"), CATALOGUE)
    assert turn.note is not None
    assert "040" not in turn.note.text
    assert not turn.note.with_unit


@pytest.mark.parametrize("text", ["", "  \n", "\0"])
def test_an_empty_note_is_not_sent(text: str) -> None:
    talk = first_turn(CATALOGUE, "note", "16-17", "fi").conversation
    turn = advance(talk, Reply(Act.SEND, 1, text=text), CATALOGUE)
    assert turn.note is None
    assert not turn.conversation.finished


@pytest.mark.parametrize("act", [Act.SKIP, Act.STOP])
def test_who_does_not_send_a_note_is_told_that_nothing_was_sent(act: Act) -> None:
    talk = first_turn(CATALOGUE, "note", "16-17", "fi").conversation
    turn = advance(talk, Reply(act, 1), CATALOGUE)
    assert turn.conversation.finished
    assert NOTHING_SENT in turn.screen.lines
    assert (turn.keep, turn.note) == (None, None)


@given(text=st.text())
def test_length_counts_as_telegram_and_browsers_do(text: str) -> None:
    beyond = sum(ord(character) > 0xFFFF for character in text)
    assert length(text) == len(text) + beyond
