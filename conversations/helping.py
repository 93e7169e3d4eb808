"""Where help is: what is open at this hour, for whom, and the card that is shown at once."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from conversations import screens
from conversations.items import YOUNG, Band
from conversations.phrases import Phrase, say
from conversations.screens import Screen
from language.danger import Danger
from language.help_lines import EMERGENCY, HelpLine, OpenNow, for_person, open_now

MOST_LINES = 6
GROWN_UP = 18
DAYS = (
    say("on Monday"),
    say("on Tuesday"),
    say("on Wednesday"),
    say("on Thursday"),
    say("on Friday"),
    say("on Saturday"),
    say("on Sunday"),
)


class Person(Protocol):
    """Whoever asks, as far as help depends on it: a contact, a talk, or a stranger."""

    @property
    def language(self) -> str: ...
    @property
    def rung(self) -> str: ...
    @property
    def audience(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody of whom only the language is known; the lines for the young are shown."""

    language: str = "fi"
    rung: str = ""
    audience: str = YOUNG


@dataclass(frozen=True, slots=True)
class Help:
    """The help lines at one moment. ``now`` is local; without lines only 112 and 116 111 are told.

    ``bands`` tell how old the youngest of a rung are.
    """

    lines: tuple[HelpLine, ...] = ()
    now: datetime | None = None
    holidays: Container[date] = ()
    bands: tuple[Band, ...] = ()

    def told(self, whom: Person) -> Iterator[Phrase]:
        """One line for each place of help: open ones first, then those nobody knows of, then
        those that open later. 112 is said before all of them and is not among them."""
        adult = whom.audience != YOUNG
        ages = {band.id: band.youngest for band in self.bands}
        youngest = ages.get(whom.rung, GROWN_UP if adult else 0)
        known = [line for line in self.lines if line.number_or_url != EMERGENCY]
        fitting = for_person(known, youngest, whom.language, adult=adult)
        found = [(self._open_now(line), line) for line in fitting]
        found.sort(key=lambda each: (True, None, False).index(each[0].open))
        for stands, line in found[:MOST_LINES]:
            yield self._told(line, stands, whom.language)
        if any(stands.open is None for stands, _ in found[:MOST_LINES]):
            yield say("Where no hours are told, it may be closed just now. You can try.")

    def _open_now(self, line: HelpLine) -> OpenNow:
        return open_now(line, self.now, self.holidays) if self.now else OpenNow(None)

    def _told(self, line: HelpLine, stands: OpenNow, language: str) -> Phrase:
        """One place of help. What nobody has checked says nothing of its hours."""
        known = {"name": line.name.get(language, line.name["fi"]), "where": line.number_or_url}
        match stands:
            case OpenNow(open=True, at=None):
                return say("{name}: {where}. Open day and night.", **known)
            case OpenNow(open=True, at=int(at)):
                return say("{name}: {where}. Open until {hour}.", hour=_hour(at), **known)
            case OpenNow(open=False, days=days, at=int(at)):
                day, hour = self._day(days), _hour(at)
                return say("{name}: {where}. Opens {day} at {hour}.", day=day, hour=hour, **known)
            case OpenNow(open=False):
                return say("{name}: {where}. Closed now.", **known)
        return say("{name}: {where}", **known)

    def _day(self, ahead: int) -> Phrase:
        if not ahead or not self.now:
            return say("today")
        return say("tomorrow") if ahead == 1 else DAYS[(self.now.weekday() + ahead) % 7]


NUMBERS_ALONE = Help()
SOMEBODY = Stranger()


def help_screen(*before: Phrase, help_now: Help = NUMBERS_ALONE, whom: Person = SOMEBODY) -> Screen:
    """Where to find help now: 112 always, then what is open at this hour for whoever asks."""
    lines = tuple(help_now.told(whom)) or (
        say("You can talk to an adult for free at 116 111, the line for children and young."),
    )
    return Screen(
        None,
        (
            *before,
            say("If you are in danger now, call 112."),
            *lines,
            say("Nobody here can see who you are, so nobody here can come to help you."),
            _somebody_near(whom),
        ),
        answers=(screens.YES_BACK,),
        to_share=True,
    )


def help_card(
    danger: Danger, *, help_now: Help = NUMBERS_ALONE, whom: Person = SOMEBODY
) -> Screen | None:
    """What is shown at once when a text tells of danger; None when it does not."""
    if danger is Danger.CLEAR:
        first = say("Thank you for writing it. It sounds like you may need help now.")
    elif danger is Danger.HINT:
        first = say("If something like that is happening, you do not have to be alone.")
    else:
        return None
    return help_screen(first, help_now=help_now, whom=whom)


def _somebody_near(whom: Person) -> Phrase:
    if whom.audience == YOUNG:
        return say("You can also tell an adult you trust.")
    return say("If a child is in danger or needs help, tell the social emergency service, too.")


def _hour(minutes: int) -> str:
    """A time of the day as people write it: 9, 17.30, 22."""
    hour, minute = divmod(minutes, 60)
    return f"{hour}.{minute:02}" if minute else str(hour)
