"""A small catalogue, lots and places for the tests of what is shown, and plain English."""

from datetime import date

from hypothesis import strategies as st

from conversations.phrases import Phrase
from conversations.questions import Catalogue
from summaries.figures import Figure, figure
from summaries.lots import Label, Level, Lot, Value

WEEK = "2026-W46"
POINTS = ("Never", "Seldom", "Sometimes", "Often", "Always")


def _item(name: str, kind: str, **more: object) -> dict[str, object]:
    return {
        "id": name,
        "kind": kind,
        "dimension": name,
        "title": name.capitalize(),
        "wordings": {"13-15": f"{name}?"},
        **more,
    }


CATALOGUE = Catalogue.read(
    {
        "bands": [{"id": "13-15", "youngest": 13, "oldest": 15, "most_questions": 5}],
        "milestones": [],
        "scales": [
            {
                "id": "often",
                "few": [1, 3, 5],
                "points": [
                    {"value": n, "face": "o", "text": text} for n, text in enumerate(POINTS, 1)
                ],
            }
        ],
        "items": [
            _item("heard", "smiley", scale="often"),
            _item("safe", "smiley", scale="often"),
            _item("grade", "grade"),
            _item("recommend", "nps"),
            _item(
                "known",
                "choice",
                options=[{"id": "yes", "text": "Yes"}, {"id": "no", "text": "No"}],
            ),
            _item(
                "topics",
                "choices",
                asked=False,
                options=[
                    {"id": "speed", "text": "Speed"},
                    {"id": "treatment", "text": "Treatment"},
                    {"id": "other", "text": "Other"},
                ],
            ),
            _item("words", "words"),
            _item("note", "note", asked=False),
        ],
        "sets": [],
        "information": [],
    }
)

ANSWERS: dict[str, tuple[Value, ...]] = {
    "heard": (1, 2, 3, 4, 5),
    "grade": tuple(range(4, 11)),
    "recommend": tuple(range(11)),
    "known": ("yes", "no"),
    "topics": (("speed",), ("treatment",), ("other",), ("speed", "other"), ()),
}


def label(item: str, level: Level = Level.GROUP, place: str = "homes") -> Label:
    """A label; what is unasked in the catalogue is unasked here."""
    return Label(item, "young_person", level, place, CATALOGUE.item(item).asked)


def shown(item: str, *values: Value, week: str = WEEK, level: Level = Level.GROUP) -> Figure:
    """The figure of a lot with these values."""
    return figure(Lot(label(item, level), values), week, "The homes", CATALOGUE)


@st.composite
def lots(draw: st.DrawFn, least: int = 5, most: int = 60) -> Lot:
    """Any lot of any item that can be shown."""
    item = draw(st.sampled_from(sorted(ANSWERS)))
    values = draw(st.lists(st.sampled_from(ANSWERS[item]), min_size=least, max_size=most))
    return Lot(label(item, draw(st.sampled_from(list(Level)))), tuple(values))


def english(phrase: Phrase) -> str:
    """The phrase with its values filled in."""
    values = {
        name: english(value) if isinstance(value, Phrase) else value
        for name, value in phrase.values
    }
    return phrase.msgid.format(**values)


class NoHolidays:
    """A year without holidays."""

    def __contains__(self, day: date, /) -> bool:
        return False
