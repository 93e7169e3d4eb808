"""The image and the compose file: no root, no ready-made password, to each part what it needs."""

import json
import re

import pytest
import yaml

from tests.house.project import PACKAGES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
EXAMPLE = (ROOT / "deploy/kuulolla.env.example").read_text()
PARTS = {name: COMPOSE["services"][name] for name in ("clock", "chat", "console")}
OWN_PASSWORD = {name: f"KUULOLLA_{name.upper()}_PASSWORD" for name in PARTS}


def settings_named(text: str) -> set[str]:
    """Return the names of the program's own settings in a file."""
    return {
        name.lower() for name in re.findall(r"^\s*(?:ENV )?KUULOLLA_([A-Z_]+)=", text, re.MULTILINE)
    }


def test_the_image_runs_as_a_numbered_user_that_is_not_root() -> None:
    (number,) = re.findall(r"^ARG KUULOLLA_UID=(\d+)\b", DOCKERFILE, re.MULTILINE)
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
    for part in PARTS.values():
        named |= settings_named("\n".join(f"{name}=" for name in part["environment"]))
    assert named
    passwords = {name.removeprefix("KUULOLLA_").lower() for name in OWN_PASSWORD.values()}
    assert named - {"uid"} - passwords <= set(Settings.model_fields)


def test_what_compose_asks_for_is_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "deploy/compose.yaml").read_text()))
    assert asked
    assert asked <= set(re.findall(r"^#?(\w+)=", EXAMPLE, re.MULTILINE))


def test_the_example_brings_no_password_and_no_token() -> None:
    values = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    secret = {
        name: value for name, value in values.items() if re.search("PASSWORD|TOKEN|MASTER", name)
    }
    assert secret.keys() >= set(OWN_PASSWORD.values())
    assert set(secret.values()) == {""}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_told_its_own_password_alone(part: str) -> None:
    said = json.dumps(PARTS[part])
    assert OWN_PASSWORD[part] in said
    others = {*OWN_PASSWORD.values(), "POSTGRES_PASSWORD"} - {OWN_PASSWORD[part]}
    assert [name for name in others if name in said] == []
    assert f"//kuulolla_{part}:" in said
    assert PARTS[part]["environment"]["KUULOLLA_PART"] == part
    assert "env_file" not in PARTS[part]


def test_every_part_is_a_user_of_its_own() -> None:
    users = [part["user"] for part in PARTS.values()]
    assert len(set(users)) == len(users)
    assert not any(user.startswith(("0", "root")) for user in users)


def test_keys_lie_where_only_those_who_need_them_look() -> None:
    mounted = {name: set(part["volumes"]) for name, part in PARTS.items()}
    assert mounted["clock"] == {"data:/data", "opening:/opening", "codes:/codes"}
    assert mounted["chat"] == {"data:/data:ro"}
    assert mounted["console"] == {"codes:/codes:ro"}
    console = PARTS["console"]["environment"]
    assert not {"KUULOLLA_MASTER", "KUULOLLA_CONTACTS_DATABASE"} & console.keys()
    assert "KUULOLLA_TELEGRAM_TOKEN" not in console
    folders = re.findall(r'--group "\$KUULOLLA_(\w+)" --mode (\d+) /(\w+)', DOCKERFILE)
    assert folders == [
        ("CHAT", "0750", "data"),
        ("UID", "0700", "opening"),
        ("CONSOLE", "0750", "codes"),
    ]
    for part, number in zip(PARTS.values(), ("UID", "CHAT", "CONSOLE"), strict=True):
        (user,) = re.findall(rf"KUULOLLA_{number}=(\d+)", DOCKERFILE)
        assert part["user"] == f"{user}:{user}"


def test_the_parts_meet_nowhere_but_in_the_database() -> None:
    networks = [set(part["networks"]) for part in PARTS.values()]
    assert all(not a & b for n, a in enumerate(networks) for b in networks[n + 1 :])
    assert all(a & set(COMPOSE["services"]["db"]["networks"]) for a in networks)


def test_nothing_is_open_to_the_network_but_through_a_proxy() -> None:
    ports = [port for service in COMPOSE["services"].values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)
