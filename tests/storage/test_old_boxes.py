"""What the search for boxes of weeks that are over takes for one, and what it does not."""

from pathlib import Path
from secrets import token_bytes

import pytest

from storage.needles import Haystacks
from storage.residue import AN_OLD_BOX, kinds_in


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (token_bytes(15) + b"\x00", [AN_OLD_BOX]),  # the random name of a box's row
        (b"summary_told", []),  # a fact beside the boxes, and the ciphertext of the next one
        (b"young_personmeeting_held\x19", []),  # a card for many, and the next code
        (b"telegramyoung_person2026-10", []),  # when a contact was last asked, and the next contact
    ],
)
def test_a_week_behind_a_word_or_a_month_begins_no_box(
    tmp_path: Path, before: bytes, found: list[str]
) -> None:
    path = tmp_path / "contacts.sqlite-wal"
    path.write_bytes(before + b"2026-W47" + bytes(range(256)))
    assert list(kinds_in(path, Haystacks(), lambda _: False, ["2026-W48"])) == found
