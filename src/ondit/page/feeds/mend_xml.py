"""XML as it is sent, to a small tree that is well formed: entities left alone, nothing fetched, cut where it is long.

lxml reads on after mistakes, and in linear time; what it makes is what the libraries above it are given, so that none
of them meets a bomb, a broken tag or a million elements.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html.entities import html5

from lxml import etree

_CHUNK = 65536
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}?\?>")


def mended(text: str, counted: Collection[str], most: int) -> tuple[etree._Element | None, bool]:
    """The root of ``text``, and whether it is whole: reading stops after ``most`` elements with a ``counted`` name.

    Names are local ones, without prefix. None where there is no element.
    """
    clean = _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")))
    data = _ENTITY.sub(_character, clean).encode("utf-8")
    parser = etree.XMLPullParser(
        events=("start",), encoding="utf-8", recover=True, resolve_entities=False, no_network=True, huge_tree=False,
        load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    root, count = None, 0
    for start in range(0, len(data), _CHUNK):
        try:
            parser.feed(data[start : start + _CHUNK])
        except etree.XMLSyntaxError:
            break
        for _, element in parser.read_events():
            root = element if root is None else root
            count += local(element) in counted
        if count > most:
            return root, False
    return root, True


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


def _character(found: re.Match[str]) -> str:
    """A named character of HTML, which XML does not know; those of XML stay as they are."""
    name = found[1]
    if name in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    return html5.get(f"{name};", found[0])
