"""Bytes to text: what kind of thing is this, and in which encoding was it written?

Order of belief: a byte order mark, valid UTF-8, what the transport said, what the page says of itself
(WHATWG HTML, 13.2.3.2: prescan), what charset-normalizer makes of it. UTF-8 stands before the labels because
text that is not UTF-8 hardly ever decodes as such by chance, while labels are often wrong.
"""

from __future__ import annotations

import codecs
import re

from ondit.errors import BadEncoding, NotAPage, TooLarge

MAX_BYTES = 20 * 1024 * 1024

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound, film or image file"),
)
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:\-]+)""", re.I)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title|table|span|font)\b", re.I
)
# Labels that the web uses for a superset (WHATWG Encoding, "Names and labels").
_SUPERSETS = {
    "iso-8859-1": "windows-1252",
    "latin-1": "windows-1252",
    "latin1": "windows-1252",
    "ascii": "windows-1252",
}
_SUPERSETS |= {"us-ascii": "windows-1252", "iso8859-1": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Control characters that no text holds; tab, line feed, form feed, carriage return and escape apart.
_CONTROLS = bytes(range(0x09)) + b"\x0b" + bytes(range(0x0E, 0x1B)) + bytes(range(0x1C, 0x20))


def check_is_text(data: bytes, *, where: str) -> None:
    """Raise NotAPage or TooLarge for bytes that cannot be a page: empty, binary, over the cap of 20 MiB."""
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"{len(data) / 2**20:.0f} MiB are over the cap of {MAX_BYTES // 2**20} MiB a page",
            where=where,
            remedy="give the article's own page",
        )
    if not data.strip():
        raise NotAPage("empty", where=where, remedy="save the page again")
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise NotAPage(f"this is {kind}, not a page", where=where, remedy="give a page as HTML or text")
    if any(data.startswith(bom) for bom, _ in _BOMS):
        return
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > max(2, len(sample) // 100):
        raise NotAPage("binary data, not a page", where=where, remedy="give a page as HTML or text")


def decode(data: bytes, *, where: str, content_type: str | None = None) -> str:
    """The text of ``data``, every character kept (a byte order mark too). Raises BadEncoding."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                raise BadEncoding(
                    f"marked as {name} but is not", where=where, remedy="save it again as UTF-8"
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for label in (_label_in(content_type), _declared(data)):
        text = _try(data, label)
        if text is not None:
            return text
    # A few broken bytes in what is plainly UTF-8 (a page cut in two, a stray byte of an advertisement).
    mended = data.decode("utf-8", errors="replace")
    if mended.count("\ufffd") <= max(1, len(mended) // 2000) and len(mended) < len(data):
        return mended
    return _guess(data, where=where)


def is_markup(text: str, content_type: str | None = None) -> bool:
    """Whether ``text`` is HTML (by the transport's word, else by its first tags)."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    if kind in ("text/plain", "text/markdown"):
        return False
    head = text[:20000].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and _MARKUP.search(head) is not None


def _label_in(content_type: str | None) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?\s*([\w.:\-]+)", content_type or "", re.I)
    return match.group(1) if match else None


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:8192])
    return match.group(1).decode("ascii") if match else None


def _try(data: bytes, label: str | None) -> str | None:
    if label is None:
        return None
    name = label.strip().lower()
    if name.startswith(("utf-16", "utf16", "utf-32", "utf32", "utf-7", "utf7", "utf-8", "utf8")):
        return None  # without its mark, a page that says so inside itself is lying: we read the label as bytes
    try:
        if not getattr(codecs.lookup(name), "_is_text_encoding", True):
            return None
        text = data.decode(_SUPERSETS.get(name, name), errors="replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") <= max(2, len(text) // 1000) else None


def _guess(data: bytes, *, where: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 512 * 1024], cp_isolation=list(_EXPECTED)).best()
    if best is not None:
        text = data.decode(best.encoding, errors="replace")
        if text.count("\ufffd") <= max(2, len(text) // 1000):
            return text
    raise BadEncoding("the encoding of this text cannot be told", where=where, remedy="save it again as UTF-8")


_EXPECTED = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "cp1257", "latin_1", "iso8859_2", "iso8859_15",
    "koi8_r", "mac_roman", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be",
)  # fmt: skip
