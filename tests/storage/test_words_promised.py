"""Whoever writes is told first who reads it, and that promise is sealed with the words."""

from conversations.replies import Act, Reply
from conversations.screens import WORDS_ARE_DESTROYED, WORDS_ARE_READ, Screen
from panel.organisation import Role
from tests.storage.house import House, first_answer


def write(house: House, people: int = 6) -> list[Screen]:
    """Have some people write in the round; returns what each was shown before."""
    prompt = house.start_round()
    shown: list[Screen] = []

    def choose(screen: Screen) -> Reply:
        if screen.writes:
            shown.append(screen)
            return Reply(Act.SEND, screen.step, text="pihalla on keinu")
        return first_answer(screen)

    for address in house.enrol(house.unit(), 9)[:people]:
        house.talk(address, prompt, choose)
    return shown


def texts(house: House) -> list[bool]:
    """Of every sealed text, whether its writer was promised a reader."""
    return [record["read"] for record in house.boxes() if record.get("words") and record["value"]]


def release(house: House) -> None:
    house.next_week()
    house.app.release.run()


def test_without_a_reader_the_writer_is_told_so_and_no_later_reader_gets_the_text(
    house: House,
) -> None:
    shown = write(house)
    assert all(WORDS_ARE_DESTROYED in screen.lines for screen in shown)
    assert texts(house) == [False] * 6
    house.app.staff.add("Rea", "rea", [Role.READER])
    release(house)
    assert house.app.answers.reading.batch() is None


def test_with_a_reader_the_writer_is_told_so_and_the_reader_gets_the_text(house: House) -> None:
    house.app.staff.add("Rea", "rea", [Role.READER])
    shown = write(house)
    assert all(WORDS_ARE_READ in screen.lines for screen in shown)
    assert not any(WORDS_ARE_DESTROYED in screen.lines for screen in shown)
    assert texts(house) == [True] * 6
    release(house)
    batch = house.app.answers.reading.batch()
    assert batch is not None
    assert {text.text for text in batch.texts} == {"pihalla on keinu"}
