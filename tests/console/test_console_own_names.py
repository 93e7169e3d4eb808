"""Names to hide: pasted by an administrator, hidden in the chat at once, removed again."""

import pytest

from language.masking import Naming, details
from panel.organisation import Role
from tests.console.office_world import World, words

LIST = "Kössi Tähkälä\n\n  Kaislarannan   koulu \nKössi Tähkälä\n"


def hidden(world: World, text: str) -> bool:
    """Whether the chat hides something of a text just now, by the organisation's own names."""
    return bool(
        [d for d in details(text, world.house.noticeboard.own_names()) if d.kind is Naming.OWN]
    )


async def test_a_pasted_list_is_counted_and_hides_every_form_at_once(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    assert not hidden(world, "kerroin kössille")
    sent = {"kind": "worker", "names": LIST}
    assert (await client.post("/console/names", data=sent)).status_code == 303
    page = await client.get("/console/names?said=added")
    assert "Workers: 2" in words(page.text)
    assert hidden(world, "kerroin kössille")
    assert hidden(world, "tähkälälle ei kerrota")
    assert "own names added" in world.audit()


async def test_the_units_own_names_are_hidden_without_a_list(world: World) -> None:
    page = await world.as_(Role.ADMINISTRATOR).get("/console/names")
    assert "Jälkihuolto, Koivula, Rantakoto" in words(page.text)
    assert hidden(world, "rantakodossa oli tylsää")


async def test_a_name_already_there_is_not_kept_twice_whatever_its_case(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    for names in ("Majakka", "MAJAKKA\nmajakka"):
        await client.post("/console/names", data={"kind": "unit", "names": names})
    assert [each.name for each in world.house.own_names.all()] == ["Majakka"]


async def test_one_name_or_all_of_a_kind_can_be_removed(world: World) -> None:
    client = world.as_(Role.ADMINISTRATOR)
    await client.post("/console/names", data={"kind": "worker", "names": "Aura\nIlta\nKoi"})
    await client.post("/console/names", data={"kind": "school", "names": "Kaislan koulu"})
    await client.post("/console/names/remove", data={"kind": "worker", "name": "Ilta"})
    assert [each.name for each in world.house.own_names.all()] == ["Kaislan koulu", "Aura", "Koi"]
    await client.post("/console/names/remove", data={"kind": "worker"})
    assert [each.name for each in world.house.own_names.all()] == ["Kaislan koulu"]
    assert world.audit().count("own names removed") == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"kind": "worker", "names": "Aura\n1"}, "Line 2 is not one name"),
        ({"kind": "worker", "names": "x" * 81}, "Line 1 is not one name"),
        ({"kind": "child", "names": "Aura"}, "please choose one from the list"),
    ],
)
async def test_what_is_no_list_of_names_is_refused_and_nothing_of_it_kept(
    world: World, sent: dict[str, str], said: str
) -> None:
    page = await world.as_(Role.ADMINISTRATOR).post("/console/names", data=sent)
    assert page.status_code == 422
    assert said in words(page.text)
    assert world.house.own_names.all() == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR, Role.READER])
async def test_the_page_is_the_administrators(world: World, role: Role) -> None:
    assert (await world.as_(role).get("/console/names")).status_code == 403
    sent = {"kind": "worker", "names": "Aura"}
    assert (await world.as_(role).post("/console/names", data=sent)).status_code == 403
    assert world.house.own_names.all() == []
