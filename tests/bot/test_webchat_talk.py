"""The web chat as one person meets it: coming in, answering, changing one's mind, leaving."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.webchat.entering import ELSEWHERE
from language.masking import MARK
from tests.bot.webchat_world import World, at_words, begin, open_world

QUIET = {"ContactRow": 0, "DialogRow": 0, "BoxRow": 0, "NoteRow": 0}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield from open_world(tmp_path)


async def test_the_front_page_says_what_this_is_and_asks_for_a_code(world: World) -> None:
    visitor = await world.visitor().open("/")
    assert "tells back what came of" in visitor.text
    assert 'name="code"' in visitor.page.text
    assert "116 111" in visitor.text


@pytest.mark.parametrize("way", ["typed", "/d/", "/c/"])
async def test_a_code_opens_the_age_question_and_nothing_is_stored(world: World, way: str) -> None:
    visitor = world.visitor()
    if way == "typed":
        code = f" {world.door[:5].lower()} - {world.door[5:].lower()} "
        await visitor.post("/", {"code": code})
    else:
        await visitor.open(f"{way}{world.door}")
    assert "13–15 years" in visitor.buttons()
    assert world.rows() == QUIET
    assert not visitor.client.cookies


async def test_saying_the_age_lets_in_and_leaves_no_key_in_the_address(world: World) -> None:
    world.start_round()
    slip = world.slip()
    visitor = await world.visitor().open(f"/c/{slip}")
    await visitor.tap("13–15 years")
    assert visitor.page.url.path == "/chat"
    assert not visitor.page.url.query
    (redirect,) = visitor.page.history
    cookie = redirect.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Path=/chat" in cookie
    assert "Max-Age" not in cookie
    assert slip not in cookie
    assert visitor.heading == "Before we start"
    assert "Keep your slip" in visitor.text
    assert slip not in visitor.page.text


async def test_a_round_of_five_is_sealed_answer_by_answer(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    assert "Question 1 of 5" in visitor.text
    await visitor.tap("Always")
    await visitor.tap("Badly")
    await visitor.tap("Skip")
    await visitor.tap("8")
    await visitor.tap("Continue", text="Ruoka on hyvää.")
    await visitor.tap("Put it in the box")
    assert "Thank you for your time" in visitor.heading
    assert sorted(map(str, world.answers())) == ["1", "5", "8", "Ruoka on hyvää."]
    assert world.rows() == {"ContactRow": 1, "DialogRow": 1, "BoxRow": 5, "NoteRow": 1}


async def test_by_its_length_a_form_tells_neither_an_answer_nor_a_skipped_question(
    world: World,
) -> None:
    card = world.codes(uses=3, milestone_set="aftercare_approaching")  # yes, agreed, or no
    visitor = await world.visitor().open(f"/c/{card}")
    await visitor.tap("16–17 years")
    await visitor.tap("Start")
    for number in range(1, 5):
        assert f"Question {number} of 5" in visitor.text
        lengths = {len(urlencode(fields)) for fields in visitor.forms() if "reply" in fields}
        assert len(lengths) == 1, "whoever runs the home's network sees how long a form is"
        await visitor.tap("Skip")


async def test_a_talk_has_one_address_from_its_first_step_to_its_last(world: World) -> None:
    """An address stays in the browser's history, and in the log of whoever runs a proxy."""
    visitor = await begin(world)
    seen = set()
    for label in ("Start", "Always", "Back", "Often", "Badly", "Skip", "8", "Skip"):
        await visitor.tap(label)
        seen |= {str(each.url) for each in (*visitor.page.history, visitor.page)}
    assert "Thank you for your time" in visitor.heading
    assert seen == {"http://chat.test/chat"}, "how far somebody has come"


async def test_an_answer_is_followed_by_a_redirect_so_that_a_reload_repeats_nothing(
    world: World,
) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    assert [each.status_code for each in visitor.page.history] == [303]
    shown = visitor.heading
    await visitor.open("/chat")
    assert visitor.heading == shown
    assert world.answers() == [5]


async def test_a_double_tap_answers_once(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    first = visitor.page
    await visitor.tap("Always")
    second = visitor.heading
    visitor.page = first
    await visitor.tap("Never")
    assert visitor.heading == second
    assert world.answers() == [5]


async def test_an_answer_can_be_changed(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    await visitor.tap("Back")
    await visitor.tap("Never")
    assert world.answers() == [1]


async def test_several_choices_are_ticked_and_sent_together(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Not now")
    await visitor.tap("Tell something else")
    await visitor.tap(visitor.buttons()[0])
    assert visitor.page.text.count('type="checkbox"') == 7
    await visitor.tap("Done", tick=["1", "3", "99", "x"])
    topics = [value for value in world.answers() if isinstance(value, list)]
    assert [len(each) for each in topics] == [2]


async def test_a_slip_is_its_owners_return_code_on_another_device(world: World) -> None:
    slip = world.slip()
    visitor = await begin(world, slip)
    await visitor.tap("Start")
    await visitor.tap("Always")
    elsewhere = await world.visitor().post("/", {"code": slip})
    assert elsewhere.page.url.path == "/chat"
    assert elsewhere.heading == visitor.heading
    await elsewhere.tap("Stop")
    third = await world.visitor().post("/", {"code": slip})
    assert third.page.url.path == "/chat/home"
    assert world.rows()["ContactRow"] == 1


async def test_the_link_of_a_used_slip_asks_for_a_tap_before_it_lets_in(world: World) -> None:
    slip = world.slip()
    await begin(world, slip)
    elsewhere = await world.visitor().open(f"/c/{slip}")
    assert not elsewhere.client.cookies
    assert elsewhere.heading == "Welcome back."
    await elsewhere.tap("Go on")
    assert elsewhere.page.url.path == "/chat"
    assert elsewhere.heading == "Before we start"


async def test_two_taps_on_the_age_with_one_slip_enrol_one_person(world: World) -> None:
    visitor = await world.visitor().open(f"/c/{world.slip()}")
    age = visitor.page
    await visitor.tap("13–15 years")
    visitor.page = age
    await visitor.tap("13–15 years")
    assert visitor.page.url.path.startswith("/chat")
    assert world.rows()["ContactRow"] == 1


async def test_a_card_opens_its_milestones_questions(world: World) -> None:
    visitor = await world.visitor().open(f"/c/{world.card()}")
    await visitor.tap("16–17 years")
    await visitor.tap("Start")
    assert "Question 1 of 5" in visitor.text


async def test_words_that_tell_of_danger_bring_help_at_the_top_at_once(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Continue", text="Isäpuoli hakkaa minua.")
    assert not visitor.page.history
    urgent, heading = visitor.page.text.index('class="urgent"'), visitor.page.text.index("<h1")
    assert urgent < heading
    assert 'href="tel:112"' in visitor.page.text
    await visitor.tap("Put it in the box")
    assert "Isäpuoli hakkaa minua." in world.answers()


async def test_words_are_shown_first_and_one_tap_hides_one_wherever_it_stands(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Continue", text="kisu nukkui, soita 040 123 4567, kisu")
    assert "This is what will be kept" in visitor.heading
    assert "040" not in visitor.page.text
    await visitor.tap("Hide: kisu")
    assert "kisu" not in visitor.page.text
    assert sorted(world.answers()) == [5, 5, 5, 8]
    await visitor.tap("Put it in the box")
    assert f"{MARK} nukkui, soita {MARK}, {MARK}" in world.answers()


async def test_what_was_written_is_dropped_by_one_tap(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Continue", text="en sanokaan")
    await visitor.tap("Throw it away")
    assert "It was thrown away. Nothing of it was kept." in visitor.text
    assert "sanokaan" not in visitor.page.text
    assert sorted(world.answers()) == [5, 5, 5, 8]


async def test_who_would_rather_write_again_goes_on_from_the_masked_text(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Continue", text="Soita 040 123 4567")
    await visitor.tap("Write again")
    assert visitor.written == f"Soita {MARK}"


async def test_help_and_languages_give_the_half_written_words_back(world: World) -> None:
    visitor = await at_words(world)
    await visitor.tap("Help", text="En ole vielä\nvalmis")
    assert "call 112" in visitor.heading
    await visitor.tap("Back to the question")
    assert visitor.written == "En ole vielä\nvalmis"
    await visitor.tap("Straight to the panel", text="Tämä raadille")
    assert visitor.written == "Tämä raadille"
    assert sorted(world.answers()) == [5, 5, 5, 8]


async def test_a_note_is_shown_masked_and_sent_only_after_a_second_yes(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Not now")
    await visitor.tap("Straight to the panel")
    await visitor.tap("Continue", text="Soita minulle 040 123 4567 <b>heti</b>")
    assert "040" not in visitor.text
    assert "&lt;b&gt;heti" in visitor.page.text
    assert world.notes() == []
    await visitor.tap("Write again")
    assert "heti" in visitor.written
    await visitor.tap("Continue")
    await visitor.tap("Send")
    assert len(world.notes()) == 1
    assert "It is on its way" in visitor.heading
    await visitor.open("/chat")
    assert len(world.notes()) == 1


async def test_being_forgotten_takes_everything_and_the_cookie(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    await visitor.tap("Forget me")
    assert world.rows()["ContactRow"] == 1
    await visitor.tap("Yes, forget me")
    assert not visitor.client.cookies
    assert world.answers() == []
    assert world.rows() == QUIET | {"BoxRow": 1}  # the sealed withdrawal
    await visitor.open("/chat")
    assert 'name="code"' in visitor.page.text


async def test_leaving_takes_the_cookie_and_keeps_the_answers(world: World) -> None:
    visitor = await begin(world)
    await visitor.tap("Start")
    await visitor.tap("Always")
    await visitor.tap("I am done on this device")
    assert visitor.page.url.path == "/left"
    assert not visitor.client.cookies
    await visitor.open("/chat")
    assert 'name="code"' in visitor.page.text
    assert world.answers() == [5]


async def test_on_a_shared_device_the_door_asks_who_is_here(world: World) -> None:
    first = await world.visitor().open(f"/d/{world.door}")
    await first.tap("13–15 years")
    await first.open(f"/d/{world.door}")
    await first.tap("13–15 years")
    assert "Was it you?" in first.heading
    await first.tap("Yes, it was me")
    assert world.rows()["ContactRow"] == 1
    await first.open(f"/d/{world.door}")
    await first.tap("10–12 years")
    await first.tap("No, I am somebody else")
    assert first.page.url.path == "/chat"
    assert world.rows()["ContactRow"] == 2


async def test_a_slip_on_a_shared_device_never_answers_as_the_person_before(world: World) -> None:
    visitor = await begin(world)
    await visitor.open(f"/c/{world.slip()}")
    await visitor.tap("10–12 years")
    assert visitor.page.url.path == "/chat"
    assert world.rows()["ContactRow"] == 2


async def test_what_came_of_it_opens_the_next_round(world: World) -> None:
    visitor = await begin(world)
    assert "What came of it" not in visitor.text
    organisation = world.house.units.organisation().id
    world.house.desk.decide(
        "organisation", organisation, "done", "Iltapala on klo 20.", "Toivoitte."
    )
    await visitor.open("/chat")
    opening, _, rest = visitor.text.partition("What came of it:")
    assert "Before we start" in opening
    assert "Iltapala on klo 20." in rest


async def test_leaving_quickly_is_a_plain_link_after_which_nobody_is_inside(world: World) -> None:
    visitor = await begin(world)
    question = visitor.heading
    assert '<a id="away" href="/chat/out"' in visitor.page.text
    visitor.client.follow_redirects = False
    await visitor.open("/chat/out")
    assert visitor.page.headers["location"] == ELSEWHERE
    assert "clear-site-data" not in visitor.page.headers  # the console's session is not ours
    assert not visitor.client.cookies
    await visitor.open("/chat")
    assert visitor.heading != question
