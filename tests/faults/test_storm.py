"""C-06: whatever Telegram does, each prompt comes once, or once more for each doubt and crash."""

from pathlib import Path

from tests.faults.storm import EPOCH, storm, too_early
from tests.faults.swift import swiftly
from tests.telegram_server.world import Call

PROMPTS = 60


def test_a_round_through_the_worst_hour_and_a_crash_reaches_everybody(tmp_path: Path) -> None:
    came = swiftly(lambda loop: storm(loop, tmp_path, PROMPTS, seed=1))
    assert len(came.came) == PROMPTS
    assert {chat for chat, times in came.came.items() if times > came.may_come[chat]} == set()
    assert came.fine


def test_a_message_before_the_wait_is_over_would_be_noticed() -> None:
    refused = Call("sendMessage", {"chat_id": "7"}, 429, EPOCH)
    other = Call("sendMessage", {"chat_id": "8"}, 200, EPOCH + 1)
    early = Call("sendMessage", {"chat_id": "7"}, 200, EPOCH + 4)
    late = Call("sendMessage", {"chat_id": "7"}, 200, EPOCH + 6)
    assert [too_early([refused, other, then]) for then in (early, late)] == [1, 0]
