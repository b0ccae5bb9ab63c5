"""An .eml (RFC 5322, MIME) → the newsletter in it, and those forwarded with it.

A mail is an article: its subject is the title, who sent it the outlet, its date when it was published. Of a body in two
forms the HTML counts. Its key is ``mid:`` and the Message-ID, so that the same mail from two mailboxes is one.
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from hashlib import sha256

from ondit.errors import NotAPage, OnditError, TooLarge
from ondit.page import decode
from ondit.page.assemble import Facts, Paragraph, assemble
from ondit.page.bundles.loaded import Loaded
from ondit.page.bundles.raw import clean
from ondit.page.dates import moment
from ondit.page.language import language_of
from ondit.page.plain import block_spans
from ondit.records import Article

DEEPEST, MOST_PARTS = 20, 500
LONGEST = 500  # characters of a subject or name
_REMEDY = "open the mail, and save what it says as HTML or text"


def looks_like_mail(data: bytes) -> bool:
    """Whether bytes begin with the headers of a mail."""
    head = re.split(rb"\r?\n\r?\n", data[:65536], maxsplit=1)[0]
    names = {name.lower() for name in re.findall(rb"^([A-Za-z-]+):[ \t]", head, flags=re.MULTILINE)}
    return b"from" in names and bool(names & {b"message-id", b"date", b"received", b"mime-version"})


def mails_in(data: bytes, where: str) -> Iterator[Loaded | OnditError]:
    """The mail in these bytes, then those that are attached to it."""
    if len(data) > decode.MAX_BYTES:
        yield TooLarge(f"over the cap of {decode.MAX_BYTES // 2**20} MiB a mail", where=where, remedy=_REMEDY)
        return
    try:
        parts = _parts(email.message_from_bytes(data))
    except (RecursionError, email.errors.MessageError, ValueError, LookupError, TypeError) as error:
        what = "nested too deep" if isinstance(error, RecursionError) else f"not a mail ({error})"
        yield NotAPage(what, where=where, remedy=_REMEDY)
        return
    for number, (head, bodies) in enumerate(parts):
        place = where if not number else f"{where}, attached mail {number}"
        try:
            yield Loaded(_article(head, bodies, data, place, number), data, place)
        except OnditError as error:
            yield error


def _parts(mail: Message) -> list[tuple[Message, list[Message]]]:
    """The mail and those attached to it, each with the parts of its body that count. Iterative: depth has a cap."""
    found: list[tuple[Message, list[Message]]] = [(mail, [])]
    waiting: list[tuple[Message, int, int]] = [(mail, 0, 0)]
    seen = 0
    while waiting:
        part, owner, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST or seen > MOST_PARTS:
            continue
        kind = part.get_content_type()
        inner = [each for each in part.get_payload() if isinstance(each, Message)] if part.is_multipart() else []
        if kind == "message/rfc822" and inner:
            found.append((inner[0], []))
            waiting.append((inner[0], len(found) - 1, depth + 1))
        elif kind == "multipart/alternative":
            # The last form is the richest that the sender has (RFC 2046, 5.1.4); one that can be read is wanted.
            forms = [each for each in inner if each.get_content_type() in ("text/html", "text/plain")]
            nested = [each for each in inner if each.get_content_maintype() == "multipart"]
            html = [each for each in forms if each.get_content_type() == "text/html"]
            best = [*html[-1:], *([] if html else nested[-1:]), *([] if html or nested else forms[-1:])]
            waiting += [(each, owner, depth + 1) for each in best]
        elif inner:
            waiting += [(each, owner, depth + 1) for each in reversed(inner)]
        elif kind in ("text/html", "text/plain") and part.get_content_disposition() != "attachment":
            found[owner][1].append(part)
    return found


def _article(head: Message, bodies: list[Message], data: bytes, where: str, number: int) -> Article:
    digest = sha256(data).hexdigest()
    name, address = email.utils.parseaddr(_header(head, "From"))
    said = Facts(
        title=_header(head, "Subject") or None,
        outlet=name.strip() or address.rpartition("@")[2] or None,
        published=moment(_header(head, "Date")),
    )
    id = re.sub(r"[<>\s]", "", _header(head, "Message-ID"))
    key = f"mid:{id}" if id else f"mail:{digest[:16]}" + (f".{number}" if number else "")
    # Of several parts the first that is HTML holds the letter; only plain ones follow each other.
    html = next((each for each in bodies if each.get_content_type() == "text/html"), None)
    if html is not None:
        from ondit.page.html import article_from_html

        article = article_from_html(_text(html, where), key=key, url=None, sha256=digest, said=said)
        return replace(article, key=key, url=None)
    paragraphs = [Paragraph(each) for body in bodies for each in _paragraphs(_text(body, where))]
    if not paragraphs:
        raise NotAPage("no text in this mail", where=where, remedy=_REMEDY)
    language = language_of("\n".join(each.text for each in paragraphs), None)
    return assemble(paragraphs, said, key=key, language=language, sha256=digest)


def _text(part: Message, where: str) -> str:
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except (ValueError, LookupError, TypeError, AssertionError):
        data, charset = str(part.get_payload()).encode("utf-8", "replace"), ""
    if not isinstance(data, bytes) or not data.strip():
        return ""
    return decode.decode(data, where=where, content_type=f"{part.get_content_type()}; charset={charset}")


def _paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a plain mail, each on one line, up to the signature and without what it quotes."""
    body = re.split(r"^-- \r?$", text, maxsplit=1, flags=re.MULTILINE)[0].replace("\0", "")
    for start, end in block_spans(body):
        lines = [line.strip() for line in body[start:end].splitlines() if not line.lstrip().startswith(">")]
        if line := " ".join(" ".join(lines).split()):
            yield line


def _header(mail: Message, name: str) -> str:
    """A header with its encoded words read (RFC 2047), on one line; "" where there is none."""
    try:
        value = mail.get(name)
        pieces = email.header.decode_header(str(value)[: 20 * LONGEST]) if value is not None else []
    except (ValueError, LookupError, email.errors.MessageError):
        return ""
    words = "".join(_piece(piece, charset) for piece, charset in pieces)
    return " ".join((clean(words) or "").replace("\0", "").split())[:LONGEST]


def _piece(piece: bytes | str, charset: str | None) -> str:
    if isinstance(piece, str):
        return piece
    try:
        return piece.decode(charset or "utf-8", errors="replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", errors="replace")
