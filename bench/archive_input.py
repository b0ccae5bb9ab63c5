"""Archives to measure on: the shared articles, repeated and altered to any number, by a seed.

``python -m bench.archive_input DATA OUT ARTICLES``: JSON lines of French Wikinews and English news in turns, and
the pages of the benchmark of article bodies as a WARC with real headers. Each copy of an article has one word in twenty
changed and an address of its own, so that no copy is taken for a duplicate.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from bench.copies import altered

_WORDS = 60  # an article has at least so many
SHARE = 0.05


def texts_of(data: Path) -> list[tuple[str, str]]:
    """(language, text) of every shared article, French and English in turns."""
    found: dict[str, list[str]] = {"fr": [], "en": []}
    for language, name in (("fr", "wikinews-fr/articles.jsonl"), ("en", "rumours/articles.jsonl")):
        for line in (data / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if len(text.split()) >= _WORDS:
                found[language].append(text)
    pairs = zip(found["fr"], found["en"], strict=False)
    return [each for fr, en in pairs for each in (("fr", fr), ("en", en))]


def rows(data: Path, seed: int = 11) -> Iterator[dict[str, str]]:
    """Rows without end: the shared articles as they are, then altered copies of them."""
    texts = texts_of(data)
    chance = random.Random(seed)
    vocabulary = {
        code: sorted({w for c, t in texts if c == code for w in t.split() if w.isalpha()}) for code in ("fr", "en")
    }
    for number in count():
        language, text = texts[number % len(texts)]
        if number >= len(texts):
            text = altered(text, SHARE, vocabulary[language], chance)
        day = 1 + number % 28
        yield {
            "url": f"https://site-{number}.example/{number}",
            "text": text,
            "language": language,
            "outlet": f"Site {number % 97}",
            "published": f"2026-02-{day:02}T{number % 24:02}:00:00Z",
        }


def write_lines(data: Path, out: Path, articles: int) -> int:
    """Writes so many rows; returns how many words they have."""
    words = 0
    with out.open("w", encoding="utf-8") as file:
        for row in islice(rows(data), articles):
            words += len(row["text"].split())
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return words


def write_warc(data: Path, out: Path, pages: int) -> int:
    """Writes so many answers with the pages in turn, each at an address of its own; returns how many there are."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    files = sorted((data / "pages" / "html").glob("*.html.gz"))
    with out.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(pages):
            body = gzip.decompress(files[number % len(files)].read_bytes())
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("Server", "nginx")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://pages-{number}.example/", "response", payload=io.BytesIO(body), http_headers=http,
                warc_headers_dict={"WARC-Date": f"2026-02-{1 + number % 28:02}T00:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    return pages


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write_lines(Path(sys.argv[1]), folder / "articles.jsonl", int(sys.argv[3]))
    write_warc(Path(sys.argv[1]), folder / "pages.warc.gz", max(1, int(sys.argv[3]) // 10))
