"""Everything that can be set, in the order of the example file and the page of the docs."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network
from typing import Literal

from ondit.errors import SettingError
from ondit.settings import ages

Kind = Literal["text", "path", "whole number", "yes or no", "list", "age"]
Value = str | int | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of ``ondit.toml``, ``section.name`` or ``name``; its variable is ONDIT_ and the same in capitals.

    ``default`` None: not set. ``between`` stands between the parts of a list where it is written in a variable.
    ``example`` is a value as the example file shows it. ``file`` False: the environment only.
    """

    key: str
    kind: Kind
    default: Value
    says: str
    example: Value = None
    secret: bool = False
    between: str = ","
    file: bool = True

    @property
    def variable(self) -> str:
        """The name of its variable of the environment."""
        return "ONDIT_" + self.key.replace(".", "_").upper()

    def check(self, value: Value, where: str) -> None:
        """Raises SettingError for a value that its user would refuse only later."""
        parts = value if isinstance(value, tuple) else (value,)
        if self.kind == "age":
            ages.age(str(value), where=where)
        elif self.key == "forget.rules":
            for part in parts:
                ages.rule(str(part), where=where)
        elif self.key == "allow_addresses":
            for part in parts:
                try:
                    ip_network(str(part), strict=False)
                except ValueError as error:
                    remedy = "write it like 127.0.0.0/8,::1/128"
                    raise SettingError(f"not a list of networks: {error}", where=where, remedy=remedy) from error
        elif self.key == "serve.port" and not 0 <= int(str(value)) <= 65535:
            raise SettingError(f"no port: {value}", where=where, remedy="give one from 0 to 65535")


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "config", "path", None,
        "The file of settings. Without it, and without `--config`, it is `ondit.toml` in the working folder, else in "
        "the user's folder of settings (`~/.config/ondit` on Linux); the first that is there counts alone.", file=False,
    ),
    Setting(
        "desk", "path", "ondit.db",
        "The desk of every command that has `--desk`: a path, or an address like `postgresql://user@host/name`.",
        example="/srv/ondit/ondit.db",
    ),
    Setting("by", "text", None, "Who judges, for `ondit judge`: a name or initials.", example="ada"),
    Setting(
        "parties", "path", None,
        "A file of the people and bodies that this newsroom knows, with their other names (docs/parties.md).",
        example="parties.toml",
    ),
    Setting(
        "site", "text", None, "The address at which others see this desk, for links in what is exported.",
        example="https://rumours.example",
    ),
    Setting("newsroom", "text", "ondit", "Who reviews, for what is exported as ClaimReview.", example="Daily Herald"),
    Setting(
        "allow_addresses", "list", (),
        "Networks that may be fetched from although they are not public. For tests and for an archive in one's own "
        "network. Whoever sets it lets a page that somebody else names be fetched from there; a warning says so.",
        example=("10.20.0.0/16",),
    ),
    Setting("traceback", "yes or no", False, "An error that is ondit's own fault shows where it happened."),
    Setting(
        "watch.feeds", "list", (),
        "What `ondit watch` watches when nothing is named: addresses and files of feeds, sitemaps and pages.",
        example=("feeds.opml", "https://herald.example/rss"), between=" ",
    ),
    Setting("watch.every", "text", "15m", "How long `ondit watch` waits between two visits of a feed: 90s, 15m, 2h."),
    Setting("watch.pause", "text", "2s", "How long it waits between two requests to one host, at least."),
    Setting("watch.days", "whole number", 14, "Days without a change after which it no longer looks at a page again."),
    Setting(
        "alert.channels", "path", None,
        "The file of the channels that alerts are sent through, with their addresses and secrets: see watching.md.",
        example="channels.toml",
    ),
    Setting(
        "alert.address", "text", None, "Where this desk is served, for links to its dossiers in alerts.",
        example="https://ondit.example",
    ),
    Setting("serve.host", "text", "127.0.0.1", "The address at which `ondit serve` listens.", example="0.0.0.0"),
    Setting("serve.port", "whole number", 8765, "The port at which it listens."),
    Setting(
        "serve.names", "list", (), "Names by which the server may be called.", example=("ondit.example",), between=" "
    ),
    Setting("serve.prefix", "text", "", "The path under which a proxy shows it.", example="/ondit"),
    Setting("serve.login", "yes or no", False, "Ask people who they are; `ondit people` makes accounts.", example=True),
    Setting("serve.public", "yes or no", False, "With `serve.login`: strangers may look, and see no full texts."),
    Setting("serve.people", "path", None, "The store of accounts; without it, beside the desk.", example="people.db"),
    Setting("serve.https", "yes or no", False, "People reach the server by https only.", example=True),
    Setting("serve.mcp_write", "yes or no", False, "Tools of MCP may add pages and follow claims, for editors."),
    Setting("serve.json_log", "yes or no", False, "One JSON object a request on stderr."),
    Setting("oidc.issuer", "text", None, "Log in through this provider (OpenID Connect).", example="https://id.example"),
    Setting("oidc.id", "text", "", "This server's id at the provider.", example="ondit"),
    Setting("oidc.secret", "text", "", "Its secret there; better as a variable than in a file.", secret=True),
    Setting(
        "forget.older_than", "age", None,
        "`ondit forget --by-rule` forgets articles of which the newest version was seen longer ago than this.",
        example="2 years",
    ),
    Setting(
        "forget.rules", "list", (),
        "The same for single outlets or sites, each `SOURCE: AGE`; they go before `forget.older_than`.",
        example=("Daily Herald: 90 days", "forum.example: 30 days"),
    ),
    Setting(
        "forget.keep_judged", "yes or no", True,
        "No rule forgets an article of a rumour about which a person has judged something.",
    ),
)  # fmt: skip
