"""The demo: a fictional organisation that lives through twelve weeks on the real services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

import click

from app.beats import Beats
from app.settings import Settings
from app.simulation import Crowd, Person, SimulatedClock, uneven_people
from app.wiring import Kuulolla, build, now
from conversations.rounds import round_id
from conversations.weeks import HELSINKI, monday, week_after, week_of
from panel.notes import YouAsked
from panel.organisation import Unit

DEMO_FOLDER = "demo"
WEEKS = 12
ANSWERING = 0.3
SEED = 7
HOMES = ("Koivula", "Rantakoto", "Mäntypiha")
# Things that go well and badly in this fictional place, so that there is something to talk about.
TILT = {"heard": 0.1, "fine_here": 0.25, "worker_reachable": -0.45, "grade_place": 0.15}
HOME_BANDS = ("13-15", "10-12", "16-17", "13-15", "7-9", "16-17", "13-15")
AFTERCARE_BANDS = ("18-22", "18-22", "16-17")
NOTES = {
    1: ("Miksi netti menee kiinni jo kymmeneltä viikonloppuna?", "Kiitos retkestä, se oli kiva."),
    2: ("Voiko uuden ohjaajan tavata ennen kuin muutan?",),
    4: ("Ruoka on ollut parempaa, kun saadaan itse toivoa.",),
    5: ("Miksi meiltä ei kysytty uusista säännöistä?",),
    7: ("Haluaisin, että joku kävisi kanssani pankissa.",),
    9: ("Kun työntekijä vaihtui, kukaan ei kertonut siitä etukäteen.",),
    11: ("Kiitos, että netti on nyt auki pidempään.",),
}
DECISIONS = {
    3: (
        "done",
        "Viikonloppuisin netti on auki kello 23 asti.",
        "Moni piti aikaa liian lyhyenä, eikä pidempi aika ole häirinnyt yöunta.",
        "",
    ),
    6: (
        "later",
        "Uuden ohjaajan voi tavata jo lastenkodissa.",
        "Jälkihuollon tiimi sopii ensin, miten vuorot järjestyvät.",
        "6",
    ),
    10: (
        "no",
        "Omaa huonetta ei voi vielä lukita sisältä.",
        "Pelastuslaitos vaatii, että oven saa auki ulkoa. Kysymme uutta lukkoa talon omistajalta.",
        "",
    ),
}
ANSWERS = {2: "Kyllä voi. Sovimme tapaamisen ennen muuttoa, kun pyydät sitä."}


@dataclass(slots=True)
class Demo:
    """Makes the organisation at once, and lets its weeks pass beside the live chat."""

    settings: Settings
    echo: Callable[[str], None]
    _story: tuple[Kuulolla, SimulatedClock] | None = None

    def begin(self) -> None:
        """Set up the organisation twelve weeks ago, unless that was done before.

        Raises ClickException in a folder that holds a real organisation.
        """
        start = datetime.combine(monday(week_after(week_of(now()), -WEEKS)), time(9), HELSINKI)
        clock = SimulatedClock(start.astimezone(UTC))
        new = not (self.settings.data / "office.sqlite").exists()
        if self.settings.office_database:
            raise click.ClickException("The demo keeps to its own files: unset the database URLs.")
        app = build(self.settings, clock)
        if new:
            app.units.mark_simulated("Esimerkkialue (keksitty)")
            self._story = (app, clock)
            _units(app)
            self._open_todays_round(app)
        elif not app.units.organisation().simulated:
            app.close()
            raise click.ClickException(
                f"{self.settings.data} holds a real organisation. Choose another folder: --data."
            )
        else:
            app.close()

    def live(self) -> None:
        """Live the twelve weeks; the chat can be used meanwhile."""
        if self._story is None:
            return
        app, clock = self._story
        draw = Random(SEED)  # noqa: S311 - fictional people, the same ones every time
        crowd = Crowd(app.listener, draw, TILT)
        beats = Beats(app)
        beats.take_codes()
        people = _enrol(app, crowd, draw)
        for number in range(1, WEEKS + 1):
            self.echo(f"Demo: week {number} of {WEEKS} …")
            _live_week(app, clock, beats, crowd, people, number)
        app.close()
        self.echo(f"Demo: ready. Summary of week 1: week {week_after(week_of(now()), -WEEKS)}.")

    def _open_todays_round(self, app: Kuulolla) -> None:
        """This week's round is open from the first minute, for whoever tries the chat."""
        today = now()
        live = type(app.waves)(app.waves.database, lambda: today)
        organisation = app.units.organisation().id
        wave = live.plan_round(organisation, starts=today - timedelta(minutes=1))
        live.mark(wave.id, "started")


def _units(app: Kuulolla) -> None:
    for home in HOMES:
        app.units.add(home, 7, "Sijaishuolto", "Pienet kodit")
    app.units.add("Jälkihuollon tiimi", 25, "Jälkihuolto")


def _enrol(app: Kuulolla, crowd: Crowd, draw: Random) -> list[Person]:
    people: list[Person] = []
    for unit in app.units.all():
        (code,) = app.units.invite(unit, "young_person", uses=unit.size)
        Beats(app).take_codes()
        for person in uneven_people(draw, unit.id, _bands(unit), unit.size, ANSWERING):
            crowd.enrol(person, code)
            people.append(person)
    return people


def _bands(unit: Unit) -> tuple[str, ...]:
    return HOME_BANDS if unit.name in HOMES else AFTERCARE_BANDS


def _live_week(
    app: Kuulolla,
    clock: SimulatedClock,
    beats: Beats,
    crowd: Crowd,
    people: list[Person],
    number: int,
) -> None:
    """One week: the round or cards, notes, what the panel does, and Monday's release."""
    week = week_of(clock())
    if number == 1:  # the first round is started by hand, the next ones by the clock
        app.waves.plan_round(app.units.organisation().id)
    clock.pass_minutes(10)
    beats.start_waves()
    _answer(crowd, people, round_id(week) if number % 4 == 1 else "meeting_held", number)
    for text in NOTES.get(number, ()):
        crowd.write_note(crowd.draw.choice(people), text)
    clock.pass_minutes(60 * 24)
    beats.bring_notes()
    _panel(app, number)
    next_monday = datetime.combine(monday(week_after(week)), time(8, 1), HELSINKI)
    clock.set(next_monday.astimezone(UTC))
    beats.hourly()
    clock.pass_minutes(60)


def _answer(crowd: Crowd, people: list[Person], prompt: str, number: int) -> None:
    """In a round everybody may answer; between rounds a few get a card."""
    in_round = prompt != "meeting_held"
    for person in people:
        card = not in_round and person.band in ("13-15", "16-17", "18-22")
        chance = person.answers if in_round else person.answers * 0.3 * card
        if crowd.draw.random() < chance:
            crowd.answer(person, prompt)
        elif crowd.draw.random() < person.answers * 0.05:
            crowd.answer(person, "spontaneous")


def _panel(app: Kuulolla, number: int) -> None:
    if number in DECISIONS:
        outcome, what, because, later = DECISIONS[number]
        due = week_after(week_of(app.clock()), int(later)) if later else ""
        place = app.units.organisation().id
        app.desk.decide("organisation", place, outcome, what, because, due)
    for note in app.desk.notes():
        answer = ANSWERS.get(number)
        if answer and "ohjaajan" in note.text:
            question = "Voiko uuden ohjaajan tavata ennen muuttoa?"
            app.desk.answer_note(note.id, YouAsked(question, answer))
        elif number < WEEKS:
            app.desk.read_note(note.id)
