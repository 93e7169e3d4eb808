"""The console's site map: every page, who may open it, the menu, and the router that app mounts."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.staticfiles import StaticFiles

from console import (
    codes,
    decisions,
    entering,
    notes,
    own_names,
    panel_questions,
    people,
    reading,
    requests,
    rounds,
    start,
    summary_page,
    units,
    year_page,
)
from console.drawing import Menu, Pages
from console.gate import Gate, Page
from console.ports import Office
from console.visiting import HOME
from conversations.phrases import say
from panel.organisation import Role

ANYBODY = None
STAFF = frozenset(Role)
COORDINATOR = frozenset({Role.COORDINATOR})
FACILITATOR = frozenset({Role.FACILITATOR})
READER = frozenset({Role.READER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
AT_THE_UNIT = COORDINATOR | ADMINISTRATOR
READS_SUMMARIES = COORDINATOR | FACILITATOR

SITE = (
    Page("GET", "/enter/{token}", entering.link, ANYBODY),
    Page("POST", "/enter/{token}", entering.use_link, ANYBODY),
    Page("GET", "/login", entering.login, ANYBODY),
    Page("POST", "/login", entering.use_password, ANYBODY),
    Page("GET", "/language/{code}", entering.language, ANYBODY),
    Page("POST", "/logout", entering.leave, ANYBODY),
    Page("GET", "/password", entering.password, STAFF),
    Page("POST", "/password", entering.set_password, STAFF),
    Page("GET", "", start.start, STAFF, say("Start page")),
    Page("GET", "/units", units.units, AT_THE_UNIT, say("Units")),
    Page("POST", "/units", units.add, AT_THE_UNIT),
    Page("GET", "/units/{unit}", units.unit, AT_THE_UNIT),
    Page("POST", "/units/{unit}/name", units.rename, AT_THE_UNIT),
    Page("POST", "/units/{unit}/places", units.resize, ADMINISTRATOR),
    Page("GET", "/units/{unit}/close", units.before_closing, AT_THE_UNIT),
    Page("POST", "/units/{unit}/close", units.close, AT_THE_UNIT),
    Page("POST", "/units/{unit}/reopen", units.reopen, AT_THE_UNIT),
    Page("GET", "/units/{unit}/door", codes.door, AT_THE_UNIT),
    Page("GET", "/units/{unit}/slips", codes.slips, AT_THE_UNIT),
    Page("POST", "/units/{unit}/slips", codes.print_slips, AT_THE_UNIT),
    Page("GET", "/units/{unit}/cards", codes.cards, AT_THE_UNIT),
    Page("POST", "/units/{unit}/cards", codes.make_cards, AT_THE_UNIT),
    Page("GET", "/chat", codes.chat, READS_SUMMARIES),
    Page("POST", "/chat", codes.chat_code, READS_SUMMARIES),
    Page("POST", "/chat/unlink", codes.unlink_chat, READS_SUMMARIES),
    Page("GET", "/rounds", rounds.rounds, COORDINATOR, say("Rounds")),
    Page("GET", "/rounds/preview", rounds.preview, COORDINATOR),
    Page("POST", "/rounds", rounds.start, COORDINATOR),
    Page("POST", "/rounds/{wave}/undo", rounds.undo, COORDINATOR),
    Page("POST", "/rounds/{wave}/start", rounds.start_prepared, COORDINATOR),
    Page("GET", "/summaries", summary_page.summaries, READS_SUMMARIES, say("Summaries")),
    Page("GET", "/summaries/{week}", summary_page.summary, READS_SUMMARIES),
    Page("GET", "/summaries/{week}/correction", summary_page.correction, FACILITATOR),
    Page("POST", "/summaries/{week}/correction", summary_page.correct, FACILITATOR),
    Page("GET", "/years/{year}", year_page.year, READS_SUMMARIES),
    Page("GET", "/summaries/{week}/{form}", summary_page.download, READS_SUMMARIES),
    Page("GET", "/notes", notes.notes, FACILITATOR, say("Open notes")),
    Page("POST", "/notes/{note}/read", notes.mark_read, FACILITATOR),
    Page("GET", "/notes/{note}/answer", notes.answer, FACILITATOR),
    Page("POST", "/notes/{note}/answer", notes.give_answer, FACILITATOR),
    Page("GET", "/notes/{note}/back", notes.before_back, FACILITATOR),
    Page("POST", "/notes/{note}/back", notes.take_back, FACILITATOR),
    Page("GET", "/reading", reading.reading, READER, say("Texts to read")),
    Page("POST", "/reading/close", reading.close, READER),
    Page("POST", "/reading/{text}", reading.decide, READER),
    Page("POST", "/reading/{text}/back", reading.take_back, READER),
    Page(
        "GET",
        "/panel",
        panel_questions.panel_questions,
        READS_SUMMARIES,
        say("The panel's question"),
    ),
    Page("GET", "/panel/new", panel_questions.new, FACILITATOR),
    Page("POST", "/panel/new", panel_questions.new, FACILITATOR),
    Page("POST", "/panel", panel_questions.put_in, FACILITATOR),
    Page("POST", "/panel/{question}/back", panel_questions.take_back, FACILITATOR),
    Page("GET", "/decisions", decisions.decisions, READS_SUMMARIES, say("What came of it")),
    Page("GET", "/decisions/new", decisions.new, FACILITATOR),
    Page("POST", "/decisions/new", decisions.change, FACILITATOR),
    Page("POST", "/decisions", decisions.decide, FACILITATOR),
    Page("GET", "/requests", requests.requests, STAFF, say("Requests")),
    Page("POST", "/requests/{request}/open", requests.open_request, STAFF),
    Page("POST", "/requests/{request}/done", requests.done, STAFF),
    Page("GET", "/meeting", requests.meeting, FACILITATOR, say("The panel meets")),
    Page("POST", "/meeting", requests.set_meeting, FACILITATOR),
    Page("GET", "/staff", people.people, ADMINISTRATOR, say("Staff")),
    Page("POST", "/staff", people.add, ADMINISTRATOR),
    Page("POST", "/staff/{member}/link", people.new_link, ADMINISTRATOR),
    Page("GET", "/staff/{member}", people.member, ADMINISTRATOR),
    Page("POST", "/staff/{member}", people.change_roles, ADMINISTRATOR),
    Page("GET", "/staff/{member}/remove", people.leaving, ADMINISTRATOR),
    Page("POST", "/staff/{member}/remove", people.remove, ADMINISTRATOR),
    Page("GET", "/readers", requests.readers, ADMINISTRATOR, say("Who can be asked for")),
    Page("POST", "/readers", requests.add_reader, ADMINISTRATOR),
    Page("POST", "/readers/remove", requests.remove_reader, ADMINISTRATOR),
    Page("GET", "/names", own_names.own_names, ADMINISTRATOR, say("Names to hide")),
    Page("POST", "/names", own_names.add, ADMINISTRATOR),
    Page("POST", "/names/remove", own_names.remove, ADMINISTRATOR),
    Page("GET", "/health", people.health, ADMINISTRATOR, say("Health")),
)
MENU: Menu = tuple(
    (HOME + page.path, page.label, page.roles) for page in SITE if page.label and page.roles
)
ELSEWHERE = Page("GET", "/{elsewhere:path}", entering.nowhere, ANYBODY)


def router(office: Office, *, name: str = "Kuulolla", secure: bool = True) -> APIRouter:
    """Every page of the console, under ``/console``.

    ``name`` is shown; ``secure`` says that the public address is https, so that cookies never
    travel without it. Headers and the protection against foreign forms are the app's.
    """
    gate = Gate(office, Pages(name, MENU), secure)
    routes = APIRouter(prefix=HOME, include_in_schema=False)
    for page in SITE:
        endpoint = gate.guard(page)
        routes.add_api_route(page.path, endpoint, methods=[page.method], response_model=None)
    routes.mount(f"{HOME}/static", StaticFiles(directory=Path(__file__).parent / "static"))
    endpoint = gate.guard(ELSEWHERE)
    routes.add_api_route(ELSEWHERE.path, endpoint, methods=["GET", "POST"], response_model=None)
    return routes
