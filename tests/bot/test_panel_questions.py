"""The panel's question met in a chat: answered, changed, tried, looked at together, and sealed."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from conversations.items import Kind
from conversations.panel_questions import PanelQuestion
from conversations.replies import Act
from tests.bot import telegram_world
from tests.bot.telegram_world import join, open_house, open_server, sees, tap
from tests.bot.webchat_world import Visitor, World, begin, open_world
from tests.telegram_server import TelegramServer
from tests.telegram_server import World as TelegramWorld

HONEST = PanelQuestion(
    kind=Kind.SMILEY, scale="agree", fi="Onko hyvä <i>työntekijä</i> *rehellinen*?", en="Honest?"
)
WORDS = PanelQuestion(kind=Kind.WORDS, fi="Millainen on hyvä työntekijä?")
ASKS = "The panel itself asks this."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[telegram_world.House]:
    yield from open_house(tmp_path)


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async for served in open_server(TelegramWorld()):
        yield served


async def asked_third(world: World, question: PanelQuestion) -> Visitor:
    """Somebody of 13–15 at the third question of a round that carries a panel question."""
    world.house.panel_questions.put_in(question)
    visitor = await (await begin(world)).tap("Start")
    for _ in range(2):
        await visitor.tap("Skip")
    return visitor


async def test_a_person_answers_it_and_the_answer_is_sealed_under_its_item(world: World) -> None:
    visitor = await asked_third(world, HONEST)
    assert visitor.heading == "Honest?"
    assert ASKS in visitor.text
    assert "Question 3 of 5" in visitor.text
    await visitor.tap("Yes")
    (box,) = [each for each in world.sealed() if each.get("value") == 5]
    assert box["item"] == HONEST.id
    for _ in range(2):
        await visitor.tap("Skip")
    await visitor.tap("Change or take back")
    assert "3. Honest?" in visitor.text
    await visitor.tap("Change question 3")
    assert visitor.heading == "Honest?"
    await visitor.tap("Not at all")
    assert world.answers() == [1]


async def test_what_nobody_translated_is_marked_as_finnish_and_its_tags_are_only_text(
    world: World,
) -> None:
    visitor = await asked_third(world, without_english(HONEST))
    assert visitor.heading == "Onko hyvä <i>työntekijä</i> *rehellinen*?"
    assert 'lang="fi"' in visitor.page.text
    assert "&lt;i&gt;" in visitor.page.text


def without_english(question: PanelQuestion) -> PanelQuestion:
    """The same without its English wording."""
    return question.model_copy(update={"en": ""})


async def test_the_youngest_are_asked_what_is_in_turn(world: World) -> None:
    world.house.panel_questions.put_in(HONEST)
    world.start_round()
    visitor = await world.visitor().open(f"/c/{world.slip()}")
    await visitor.tap("7–9 years")
    await visitor.tap("Start")
    while "Skip" in visitor.buttons():
        assert "Honest?" not in visitor.text
        await visitor.tap("Skip")


async def test_words_for_the_panel_are_shown_before_they_are_sealed(world: World) -> None:
    visitor = await asked_third(world, WORDS)
    assert visitor.heading == WORDS.fi
    await visitor.tap("Continue", text="Se kuuntelee.")
    await visitor.tap("Put it in the box")
    (box,) = [each for each in world.sealed() if each.get("value") == "Se kuuntelee."]
    assert (box["item"], box["words"]) == (WORDS.id, True)


async def test_it_can_be_tried_and_nothing_is_kept(world: World) -> None:
    world.house.panel_questions.put_in(HONEST)
    visitor = await world.visitor().open(f"/try/round/13-15?turn=4&panel={HONEST.id}&yielded=1")
    await visitor.tap("Start")
    await visitor.tap("Skip")
    await visitor.tap("Skip")
    assert visitor.heading == "Honest?"
    await visitor.tap("Yes")
    assert "Question 4 of 5" in visitor.text
    assert world.sealed() == []


async def test_a_question_that_nobody_put_in_cannot_be_brought_along(world: World) -> None:
    visitor = await world.visitor().open(f"/try/round/13-15?panel={HONEST.id}")
    await visitor.tap("Start")
    await visitor.tap("Skip")
    await visitor.tap("Skip")
    assert "Honest?" not in visitor.text
    assert "Question 3 of 5" in visitor.text


@pytest.mark.parametrize(("question", "shown"), [(HONEST, True), (WORDS, False)])
async def test_together_on_a_tablet_a_tap_is_asked_and_words_make_way(
    question: PanelQuestion, shown: bool, world: World
) -> None:
    world.house.panel_questions.put_in(question)
    world.start_round()
    visitor = await world.visitor().open(f"/t/{world.door}")
    for label in ("I give it now", "Somebody is with me", "13–15 years"):
        await visitor.tap(label)
    met = []
    while "Skip" in visitor.buttons():
        met.append(visitor.text)
        await visitor.tap(visitor.buttons()[0])
    assert len(met) == 4
    assert any(ASKS in text for text in met) is shown
    assert world.sealed() == []


async def test_in_telegram_it_is_plain_text_whatever_was_typed(
    house: telegram_world.House, server: TelegramServer
) -> None:
    question = without_english(HONEST)
    house.office.prompts = [replace(telegram_world.ROUND, panel=question.id)]
    house.catalogue = house.catalogue.with_panel({question.id: question}.get)
    house.listener = replace(house.listener, catalogue=house.catalogue)
    person = server.world.person(language="en")
    async with house.talking(server):
        await join(person, house.code("RIVER12345"))
        tap(person, Act.BEGIN)
        for number in (1, 2):
            await sees(person, f"{number}/5")
            tap(person, Act.SKIP)
        shown = await sees(person, "3/5")
        assert f"{question.fi}\n\n{ASKS}" in shown.text
        tap(person, Act.PICK, "2")
        await sees(person, "4/5")
    assert house.values()[question.id] == 2
