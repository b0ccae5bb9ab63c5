"""What the fetcher refuses before it sends a byte: addresses, spellings of addresses, answers of the name server."""

from __future__ import annotations

import pytest

from ondit.errors import OnditError, Refused, SettingError, Unreachable
from ondit.page import addresses
from ondit.page.fetch_page import fetch

# (url, a word of the reason). Hosts that are figures in disguise go through the system's resolver, which reads them.
EVIL_URLS = [
    # schemes
    ("file:///etc/passwd", "only http"),
    ("ftp://news.example/a", "only http"),
    ("gopher://news.example/_x", "only http"),
    ("javascript://news.example/%0aalert(1)", "only http"),
    ("data://text/html,hi", "only http"),
    ("jar://http://news.example!/", "only http"),
    ("unix:///var/run/docker.sock", "only http"),
    ("dict://127.0.0.1:11211/stat", "only http"),
    ("ldap://127.0.0.1/", "only http"),
    ("httpx://news.example/", "only http"),
    # no host, broken host
    ("http:///a", "no host"),
    ("http://", "no host"),
    ("http://[::1", "not a valid"),
    ("http://news.example:99999/", "not a valid"),
    ("http://news.example:abc/", "not a valid"),
    # credentials, control characters, confusion of parsers
    ("http://user:secret@news.example/", "user name"),
    ("http://news.example@127.0.0.1/", "user name"),
    ("http://127.0.0.1\\@news.example/", "backslashes"),
    ("http://news.example\\.evil.example/", "backslashes"),
    ("http://news.example/a\r\nHost: evil.example", "control"),
    ("http://news.example/a b", "spaces"),
    ("http://news.example/\x00", "control"),
    ("http://news.example/" + "a" * 5000, "4,000"),
    # ports of other services
    ("http://news.example:22/", "port 22"),
    ("http://news.example:25/", "port 25"),
    ("http://news.example:6379/", "port 6379"),
    ("http://news.example:9200/", "port 9200"),
    # this machine
    ("http://127.0.0.1/", "this machine"),
    ("http://127.0.0.53/", "this machine"),
    ("http://127.255.255.254/", "this machine"),
    ("http://localhost/", "127.0.0.1"),
    ("http://0.0.0.0/", "not a public"),
    ("http://0.1.2.3/", "not a public"),
    ("http://[::1]/", "not a public"),
    ("http://[::]/", "not a public"),
    # the same in other spellings
    ("http://2130706433/", "127.0.0.1"),
    ("http://0x7f000001/", "127.0.0.1"),
    ("http://0x7f.0.0.1/", "127.0.0.1"),
    ("http://0177.0.0.1/", "127.0.0.1"),
    ("http://017700000001/", "127.0.0.1"),
    ("http://127.1/", "127.0.0.1"),
    ("http://127.0.1/", "127.0.0.1"),
    ("http://0/", "0.0.0.0"),
    ("http://1２7.0.0.1/", "127.0.0.1"),
    # private networks
    ("http://10.0.0.1/", "private"),
    ("http://10.255.255.255/", "private"),
    ("http://172.16.0.1/", "private"),
    ("http://172.31.255.255/", "private"),
    ("http://192.168.0.1/", "private"),
    ("http://100.64.0.1/", "not a public"),
    ("http://100.127.255.255/", "not a public"),
    ("http://[fc00::1]/", "private"),
    ("http://[fd12:3456::1]/", "private"),
    ("http://[fec0::1]/", "not a public"),
    # link-local, where clouds keep their metadata
    ("http://169.254.169.254/latest/meta-data/", "link-local"),
    ("http://169.254.170.2/v2/credentials", "link-local"),
    ("http://2852039166/", "169.254.169.254"),
    ("http://0xa9fea9fe/", "169.254.169.254"),
    ("http://[fe80::1]/", "link-local"),
    ("http://[fd00:ec2::254]/", "private"),
    ("http://100.100.100.200/", "not a public"),
    ("http://192.0.0.192/", "not a public"),
    # multicast, broadcast, reserved, documentation, benchmarking
    ("http://224.0.0.1/", "not a public"),
    ("http://239.255.255.250/", "not a public"),
    ("http://255.255.255.255/", "not a public"),
    ("http://240.0.0.1/", "not a public"),
    ("http://198.18.0.1/", "not a public"),
    ("http://192.0.2.1/", "private"),
    ("http://[ff02::1]/", "not a public"),
    ("http://[2001:db8::1]/", "not a public"),
    ("http://[100::1]/", "not a public"),
    # IPv4 inside IPv6
    ("http://[::ffff:127.0.0.1]/", "carries 127.0.0.1"),
    ("http://[::ffff:7f00:1]/", "carries 127.0.0.1"),
    ("http://[::ffff:169.254.169.254]/", "carries 169.254.169.254"),
    ("http://[::127.0.0.1]/", "not a public"),
    ("http://[64:ff9b::7f00:1]/", "carries 127.0.0.1"),
    ("http://[64:ff9b::a9fe:a9fe]/", "carries 169.254.169.254"),
    ("http://[64:ff9b:1::7f00:1]/", "not a public"),
    ("http://[2002:7f00:1::]/", "carries 127.0.0.1"),
    ("http://[2002:a00:1::1]/", "carries 10.0.0.1"),
    ("http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/", "carries"),
]


@pytest.mark.parametrize(("url", "reason"), EVIL_URLS)
def test_an_evil_address_is_refused_with_its_reason(url: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        fetch(url)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value) and "secret" not in str(caught.value)


def test_the_table_of_evil_addresses_is_long_enough() -> None:
    assert len({url for url, _ in EVIL_URLS}) >= 60


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],  # one private address among public ones is one too many
        ["2606:2800:220:1:248:1893:25c8:1946", "::1"],
        ["::ffff:192.168.1.1"],
        ["fe80::1%eth0"],
        ["not-an-address"],
    ],
)
def test_a_name_is_refused_when_any_of_its_addresses_is_not_public(answers: list[str]) -> None:
    with pytest.raises(Refused):
        fetch("http://news.example/", resolver=lambda host, port: answers)


def test_a_name_without_an_address_cannot_be_reached() -> None:
    with pytest.raises(Unreachable):
        fetch("http://news.example/", resolver=lambda host, port: [])


@pytest.mark.parametrize("public", ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_let_through(public: str) -> None:
    assert addresses.why_not(public) is None


def test_the_setting_opens_exactly_what_it_names_and_is_loud(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(addresses.SETTING, "127.0.0.0/8")
    addresses._announced.clear()
    allowed = addresses.allowed_networks()
    assert "WARNING" in capsys.readouterr().err
    assert addresses.why_not("127.0.0.1", allowed) is None
    assert addresses.why_not("::ffff:127.0.0.1", allowed) is not None
    assert addresses.why_not("10.0.0.1", allowed) is not None


def test_a_setting_that_names_no_network_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(addresses.SETTING, "my-intranet")
    with pytest.raises(SettingError):
        fetch("http://news.example/")


@pytest.mark.parametrize(
    "url",
    [
        "http://[fe80::1%25eth0]extra/",
        "http://xn--/",
        "http://a..b/",
        "http://" + "a" * 300 + ".example/",
        "http://\u2028/",
    ],
)
def test_a_name_that_is_no_name_is_an_ordinary_error(url: str) -> None:
    with pytest.raises(OnditError):
        fetch(url)
