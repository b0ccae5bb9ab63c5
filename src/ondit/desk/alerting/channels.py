"""Where alerts go: channels by name, in a file of their own, because their addresses are secrets and a desk is copied.

::

    [cms]
    webhook = "https://cms.example/hooks/ondit"
    secret = "…"

    [chat]
    apprise = "slack://…"
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ondit.desk.alerting.alert import Alert
from ondit.desk.alerting.wording import as_object, text_of
from ondit.errors import OnditError, SettingError
from ondit.page import addresses
from ondit.page.ask import ask

SEND_SECONDS = 20.0
LARGEST = 2**20  # bytes of the file
Send = Callable[[Alert], None]  # raises SendFailed


class SendFailed(Exception):
    """A channel did not take an alert; ``str`` says why, without any secret."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts an alert as JSON, signed as Standard Webhooks (1.0) has it: HMAC-SHA256 over id, time and body.

    ``webhook-id`` and ``idempotency-key`` are the alert's id, the same at every attempt.
    """

    url: str
    secret: bytes
    address: str | None = None

    def __call__(self, alert: Alert) -> None:
        body = json.dumps(as_object(alert, self.address), ensure_ascii=False).encode("utf-8", "replace")
        now = str(int(time.time()))
        headers = (
            ("Content-Type", "application/json; charset=utf-8"),
            ("Idempotency-Key", alert.id),
            ("Webhook-Id", alert.id),
            ("Webhook-Timestamp", now),
            ("Webhook-Signature", signature(self.secret, alert.id, now, body)),
        )
        try:
            deadline = time.monotonic() + SEND_SECONDS
            answer = ask(self.url, deadline, method="POST", headers=headers, content=body)
        except OnditError as error:
            raise SendFailed(error.what) from error
        if not 200 <= answer.status < 300:
            raise SendFailed(f"HTTP status {answer.status}")


@dataclass(frozen=True, slots=True)
class Messages:
    """Hands an alert to Apprise as a title and a text."""

    urls: tuple[str, ...]
    address: str | None = None

    def __call__(self, alert: Alert) -> None:
        import apprise

        service = apprise.Apprise()
        for url in self.urls:
            service.add(url)
        try:
            taken = service.notify(title=alert.headline, body=text_of(alert, self.address), body_format="text")
        except Exception as error:  # a plugin of Apprise may raise anything; its message may hold the address
            raise SendFailed(type(error).__name__) from error
        if not taken:
            raise SendFailed("Apprise could not deliver it")


def signature(secret: bytes, name: str, moment: str, body: bytes) -> str:
    """The value of ``webhook-signature``."""
    mac = hmac.new(secret, f"{name}.{moment}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode("ascii")


def load_channels(file: Path, address: str | None = None) -> dict[str, Send]:
    """The channels of a file by name. Raises SettingError: no such file, not TOML, a channel that makes no sense."""
    where = str(file)
    try:
        with file.open("rb") as opened:
            table = tomllib.loads(opened.read(LARGEST).decode("utf-8"))
    except OSError as error:
        what = f"the channels cannot be read ({error.strerror or error})"
        raise SettingError(what, where=where, remedy="check the path of alert.channels") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError and UnicodeDecodeError are ValueErrors
        raise SettingError(f"not TOML ({error})", where=where, remedy="docs/watching.md shows how") from error
    return {name: _channel(value, f"{where}: {name}", address) for name, value in table.items()}


def _channel(value: Any, where: str, address: str | None) -> Send:
    remedy = 'write webhook = "https://…" with a secret, or apprise = "…"'
    if not isinstance(value, Mapping) or not value.keys() <= {"webhook", "secret", "apprise"}:
        raise SettingError("no channel", where=where, remedy=remedy)
    url, secret, messages = value.get("webhook"), value.get("secret"), value.get("apprise")
    if (url is None) == (messages is None):
        raise SettingError("a channel is either a webhook or for Apprise", where=where, remedy=remedy)
    if url is not None:
        if not isinstance(url, str) or not isinstance(secret, str) or len(secret) < 16:
            raise SettingError("a webhook needs a secret of 16 characters or more", where=where, remedy=remedy)
        try:
            addresses.check_url(url)
        except OnditError as error:
            raise SettingError(f"no address of a webhook: {error.what}", where=where, remedy=remedy) from error
        return Webhook(url, _key(secret, where), address)
    urls = (messages,) if isinstance(messages, str) else tuple(messages) if isinstance(messages, list) else ()
    import apprise

    if not urls or not all(isinstance(each, str) and apprise.Apprise.instantiate(each) for each in urls):
        raise SettingError("not an address that Apprise knows", where=where, remedy="see its list of services")
    return Messages(urls, address)


def _key(secret: str, where: str) -> bytes:
    """The key of a signature: base64 behind "whsec_", as Standard Webhooks has it, else the characters themselves."""
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError as error:
        raise SettingError("not base64 behind whsec_", where=where, remedy="copy the secret again") from error
