"""Attacks on the files of one house as they are: searches, orders, columns."""

from collections.abc import Sequence

from conversations.ports import Address
from conversations.replies import Act, Arrival, Reply
from storage.contacts.invitations import hash_code
from storage.needles import shapes_of_id, shapes_of_key
from tests.attacks.weeks import ONE_PAGE, live, shares, stolen_orders
from tests.mutants.scene import CHAT, Scene, attack


@attack("a search of every file for an address (needles)")
def searching_for_an_address(scene: Scene) -> Sequence[str]:
    address = scene.somebody()
    scene.house.talk(address, "spontaneous")
    return scene.hay("an address", shapes_of_id(CHAT))


@attack("a search of every file for a slip whose code is known (needles)")
def searching_for_a_slip(scene: Scene) -> Sequence[str]:
    house = scene.house
    code = house.code(house.unit(), slips=1)
    house.send(Address("telegram", str(CHAT)), Arrival(code))
    house.send(Address("telegram", str(CHAT)), Reply(Act.JOIN, value=f"16-17 {code}"))
    house.beats.minutely()
    return scene.hay("the slip", shapes_of_key(hash_code(code, house.keys().code_key)))


@attack("a search of every file for somebody who was forgotten (residue)")
def searching_for_the_forgotten(scene: Scene) -> Sequence[str]:
    house = scene.house
    people = scene.people(40)
    with house.app.contacts.reading() as book:
        indices = [book.index(address) for address in people[:20]]
    for address in people[:20]:
        house.send(address, Reply(Act.FORGET_SURELY))
    house.beats.minutely()
    return scene.hay("somebody forgotten", indices)


@attack("the order of rows beside the order of coming (A-08)")
def reading_the_order(scene: Scene) -> Sequence[str]:
    live(scene.house, 1, units=1, people=ONE_PAGE)
    found = shares(stolen_orders(scene.house, since=""))
    return [f"{name} is the order of coming" for name, s in found.items() if not s.at_chance()]


@attack("the columns of one copy, read without any key")
def comparing_columns(scene: Scene) -> Sequence[str]:
    unit = scene.house.unit()
    for number in range(3):
        scene.house.enrol(unit, 1, first=number)
        scene.house.clock.pass_minutes(7)
    scene.copy()
    rows = scene.copies[-1].rows("contacts", "contact")
    readable = [name for name, value in rows[0].items() if isinstance(value, str | int)]
    return [f"{name} differs" for name in readable if len({row[name] for row in rows}) > 1]
