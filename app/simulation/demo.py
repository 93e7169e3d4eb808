"""The demo: a fictional organisation that lives through twelve weeks on the real services."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import partial
from random import Random

import click

from app.beats import Beats
from app.parts import Kuulolla
from app.settings import Settings
from app.simulation.diary import Diary, at
from app.simulation.people import Crowd, SimulatedClock
from app.simulation.population import Habits, Population
from app.wiring import build, now
from attacks.disclosure.worlds import AFTERCARE_BANDS, HOME_BANDS
from conversations.items import Kind
from conversations.panel_questions import PanelQuestion
from conversations.reaching import ADULT, PANEL
from conversations.rounds import WaveState
from conversations.weeks import week_after, week_of
from panel.contact_requests import ContactReader
from panel.notes import YouAsked
from panel.organisation import Role
from storage.answers.reading import Reading
from summaries.words import Verdict

DEMO_FOLDER = "demo"
WEEKS = 12
SEED = 7
HABITS = Habits(answering=0.3)
TUESDAY = 1
MEETS_IN = timedelta(days=10)
PANEL_ASKS = 4  # the week; the round of the next one carries it
GOOD_WORKER = PanelQuestion(
    kind=Kind.SMILEY,
    scale="agree",
    fi="Onko tärkeintä, että työntekijä ehtii kuunnella?",
    sv="Är det viktigast att arbetaren hinner lyssna?",
    en="Is it most important that a worker has time to listen?",
)
HOMES = ("Koivula", "Rantakoto", "Mäntypiha")
# Things that go well and badly in this fictional place, so that there is something to talk about.
TILT = {"heard": 0.1, "fine_here": 0.25, "worker_reachable": -0.45, "grade_place": 0.15}
NOTES = {
    1: ("Miksi netti menee kiinni jo kymmeneltä viikonloppuna?", "Kiitos retkestä, se oli kiva."),
    2: ("Voiko uuden ohjaajan tavata ennen kuin muutan?",),
    4: ("Ruoka on ollut parempaa, kun saadaan itse toivoa.",),
    5: ("Miksi meiltä ei kysytty uusista säännöistä?",),
    7: ("Haluaisin, että joku kävisi kanssani pankissa.",),
    9: ("Kun työntekijä vaihtui, kukaan ei kertonut siitä etukäteen.",),
    11: ("Kiitos, että netti on nyt auki pidempään.",),
}
WORDS = (
    "Ohjaajat ehtivät jutella, kun on huono päivä.",
    "Iltaisin on tylsää, kun mitään ei järjestetä.",
    "Olen saanut itse päättää huoneeni väristä.",
    "Sääntöjä muutetaan, eikä kukaan kerro miksi.",
    "Täällä saa olla rauhassa, kun haluaa.",
    "Haluaisin tavata työntekijän useammin kuin kerran kuussa.",
    "Ruoka on hyvää, mutta sitä voisi olla enemmän.",
    "Kukaan ei kysynyt, sopiiko uusi aika minulle.",
    "Minua kuunnellaan, vaikka puhun hitaasti.",
    "Kotilomista pitäisi sopia ajoissa.",
    "Kaverit saavat tulla käymään, se on tärkeää.",
    "Netti voisi toimia paremmin läksyjä varten.",
    "Palaverissa puhutaan pitkiä sanoja, en ymmärrä kaikkea.",
    "Oma ohjaaja muisti syntymäpäiväni.",
    "Talo on vanha, ja talvella on kylmä.",
    "Pelkäsin muuttoa, mutta se meni hyvin.",
)
FIRST_UNREAD = 10  # from this week on the reader is away: the last round's texts wait for a visitor
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
        clock = SimulatedClock(at(_first_week(), 0, time(6)))
        new = not (self.settings.data / "office.sqlite").exists()
        real = self.settings
        if real.contacts_database or real.office_database or real.opening or real.code_key:
            raise click.ClickException(
                "The demo keeps to its own files: unset the database URLs and the keys' folders."
            )
        app = build(self.settings, clock)
        if new:
            app.units.mark_simulated("Esimerkkialue (keksitty)")
            self._story = (app, clock)
            _units(app)
            _people(app)
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
        diary = Diary(clock, Beats(app))
        crowd = Crowd(app.listener, draw, TILT, WORDS, writing=2.0)
        people = Population(app, diary, crowd, HABITS)
        _move_in(people)
        week = _first_week()
        for number in range(1, WEEKS + 1):
            self.echo(f"Demo: week {number} of {WEEKS} …")
            people.live_week(week, number)
            _tell(people, week, number)
            diary.write(at(week, TUESDAY, time(9)), partial(_panel, app, number))
            week = week_after(week)
            diary.live_until(at(week, 0, time(0)))
        diary.end(week)
        app.close()
        self.echo(f"Demo: ready. Summary of week 1: week {_first_week()}.")

    def _open_todays_round(self, app: Kuulolla) -> None:
        """This week's round is open from the first minute, for whoever tries the chat."""
        today = now()
        live = type(app.waves)(app.waves.database, lambda: today)
        organisation = app.units.organisation().id
        wave = live.plan_round(organisation, starts=today - timedelta(minutes=1))
        live.mark(wave.id, WaveState.STARTED)


def _first_week() -> str:
    return week_after(week_of(now()), -WEEKS)


def _people(app: Kuulolla) -> None:
    """A reader, who can also be asked for, and a panel that meets."""
    reader = app.staff.add("Lukija (keksitty)", "reader", [Role.READER]).id
    sari = ContactReader(reader, ADULT, "Sari, lapsiasiamies (keksitty)", "")
    for known in (sari, replace(sari, purpose=PANEL, name="Raadin vetäjä (keksitty)")):
        app.requests.add_reader(known)
    app.requests.set_meeting((now() + MEETS_IN).date(), "klo 16 nuorten talolla (keksitty)")


def _units(app: Kuulolla) -> None:
    for home in HOMES:
        app.units.add(home, 7, "Sijaishuolto", "Pienet kodit")
    app.units.add("Jälkihuollon tiimi", 25, "Jälkihuolto")


def _move_in(people: Population) -> None:
    for unit in people.app.units.all():
        bands = HOME_BANDS if unit.name in HOMES else AFTERCARE_BANDS
        people.settle(unit, unit.id, bands, at(_first_week(), 0, time(6)))


def _tell(people: Population, week: str, number: int) -> None:
    """On Monday somebody writes what the panel has to talk about."""
    for minute, text in enumerate(NOTES.get(number, ())):
        writer = people.draw.choice(people.residents).person
        people.diary.talk(at(week, 0, time(12, minute)), people.crowd.write_note(writer, text))


def _panel(app: Kuulolla, number: int) -> None:
    if number == PANEL_ASKS:
        app.panel_questions.put_in(GOOD_WORKER)
    if number in DECISIONS:
        outcome, what, because, later = DECISIONS[number]
        due = week_after(week_of(app.clock()), int(later)) if later else ""
        place = app.units.organisation().id
        app.desk.decide("organisation", place, outcome, what, because, due)
    if number < FIRST_UNREAD:
        _read_words(app.answers.reading)
    for note in app.desk.notes():
        answer = ANSWERS.get(number)
        if answer and "ohjaajan" in note.text:
            question = "Voiko uuden ohjaajan tavata ennen muuttoa?"
            app.desk.answer_note(note.id, YouAsked(question, answer))
        elif number < WEEKS:
            app.desk.read_note(note.id)


def _read_words(reading: Reading) -> None:
    """The reader passes everything: nobody here is real."""
    while (batch := reading.batch()) is not None:
        for text in batch.texts:
            reading.decide(text.id, Verdict.SHOW)
        reading.close(batch.week)
