"""A text that somebody saved from a page, furniture and all, to the article that was in it.

Language-free: a breadcrumb glued to the title shows itself because the title follows once more; what stands before
the title is navigation; hard-wrapped lines are one paragraph. Phrases come from ``furniture``.
"""

from __future__ import annotations

import re
from datetime import datetime

from ondit.errors import NotAPage
from ondit.page import furniture
from ondit.page.assemble import Facts, Paragraph, assemble
from ondit.page.language import language_of
from ondit.page.whitespace import one_line
from ondit.records import Article, Link

_HEAD_LINES = 14
_TITLE_WORDS = (3, 40)
# Lengths are bounded so that a hostile text of nothing but openings costs no more than its length.
_LINK = re.compile(r"!?\[([^\]\[]{0,1000})\]\(\s{0,9}+<?([^)\s>]{0,500}+)>?[^)]{0,200}+\)")
_HEADING = re.compile(r"#{1,6}\s+")
_CRUMBS = re.compile(r"\s[>›»/|·]\s.*\s[>›»/|·]\s|^\S+(\s\S+)?\s[>›»]\s")


def article_from_saved_text(text: str, *, key: str, url: str | None, sha256: str | None) -> Article:
    """The article in a text or Markdown file that may hold a page's furniture. Raises NotAPage for no text."""
    lines = _lines(text)
    title_at, dropped = find_title([line.text for line in lines])
    title = lines[title_at].text if title_at is not None else None
    byline: str | None = None
    published: datetime | None = None
    body_lines: list[furniture.Line] = []
    in_head = True
    for i, line in enumerate(lines):
        if i == title_at:
            continue
        in_head = in_head and not furniture.is_prose(line.text)
        if in_head:
            moment, names = furniture.dated_line(line.text), furniture.byline_in(line.text)
            published, byline = published or moment, byline or names
            if moment or names:
                continue
        if i not in dropped:
            body_lines.append(line)
    sorted_out = furniture.sort_out(body_lines)
    bare = _bare(title or "")
    paragraphs = [
        _paragraph(body_lines[i].text) for i in sorted_out.kept if not bare or _bare(body_lines[i].text) != bare
    ]
    if not paragraphs and title is None:
        raise NotAPage("no text in it", where=key, remedy="give a text with words")
    title = _LINK.sub(r"\1", title) if title else None
    related = [_related(body_lines[i].text, headline) for i, headline in sorted_out.related]
    words = "\n".join([title or "", *(p.text for p in paragraphs)])
    facts = Facts(title=title, byline=byline, url=url, published=published)
    return assemble(paragraphs, facts, key=url or key, language=language_of(words), related=related, sha256=sha256)


def find_title(lines: list[str]) -> tuple[int | None, set[int]]:
    """The index of the title among ``lines``, None where there is none, and the lines that it makes superfluous.

    "HomeBriefsA title ?" followed by "A title ?": the second is the title, the first a breadcrumb glued to it.
    """
    head = range(min(_HEAD_LINES, len(lines)))
    for j in head:
        for i in range(j):
            bare, longer = _bare(lines[j]), _bare(lines[i])
            if len(lines[j].split()) >= _TITLE_WORDS[0] and longer.endswith(bare) and not furniture.is_prose(lines[j]):
                return j, set(range(j))
    for i in head:
        if furniture.is_prose(lines[i]):
            break
        if _could_be_title(lines[i]) and any(len(later.split()) >= 12 for later in lines[i + 1 :]):
            return i, {k for k in range(i) if len(lines[k].split()) < _TITLE_WORDS[0] or _CRUMBS.search(lines[k][:400])}
    return None, set()


def _could_be_title(line: str) -> bool:
    words = len(line.split())
    return (
        _TITLE_WORDS[0] <= words <= _TITLE_WORDS[1]
        and not line.rstrip().endswith((".", ";", ",", ":"))
        and _CRUMBS.search(line[:400]) is None
        and furniture.kind_of(line) is None
        and furniture.byline_in(line) is None
        and furniture.dated_line(line) is None
    )


def _lines(text: str) -> list[furniture.Line]:
    """The lines of text that are not blank, hard-wrapped ones joined, with the run of lines that each belongs to."""
    found: list[furniture.Line] = []
    run: list[str] = []
    number = 0

    def close() -> None:
        nonlocal number
        for line in [" ".join(run)] if _is_wrapped(run) else run:
            heading = _HEADING.match(line)
            clean = one_line(line[heading.end() :] if heading else line)
            if any(char.isalnum() for char in clean):
                found.append(furniture.Line(clean, number, linked=_is_link(clean), heading=heading is not None))
        number += 1
        run.clear()

    for raw in text.splitlines():
        if raw.strip():
            run.append(raw.strip())
        elif run:
            close()
    close()
    return found


def _is_wrapped(run: list[str]) -> bool:
    """Whether a run of lines is one paragraph that an editor or a mail program broke at a fixed width."""
    if len(run) < 2 or any(_HEADING.match(line) or furniture.kind_of(line) for line in run):
        return False
    width = max(len(line) for line in run)
    full = [len(line) >= 0.75 * width for line in run[:-1]]
    broken = [not line.endswith((".", "!", "?", "»", "”", '"', ":")) for line in run[:-1]]
    return 40 <= width <= 120 and all(full) and sum(broken) >= 0.6 * len(broken)


def _paragraph(line: str) -> Paragraph:
    """A line as a paragraph; Markdown links become links with the span of their words."""
    words, links, position = "", [], 0
    for match in _LINK.finditer(line):
        words += line[position : match.start()]
        if not match.group(0).startswith("!"):
            start = len(words)
            words += match.group(1)
            if match.group(2).startswith(("http://", "https://")) and match.group(1):
                links.append(Link(match.group(2), match.group(1), (start, len(words))))
        position = match.end()
    return Paragraph(words + line[position:], tuple(links))


def _related(line: str, headline: str) -> Link:
    match = _LINK.search(headline) or _LINK.search(line)
    return Link(match.group(2), match.group(1)) if match else Link("", headline)


def _is_link(line: str) -> bool:
    return _LINK.fullmatch(line.strip(" *->•")) is not None


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
