"""Who may do what: accounts, sessions, tokens, roles, the public, and what is refused."""

from __future__ import annotations

import re
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from ondit.cli import run
from ondit.errors import InputError, SettingError
from ondit.web import serve
from ondit.web.people import People, hash_password, password_fits
from ondit.web.settings import Settings, is_loopback
from web_client import client_on

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three accounts, one a role."""
    path = tmp_path_factory.mktemp("people") / "people"
    found = People(str(path))
    for role in ("reader", "editor", "admin"):
        found.add(role, role, PASSWORD)
    found.close()
    return path


@pytest.fixture
def people(own: Path, accounts: Path) -> People:
    """The accounts, beside the copied desk."""
    shutil.copy(accounts, f"{own}.people")
    return People(f"{own}.people")


def form(client: Any, path: str) -> str:
    """The token that a page puts into its forms."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(path).text)
    assert found
    return found[1]


def log_in(client: Any, name: str, password: str = PASSWORD) -> Any:
    data = {"name": name, "password": password, "csrf": form(client, "/login"), "back": "/outlets"}
    return client.post("/login", data=data)


def test_a_stranger_is_asked_who_they_are_and_a_reader_gets_in_and_out(own: Path, people: People) -> None:
    with client_on(own, login=True) as client:
        asked = client.get("/outlets?x=1")
        assert (asked.status_code, asked.headers["location"]) == (303, "/login?back=%2Foutlets%3Fx%3D1")
        assert client.get("/api/v1/rumours").status_code == 401
        assert client.post("/mcp", json={}).status_code == 401
        assert log_in(client, "reader", "wrong password").status_code == 403
        assert log_in(client, "nobody", PASSWORD).status_code == 403
        entered = log_in(client, "reader")
        assert (entered.status_code, entered.headers["location"]) == (303, "/outlets")
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie
        assert client.get("/outlets").status_code == 200
        client.post("/logout", data={"csrf": form(client, "/me")})
        assert client.get("/outlets").status_code == 303
    assert [each.what for each in people.done()][:3] == ["login", "refused", "refused"]


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("editor", 201), ("admin", 201)])
def test_a_note_needs_an_editor(role: str, status: int, own: Path, people: People) -> None:
    token = people.make_token(role, "test")
    headers = {"authorization": f"Bearer {token}"}
    with client_on(own, login=True) as client:
        rumour = client.get("/api/v1/rumours", headers=headers).json()["items"][0]["id"]
        url = f"/api/v1/rumours/{rumour}/notes"
        assert client.post(url, json={"text": "Look again."}, headers=headers).status_code == status
    assert any(each.what == "note" for each in people.done()) is (status == 201)


def test_a_revoked_token_opens_nothing(own: Path, people: People) -> None:
    token = people.make_token("reader", "old")
    headers = {"authorization": f"Bearer {token}"}
    with client_on(own, login=True) as client:
        assert client.get("/api/v1/rumours", headers=headers).status_code == 200
        people.revoke(people.tokens("reader")[0].id)
        assert client.get("/api/v1/rumours", headers=headers).status_code == 401


def test_another_password_or_role_ends_every_session(own: Path, people: People) -> None:
    with client_on(own, login=True) as client:
        log_in(client, "editor")
        assert client.get("/").status_code == 200
        people.change("editor", role="reader")
        assert client.get("/").status_code == 303


def test_the_public_sees_sentences_and_links_and_no_full_text(own: Path, people: People) -> None:
    with client_on(own, login=True, public=True) as client:
        key = client.get("/api/v1/articles").json()["items"][0]["key"]
        value = client.get("/api/v1/article", params={"key": key}).json()
        assert "text" not in value and value["statements"]
        page = client.get("/article", params={"key": key}).text
        assert "Only the sentences" in page
        whole = {"authorization": f"Bearer {people.make_token('reader', 'x')}"}
        text = client.get("/api/v1/article", params={"key": key}, headers=whole).json()["text"]
        last = text.strip().splitlines()[-1][:80]
        said = {text[slice(*each["sentence"])] for each in value["statements"]}
        if not any(last[:40] in words for words in said):
            assert last not in page
        assert client.post("/api/v1/followed", json={"question": "x"}).status_code == 401


def test_too_many_tries_are_made_to_wait(own: Path, people: People) -> None:
    with client_on(own, login=True, logins_a_minute=2) as client:
        answers = [log_in(client, "reader", f"wrong {n}").status_code for n in range(4)]
    assert answers[0] == 403 and answers[-1] == 429


def test_requests_are_counted(own: Path) -> None:
    with client_on(own, requests_a_minute=5) as client:
        answers = [client.get("/rules") for _ in range(7)]
        assert [each.status_code for each in answers][4:] == [200, 429, 429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::"])
def test_it_does_not_listen_to_others_without_accounts(host: str, own: Path) -> None:
    with pytest.raises(SettingError, match="nobody is asked"):
        serve(Settings(str(own)), host, 0)
    with pytest.raises(SettingError, match="no account"):
        serve(Settings(str(own), login=True), host, 0)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x", False)],
)
def test_loopback_is_known(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_a_password_is_kept_as_a_hash_that_differs_each_time() -> None:
    one, two = hash_password(PASSWORD), hash_password(PASSWORD)
    assert one != two and PASSWORD not in one
    assert password_fits(PASSWORD, one) and password_fits(PASSWORD, two) and not password_fits("another one", one)
    with pytest.raises(InputError):
        hash_password("short")


def test_the_store_of_accounts_is_for_its_owner_alone(own: Path, people: People) -> None:
    assert stat.S_IMODE(Path(f"{own}.people").stat().st_mode) == 0o600


def test_accounts_are_made_from_the_command_line(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    class Pipe:
        """A password that comes through a pipe."""

        def isatty(self) -> bool:
            return False

        def readline(self) -> str:
            return PASSWORD + "\n"

    monkeypatch.setattr("sys.stdin", Pipe())
    base = ["people", "--desk", str(own)]
    assert run([*base, "add", "ines", "--role", "editor"]) == 0
    assert run([*base, "token", "ines"]) == 0
    assert capsys.readouterr().out.startswith("ondit_")
    assert run([*base, "list"]) == 0
    assert "ines" in capsys.readouterr().out
    assert run([*base, "add", "ines"]) == 2
    assert run([*base, "remove", "ines"]) == 0
    assert run([*base, "audit"]) == 0
    assert "remove" in capsys.readouterr().out


def test_a_view_is_saved_and_forgotten(own: Path) -> None:
    with client_on(own) as client:
        csrf = form(client, "/?status=contested")
        client.post("/views", data={"name": "Mine", "query": "status=contested", "csrf": csrf})
        assert "/?status=contested" in client.get("/").text and ">Mine<" in client.get("/").text
        client.post("/views/delete", data={"name": "Mine", "csrf": csrf})
        assert ">Mine<" not in client.get("/").text
