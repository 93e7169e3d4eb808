"""Units and what is handed out there: posters, slips, cards, messages, staff chats."""

import re
from collections import Counter

import pytest

from conversations.items import YOUNG
from conversations.phrases import LANGUAGES
from panel.organisation import Role
from storage.contacts.invitations import hash_code
from tests.console.office_world import World, words

NEW = {"name": "Uusi koti", "size": "6", "service": "Sijaishuolto", "group": "Pienet kodit"}
CODE = re.compile(r"\b[A-Z2-9]{5}-[A-Z2-9]{5}\b")
HOSTILE = "<script>alert(1)</script>\"'&"


async def test_a_unit_is_added_and_has_a_door_at_once(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    added = await client.post("/console/units", data=NEW)
    assert added.status_code == 303
    page = await client.get(added.headers["location"])
    unit = world.house.units.find("Uusi koti")
    assert unit.size == 6
    for link in ("d", "t"):  # the poster's, and a shared tablet's
        assert f"http://chat.example/{link}/{unit.door}" in page.text
    assert "unit added" in world.audit()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Please fill in: Name of the unit."),
        ({"name": " \x00\x1f "}, "Please fill in: Name of the unit."),
        ({"name": "x" * 81}, "shorten it to 80 characters"),
        ({"name": "koivula " * 9000}, "shorten it to 80 characters"),
        ({"name": "Koivula"}, "There is already a unit called Koivula."),
        ({"size": "0"}, "whole number from 1 to 500"),
        ({"size": "1000000000"}, "whole number from 1 to 500"),
        ({"size": "9" * 5000}, "whole number from 1 to 500"),
        ({"size": "-3"}, "whole number from 1 to 500"),
        ({"size": "seven"}, "whole number from 1 to 500"),
        ({"size": "٧"}, "whole number from 1 to 500"),
        ({"service": ""}, "Please fill in: Service."),
    ],
)
async def test_a_unit_that_will_not_do_is_refused_and_the_form_kept(
    world: World, change: dict[str, str], said: str
) -> None:
    client = world.as_(Role.COORDINATOR)
    before = world.house.units.count()
    page = await client.post("/console/units", data=NEW | change)
    assert page.status_code == 422
    assert said in words(page.text)
    assert 'value="Pienet kodit"' in page.text
    assert page.text.count('role="alert"') == 1
    assert world.house.units.count() == before


async def test_html_in_a_name_is_text(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    added = await client.post("/console/units", data=NEW | {"name": HOSTILE})
    where = added.headers["location"].partition("?")[0]
    slips = await client.post(f"{where}/slips", data={"count": "1", "lang": "en"})
    for path in ("/console/units", where, f"{where}/door", f"{where}/slips", "/console/rounds"):
        page = (await client.get(path)).text
        assert "<script>alert" not in page
    assert "<script>alert" not in slips.text
    assert HOSTILE in words((await client.get(where)).text)


async def test_a_poster_has_the_doors_code_and_says_nothing_untrue(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    page = await client.get(f"/console/units/{world.home.id}/door?lang=en")
    link = f"http://chat.example/d/{world.home.door}"
    assert f"<title>QR code of {link}</title>" in page.text
    assert 'role="img"' in page.text
    said = words(page.text)
    assert "Your name is not asked." in said
    assert "together with the answers of at least four other people" in said
    assert "nobody can know" not in said
    assert (
        'class="poster" lang="sv"'
        in (await client.get(f"/console/units/{world.home.id}/door?lang=sv")).text
    )


async def test_slips_are_shown_once_and_work(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    path = f"/console/units/{world.home.id}/slips"
    assert "shown once" in words((await client.get(path)).text)
    sheet = await client.post(path, data={"count": "8", "lang": "en", "audience": YOUNG})
    codes = CODE.findall(words(sheet.text))
    assert len(set(codes)) == 8
    assert sheet.text.count("<svg") == 8
    assert sheet.headers["cache-control"] == "no-store"
    world.beats.take_codes()
    with world.house.contacts.reading() as book:
        invited = [book.invitation(code.replace("-", "")) for code in codes]
    assert all(one and one.single_use and one.unit == world.home.id for one in invited)
    form_again = (await client.get(path)).text
    assert not [code for code in codes if code in form_again]
    assert "codes" in world.audit()


async def test_more_slips_than_places_need_an_administrator_and_are_written_down(
    world: World,
) -> None:
    path = f"/console/units/{world.home.id}/slips"
    form = {"count": "9", "lang": "en", "audience": YOUNG, "beyond": "yes"}
    refused = await world.as_(Role.COORDINATOR).post(path, data=form)
    assert refused.status_code == 422
    assert "An administrator can give more." in words(refused.text)
    given = await world.as_(Role.ADMINISTRATOR).post(path, data=form)
    assert len(CODE.findall(words(given.text))) == 9
    assert "codes above the limit" in world.audit()


async def test_slips_for_people_close_to_the_young_take_no_places_from_them(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    path = f"/console/units/{world.home.id}/slips"
    for audience in (YOUNG, "close_person"):
        sheet = await client.post(path, data={"count": "8", "lang": "en", "audience": audience})
        assert len(CODE.findall(words(sheet.text))) == 8
    slips = [each for each in world.house.codes.waiting() if each.purpose == "join"]
    assert Counter(each.audience for each in slips) == {YOUNG: 8, "close_person": 8}
    one_more = await client.post(
        path, data={"count": "1", "lang": "en", "audience": "close_person"}
    )
    assert one_more.status_code == 422


async def test_slips_for_nobody_known_are_refused(world: World) -> None:
    path = f"/console/units/{world.home.id}/slips"
    form = {"count": "2", "lang": "en", "audience": "neighbours"}
    assert (await world.as_(Role.COORDINATOR).post(path, data=form)).status_code == 422


async def test_a_message_to_a_grandmother_does_not_speak_to_a_child(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    form = {"set": "placement_started_close_person", "lang": "en", "count": "1", "as": "message"}
    page = await client.post(f"/console/units/{world.home.id}/cards", data=form)
    assert "The child moved a couple of weeks ago." in words(page.text)
    (card,) = [each for each in world.house.codes.waiting() if each.purpose == "card"]
    assert (card.audience, card.set) == ("close_person", "placement_started_close_person")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", ["meeting_held", "worker_changed", "aftercare_started"])
async def test_a_message_for_a_milestone_is_ready_in_every_language(
    world: World, chosen: str, language: str
) -> None:
    client = world.as_(Role.COORDINATOR)
    form = {"set": chosen, "lang": language, "count": "1", "as": "message"}
    page = await client.post(f"/console/units/{world.home.id}/cards", data=form)
    found = re.search(r"http://chat\.example/c/([A-Z2-9]{10})", page.text)
    assert found
    world.beats.take_codes()
    with world.house.contacts.reading() as book:
        invitation = book.invitation(found[1])
    assert invitation
    assert (invitation.set, invitation.single_use) == (chosen, False)
    assert f'lang="{language}"' in page.text.partition("<textarea")[2]


async def test_the_rounds_message_has_the_doors_link_and_uses_no_code_up(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    form = {"set": "round", "lang": "en", "count": "1", "as": "message"}
    page = await client.post(f"/console/units/{world.home.id}/cards", data=form)
    assert f"http://chat.example/d/{world.home.door}" in page.text
    assert [request.purpose for request in world.house.codes.waiting()] == ["door"] * 3


async def test_cards_to_print_carry_their_milestone(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    form = {"set": "meeting_held", "lang": "en", "count": "2", "as": "cards"}
    sheet = await client.post(f"/console/units/{world.home.id}/cards", data=form)
    assert len(CODE.findall(words(sheet.text))) == 2
    cards = [each for each in world.house.codes.waiting() if each.purpose == "card"]
    assert {card.set for card in cards} == {"meeting_held"}


@pytest.mark.parametrize(
    "change",
    [{"set": "no_such_set"}, {"set": "spontaneous"}, {"lang": "xx"}, {"count": "0"}, {"count": ""}],
)
async def test_cards_that_will_not_do_are_refused_and_nothing_is_made(
    world: World, change: dict[str, str]
) -> None:
    client = world.as_(Role.COORDINATOR)
    form = {"set": "meeting_held", "lang": "en", "count": "2", "as": "cards"} | change
    page = await client.post(f"/console/units/{world.home.id}/cards", data=form)
    assert page.status_code == 422
    assert page.text.count('role="alert"') == 1
    assert [request.purpose for request in world.house.codes.waiting()] == ["door"] * 3


async def test_a_staff_chat_code_is_for_staff(world: World) -> None:
    page = await world.as_(Role.FACILITATOR).post("/console/chat")
    found = re.search(r"/start ([A-Z2-9]{10})", page.text)
    assert found
    (request,) = [r for r in world.house.codes.waiting() if r.purpose == "staff"]
    assert request.code == hash_code(found[1], world.house.contacts.keys.code_key)


async def test_enrolment_is_told_as_a_band_only(world: World) -> None:
    world.house.units.report_enrolled({world.home.id: "5–9"})
    page = await world.as_(Role.COORDINATOR).get("/console/units")
    assert "5–9" in words(page.text)
    assert "told weekly" in words(page.text)


async def test_a_unit_gets_another_name_and_keeps_its_door(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    path = f"/console/units/{world.home.id}"
    done = await client.post(f"{path}/name", data={"name": "Kuusela"})
    page = await client.get(done.headers["location"])
    assert "The unit has its new name." in words(page.text)
    assert f"http://chat.example/d/{world.home.door}" in page.text
    assert "unit renamed" in world.audit()


async def test_a_unit_gets_more_places(world: World) -> None:
    """By an administrator alone: the cap on slips follows from places (A-18)."""
    client = world.as_(Role.ADMINISTRATOR)
    path = f"/console/units/{world.home.id}"
    done = await client.post(f"{path}/places", data={"size": "9"})
    page = await client.get(done.headers["location"])
    assert "The unit has its new number of places." in words(page.text)
    assert world.house.units.get(world.home.id).size == 9
    assert "unit resized" in world.audit()
    assert 'name="size"' not in (await world.as_(Role.COORDINATOR).get(path)).text


@pytest.mark.parametrize("size", ["0", "501", "seven"])
async def test_a_number_of_places_that_will_not_do_is_refused_and_kept(
    world: World, size: str
) -> None:
    path = f"/console/units/{world.home.id}/places"
    page = await world.as_(Role.ADMINISTRATOR).post(path, data={"size": size})
    assert page.status_code == 422
    assert page.text.count('role="alert"') == 1
    assert f'value="{size}"' in page.text
    assert world.house.units.get(world.home.id).size == world.home.size


@pytest.mark.parametrize("name", ["", "x" * 81, "rantakoto"])
async def test_a_name_that_will_not_do_is_refused_and_kept(world: World, name: str) -> None:
    path = f"/console/units/{world.home.id}/name"
    page = await world.as_(Role.COORDINATOR).post(path, data={"name": name})
    assert page.status_code == 422
    assert page.text.count('role="alert"') == 1
    assert world.house.units.get(world.home.id).name == "Koivula"


async def test_a_unit_is_closed_after_a_look_and_opened_again(world: World) -> None:
    client = world.as_(Role.COORDINATOR)
    path = f"/console/units/{world.home.id}"
    look = words((await client.get(f"{path}/close")).text)
    assert "Answers that wait are not lost" in look
    assert "its people are asked nothing" in look
    await client.post(f"{path}/close")
    page = words((await client.get(path)).text)
    assert "closes on Sunday night, at the end of week 47/2026" in page
    assert "Make slips" not in page
    assert "Koivula (closes on Sunday)" in words((await client.get("/console/units")).text)
    refused = await client.post(
        f"{path}/slips", data={"count": "1", "lang": "en", "audience": YOUNG}
    )
    assert refused.status_code == 422
    assert "Koivula has been closed" in words(refused.text)
    world.clock.goes_on(days=7)
    client = world.as_(Role.ADMINISTRATOR)
    assert "This unit has closed. Its last week was week 47/2026." in words(
        (await client.get(path)).text
    )
    assert "Koivula (closed)" in words((await client.get("/console/units")).text)
    await client.post(f"{path}/reopen")
    assert "Make slips" in words((await client.get(path)).text)
    assert {"unit closed", "unit opened again"} <= set(world.audit())


async def test_nobody_can_be_asked_where_everybody_has_gone(world: World) -> None:
    for unit in world.house.units.all():
        if unit.service != world.home.service:
            world.house.units.close(unit.id)
    world.clock.goes_on(days=7)
    page = (await world.as_(Role.COORDINATOR).get("/console/rounds")).text
    assert "Koivula" in page
    assert "Jälkihuolto" not in page
