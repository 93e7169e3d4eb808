"""What the rivals say: as many screens as our own round has, with fewer buttons on each."""

import os
from dataclasses import dataclass

TOKEN = os.environ.get("BENCH_TOKEN", "")
URL = os.environ.get("BENCH_URL", "")
DATABASE = os.environ.get("BENCH_DATABASE", "")


@dataclass(frozen=True, slots=True)
class Question:
    """One screen: its words, and its answers with the value of each."""

    text: str
    answers: tuple[tuple[str, str], ...]


AGE = Question(
    "Hello. I am a bot. I ask a few short questions.\n\nHow old are you?",
    tuple((f"{band} years", band) for band in ("7–9", "10–12", "13–15", "16–17", "18–22")),
)
INTRODUCTION = (
    "The questions come from the service that looks after children and young people here. "
    "A panel of young people reads the summary and tells you what was decided, and why.\n\n"
    "You can skip any question, or stop whenever you like. Nothing bad follows from that.\n\n"
    "If you are in danger, call 112."
)
BEGIN = "Begin"
_OFTEN = (("😄 Always", "5"), ("🙂 Often", "4"), ("😐 Sometimes", "3"), ("🙁 Rarely", "2"))
_WELL = (("😄 Well", "5"), ("🙂 Quite well", "4"), ("😐 So so", "3"), ("🙁 Not well", "2"))
QUESTIONS = (
    Question("1/5\n\nAre you listened to when your life is decided?", (*_OFTEN, ("😞 Never", "1"))),
    Question("2/5\n\nHow are you where you live now?", (*_WELL, ("😞 Badly", "1"))),
    Question("3/5\n\nCan you reach your social worker?", (*_OFTEN, ("😞 Never", "1"))),
    Question(
        "4/5\n\nWhich school grade do you give to the place where you live?",
        tuple((str(grade), str(grade)) for grade in range(4, 11)),
    ),
    Question("5/5\n\nWhat works, and what should change? You can write it here.", ()),
)
SKIP, STOP = "Skip", "Stop"
THANKS = (
    "Thank you for your time. The answers are put together with those of others; "
    "you will hear what came of it.\n\nIf you are in danger, call 112."
)
