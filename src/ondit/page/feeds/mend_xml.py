"""XML as it is sent, to a small tree that is well formed: entities left alone, nothing fetched, cut where it is long.

lxml reads on after mistakes, and in linear time; what it makes is what the libraries above it are given, so that none
of them meets a bomb, a broken tag or a million elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

from lxml import etree

_HEAD = 65536  # characters in which a document type begins
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_AMPERSAND = re.compile(r"&(?:#(?:\d{1,7}|[xX][\da-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}?\?>")


def mended(text: str) -> etree._Element | None:
    """The root of ``text``; None where there is no element."""
    clean = _without_doctype(_NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"))))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring("".join(_with_ampersands(clean)).encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None


def _with_ampersands(text: str) -> Iterator[str]:
    """The pieces of a text with each ``&`` that begins nothing as ``&amp;``, as in addresses that were pasted in."""
    at = 0
    while True:
        start = text.find("<![CDATA[", at)
        end = text.find("]]>", start) if start >= 0 else -1
        if end < 0:
            yield _AMPERSAND.sub(_character, text[at:])
            return
        yield _AMPERSAND.sub(_character, text[at:start])
        yield text[start : end + 3]
        at = end + 3


def local(element: etree._Element) -> str:
    """The name of an element without its prefix, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def words(element: etree._Element | None, most: int = 4000) -> str:
    """What stands in an element, on one line, up to so many characters."""
    if element is None:
        return ""
    return " ".join(" ".join(_pieces(element, most)).split())[:most]


def _pieces(element: etree._Element, most: int) -> Iterator[str]:
    length = 0
    for piece in element.itertext():
        yield str(piece)[:most]
        length += len(piece)
        if length > most:
            return


def _without_doctype(text: str) -> str:
    """``text`` without its document type, in which entities are declared and nothing of a feed stands."""
    start = text[:_HEAD].find("<!DOCTYPE")
    if start < 0:
        return text
    bracket, end = text.find("[", start), text.find(">", start)
    if 0 <= bracket < end:
        end = text.find("]>", bracket) + 1
    return text[:start] + text[end + 1 :] if end > 0 else ""


def _character(found: re.Match[str]) -> str:
    """A named character of HTML, which XML does not know, as itself; those of XML, and numbers, stay as they are."""
    name = found[1]
    if name is None:
        return found[0] if len(found[0]) > 1 else "&amp;"
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    return html5.get(f"{name};", f"&amp;{name};")
