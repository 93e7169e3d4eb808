"""The image and the compose file: no root, no ready-made password, settings that exist."""

import json
import re

import pytest
import yaml

from tests.house.project import PACKAGES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
EXAMPLE = (ROOT / "deploy/kuulolla.env.example").read_text()


def settings_named(text: str) -> set[str]:
    """Return the names of the program's own settings in a file."""
    return {
        name.lower() for name in re.findall(r"^\s*(?:ENV )?KUULOLLA_([A-Z_]+)=", text, re.MULTILINE)
    }


def test_the_image_runs_as_a_numbered_user_that_is_not_root() -> None:
    (number,) = re.findall(r"^ARG KUULOLLA_UID=(\d+)$", DOCKERFILE, re.MULTILINE)
    assert int(number) > 0
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["$KUULOLLA_UID:$KUULOLLA_UID"]


@pytest.mark.parametrize("instruction", ["ENTRYPOINT", "CMD"])
def test_the_stop_signal_reaches_the_program(instruction: str) -> None:
    (command,) = re.findall(rf"^{instruction} (.+)$", DOCKERFILE, re.MULTILINE)
    assert all(isinstance(word, str) for word in json.loads(command))


def test_every_package_is_copied_into_the_image() -> None:
    let_in = re.findall(r"^!([a-z]+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)
    assert sorted(let_in) == PACKAGES


def test_what_the_deployment_sets_is_a_setting() -> None:
    from app.settings import Settings

    named = settings_named(DOCKERFILE) | settings_named(EXAMPLE)
    assert named
    assert named - {"uid"} <= set(Settings.model_fields)


def test_the_example_brings_no_password_and_no_token() -> None:
    values = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    secret = {
        name: value for name, value in values.items() if re.search("PASSWORD|TOKEN|MASTER", name)
    }
    assert secret
    assert set(secret.values()) == {""}
    assert all(":PASSWORD@" in value for name, value in values.items() if name.endswith("DATABASE"))


def test_nothing_is_open_to_the_network_but_through_a_proxy() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
