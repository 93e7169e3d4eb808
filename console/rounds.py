"""Rounds and waves: looked at first, then started, and taken back while there is time."""

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from console.drawing import clock
from console.visiting import NotHere, Visit
from conversations.asking import question_screen
from conversations.items import QuestionSet
from conversations.panel_questions import PANEL_ASKS
from conversations.phrases import Phrase, say, verbatim
from conversations.rounds import EVERYWHERE, ROUND, InTurn, Wave, WaveState, is_over, undo_until
from conversations.screens import Screen
from panel.organisation import Unit, units_of
from panel.refusals import Refused

SAID = {
    "started": say("It is on its way. You can take it back until it leaves."),
    "prepared": say("It is ready, and nothing leaves. Start it here or in your Telegram chat."),
    "again": say("It was not started: the same has been started there this week."),
    "undone": say("Taken back. Nobody was asked."),
    "late": say("It had already left, so it could not be taken back any more."),
}
LEVELS = ("unit", "group", "service")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is about to be asked: a set, of a place, with what is in turn in the rotation."""

    asked: QuestionSet
    level: str
    place: str
    in_turn: InTurn
    units: tuple[Unit, ...]

    @property
    def common(self) -> bool:
        """Whether this is the common round."""
        return self.asked.id == ROUND and self.level == EVERYWHERE


@dataclass(frozen=True, slots=True)
class BandPreview:
    """What one band is asked, screen by screen."""

    band: str
    screens: tuple[Screen, ...]
    link: str


def rounds(visit: Visit) -> Response:
    """What was planned and started, and how to start something."""
    return visit.draw("rounds.html", said=SAID.get(visit.query.raw("said")), **_shown(visit))


def preview(visit: Visit) -> Response:
    """Exactly what would be asked, of whom and when. Nothing is stored."""
    try:
        plan = _plan(visit, visit.query.raw("set"), visit.query.raw("place"))
    except Refused as problem:
        return visit.again("rounds.html", problem, **_shown(visit))
    return visit.draw("preview.html", **_preview(visit, plan))


def start(visit: Visit) -> Response:
    """Plan it; it leaves in five minutes."""
    plan = _plan(visit, visit.form.raw("set"), visit.form.raw("place"))
    try:
        wave = _started(visit, plan)
    except Refused as problem:
        return visit.again("preview.html", problem, 409, **_preview(visit, plan))
    if wave.state == WaveState.PREPARED:
        visit.did("round prepared", wave.id)
        return visit.go("/rounds?said=prepared")
    visit.did("round started", wave.id)
    return visit.go("/rounds?said=started")


def start_prepared(visit: Visit) -> Response:
    """Start what was prepared; it leaves in five minutes."""
    wave = visit.office.waves.get(visit.given["wave"])
    if wave is None:
        raise NotHere
    started = visit.office.waves.start_prepared(wave.id)
    if started:
        visit.did("round started", wave.id)
    return visit.go(f"/rounds?said={'started' if started else 'again'}")


def undo(visit: Visit) -> Response:
    """Take something back that has not left."""
    wave = visit.office.waves.get(visit.given["wave"])
    if wave is None:
        raise NotHere
    undone = visit.office.waves.cancel(wave.id)
    if undone:
        visit.did("round undone", wave.id)
    return visit.go(f"/rounds?said={'undone' if undone else 'late'}")


def common_round(visit: Visit) -> Wave | None:
    """This week's common round, unless it was taken back."""
    here = visit.office.waves.of_week(visit.week)
    return next((w for w in here if w.common and w.state != WaveState.CANCELLED), None)


def in_words(visit: Visit, wave: Wave) -> Phrase:
    """Where a round is. Never how many were asked or answered."""
    if wave.state == WaveState.CANCELLED:
        return say("Taken back. Nobody was asked.")
    if wave.state == WaveState.PREPARED:
        return say("Ready. Leaves when somebody starts it.")
    started = wave.state == WaveState.STARTED
    if is_over(wave, visit.week):
        return say("Over.") if started else say("Did not leave in its week.")
    if started:
        return say("Open until Sunday night.")
    if wave.state == WaveState.WAITING:
        return say("Waits until there are enough people to ask. Can still be taken back.")
    if wave.starts <= visit.now:
        return say("About to leave.")
    return say("Leaves at {time}. Can be undone until then.", time=clock(wave.starts))


def _shown(visit: Visit) -> dict[str, Any]:
    office, common = visit.office, common_round(visit)
    names = {each.id: each.phrase for each in office.catalogue.sets}
    waves: list[dict[str, Any]] = [
        {
            "wave": wave,
            "name": names.get(wave.set, verbatim(wave.set)),
            "panel": office.catalogue.item(wave.panel).phrase if wave.panel else None,
            "place": office.units.place_name(wave.level, wave.place),
            "state": in_words(visit, wave),
            "undo": wave.can_be_undone and (_ready(wave) or not is_over(wave, visit.week)),
            "start": _ready(wave),
        }
        for wave in office.waves.recent()
    ]
    return {
        "waves": waves,
        "common": next((row for row in waves if common and row["wave"].id == common.id), None),
        "sets": sorted(office.catalogue.for_waves(), key=lambda each: each.id == ROUND),
        "places": places(visit),
    }


def _ready(wave: Wave) -> bool:
    return wave.state == WaveState.PREPARED


def places(visit: Visit) -> list[tuple[Phrase, list[tuple[str, str]]]]:
    """What can be chosen as a place where somebody is asked: (heading, [(level:id, name)])."""
    office = visit.office.units
    there = office.there()
    groups, services = {each.group for each in there}, {each.service for each in there}
    return [
        (say("Units"), [(f"unit:{each.id}", each.name) for each in there]),
        (
            say("Reporting groups"),
            [(f"group:{each.id}", each.name) for each in office.groups() if each.id in groups],
        ),
        (
            say("Services"),
            [
                (f"service:{each.id}", each.name)
                for each in office.services()
                if each.id in services
            ],
        ),
    ]


def _plan(visit: Visit, set_id: str, where: str) -> Plan:
    """What was chosen. Raises Refused."""
    units = visit.office.units.there()
    if not units:
        raise Refused(say("There are no units yet. Add one first: then there is somebody to ask."))
    asked = next((each for each in visit.office.catalogue.for_waves() if each.id == set_id), None)
    if asked is None:
        raise Refused(say("Choose from the list what is asked."))
    level, _, place = where.partition(":")
    if level == EVERYWHERE and set_id == ROUND:
        home = visit.office.units.organisation().id
        return Plan(asked, level, home, visit.office.waves.next_turn(), tuple(units))
    found = units_of(level, place, units) if level in LEVELS else []
    if not found:
        raise Refused(say("Choose from the list who is asked: a unit, a group or a service."))
    return Plan(asked, level, place, InTurn(), tuple(found))


def _started(visit: Visit, plan: Plan) -> Wave:
    waves = visit.office.waves
    if plan.common:
        return waves.plan_round(plan.place)
    state = WaveState.PREPARED if visit.form.raw("later") else WaveState.PLANNED
    return waves.plan_wave(plan.asked.id, plan.level, plan.place, state=state)


def _preview(visit: Visit, plan: Plan) -> dict[str, Any]:
    office = visit.office
    where = EVERYWHERE if plan.common else f"{plan.level}:{plan.place}"
    return {
        "plan": plan,
        "where": where,
        "place": office.units.place_name(plan.level, plan.place),
        "bands": list(_bands(visit, plan)),
        "leaves": undo_until(visit.now),
        "panel_asks": PANEL_ASKS,
    }


def _bands(visit: Visit, plan: Plan) -> list[BandPreview]:
    catalogue = visit.office.catalogue
    found = []
    for band in catalogue.bands:
        items = catalogue.questions(plan.asked.id, band.id, *plan.in_turn)
        screens = tuple(
            question_screen(catalogue, catalogue.item(item), band.id, step, len(items))
            for step, item in enumerate(items, 1)
        )
        if screens:
            link = visit.office.try_link(plan.asked.id, band.id, plan.in_turn)
            found.append(BandPreview(band.id, screens, link))
    return found
