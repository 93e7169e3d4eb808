"""What staff ask for and cannot have: one sentence that says what is wrong and what to do."""

from conversations.phrases import Phrase


class Refused(Exception):
    """``kindly`` is said to whoever asked, in their language; ``str()`` is the English."""

    def __init__(self, kindly: Phrase) -> None:
        super().__init__(_in_english(kindly))
        self.kindly = kindly


def _in_english(phrase: Phrase) -> str:
    filled = {k: _in_english(v) if isinstance(v, Phrase) else v for k, v in phrase.values}
    return phrase.msgid.format(**filled)
