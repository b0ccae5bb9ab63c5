"""What runs it for others is sound: the unit, the container, the proxy; and it stops when it is told to."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import yaml

from processes import environment
from soak import SOAK
from web_client import client_on, served


@pytest.mark.parametrize(("name", "command"), [("ondit", "serve"), ("ondit-watch", "watch")])
def test_a_unit_runs_what_there_is_and_can_do_little_else(name: str, command: str, root: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(root / "deploy" / f"{name}.service")
    service = unit["Service"]
    known(root, service["ExecStart"].split(f"ondit {command} ")[1], command)
    assert service["User"] != "root" and service["NoNewPrivileges"] == "yes" and service["ProtectSystem"] == "strict"
    if shutil.which("systemd-analyze"):
        done = subprocess.run(
            ["systemd-analyze", "verify", str(root / "deploy" / f"{name}.service")], capture_output=True, text=True
        )
        wrong = [line for line in done.stderr.splitlines() if "Unknown" in line or "Invalid" in line]
        assert not wrong


def known(root: Path, options: str, command: str = "serve") -> None:
    """Whether a command has every option of a command line."""
    section = (root / "docs" / "cli.md").read_text("utf-8").split(f"## ondit {command}\n")[1].split("\n## ")[0]
    for option in re.findall(r"--[a-z-]+", options):
        assert f"{option}" in section, option


def test_the_container_is_not_root_and_asks_who_people_are(root: Path) -> None:
    text = (root / "deploy" / "Containerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if re.match(r"[A-Z]+ ", line)]
    verbs = [line.split()[0] for line in lines]
    last = verbs[len(verbs) - 1 - verbs[::-1].index("FROM") :]
    assert "USER" in last and "HEALTHCHECK" in last and "ADD" not in verbs
    assert "--require-hashes" in text
    assert all(":" in line.split()[1] and "latest" not in line for line in lines if line.startswith("FROM"))
    command = json.loads(lines[-1].removeprefix("CMD "))
    assert command[:2] == ["ondit", "serve"] and "--login" in command
    known(root, " ".join(command))
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            assert all((root / name).exists() for name in line.split()[1:-1])


def test_compose_starts_the_same_with_less_rights(root: Path) -> None:
    value = yaml.safe_load((root / "deploy" / "compose.yml").read_text("utf-8"))
    service = value["services"]["ondit"]
    assert (root / "deploy" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
    assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    known(root, " ".join(service["command"]))


def test_the_image_is_built_and_runs(root: Path) -> None:
    builder = next((path for name in ("podman", "buildah", "docker") if (path := shutil.which(name))), None)
    if builder is None or not SOAK:
        pytest.skip("an image is built by `make soak` where podman or docker is; here it is only linted")
    if subprocess.run([builder, "info"], capture_output=True).returncode:
        pytest.skip("the builder here does not run: the Containerfile is only linted")
    subprocess.run([builder, "build", "-f", "deploy/Containerfile", "-t", "ondit-test", "."], cwd=root, check=True)
    done = subprocess.run([builder, "run", "--rm", "ondit-test", "ondit", "--version"], capture_output=True, text=True)
    assert "ondit" in done.stdout


@pytest.mark.parametrize("kept", [True, False], ids=["proxy keeps the prefix", "proxy takes it off"])
def test_it_works_under_a_prefix(kept: bool, own: Path) -> None:
    with client_on(own, prefix="/news/desk") as client:
        before = "/news/desk" if kept else ""
        board = client.get(f"{before}/")
        assert board.status_code == 200
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', board.text)
        assert len(links) > 8 and all(link.startswith("/news/desk/") for link in links)
        style = next(link for link in links if "ondit.css" in link)
        assert client.get(style if kept else style.removeprefix("/news/desk")).status_code == 200
        assert client.get(f"{before}/api/v1/rumours").json()["total"] >= 1


def test_it_stops_when_it_is_told_and_finishes_what_it_began(own: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = "from ondit.cli import run; import sys; sys.exit(run(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "serve", "--desk", str(own), "--port", str(port), "--json-log"]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=environment())
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                    assert json.load(answer)["status"] == "ok"
                break
            except OSError:
                assert running.poll() is None
                time.sleep(0.1)
        urllib.request.urlopen(f"http://127.0.0.1:{port}/rules", timeout=10).close()
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate(timeout=40)
    finally:
        running.kill()
    assert running.returncode == 0
    lines = [json.loads(line) for line in said.decode().splitlines() if line.startswith("{")]
    assert any(line.get("path") == "/rules" and line["status"] == 200 for line in lines)


def test_fifty_readers_at_once_are_all_answered(own: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with served(own) as server:
        with urllib.request.urlopen(f"{server}/api/v1/rumours") as answer:
            rumour = json.load(answer)["items"][0]["id"]
        paths = ["/", f"/rumours/{rumour}", "/search?q=usine", f"/api/v1/rumours/{rumour}"]

        def ask(number: int) -> int:
            with urllib.request.urlopen(server + paths[number % len(paths)], timeout=60) as answer:
                answer.read()
                return int(answer.status)

        with ThreadPoolExecutor(50) as readers:
            answers = list(readers.map(ask, range(150)))
    assert answers == [200] * 150
