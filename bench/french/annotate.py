"""Annotation of French Wikinews articles by hand: show an article in numbered segments, turn rows into gold.

usage: annotate.py show ID…                 print articles, one numbered segment (sentence or line) a line
       annotate.py check READER [ID…]       check the rows of a reader; says what is wrong, row by row
       annotate.py build READER OUT.jsonl   write the gold of all of a reader's articles

Rows live in ``rows/READER/ID.jsonl`` (``blind/rows`` for those that only measure), one statement a line:

    {"segment": 3, "source": "Le ministre", "cue": "a affirmé", "content": ["que rien n'était décidé"],
     "kind": "official", "polarity": "affirm", "certainty": "stated", "quote": "indirect", "name": "Jean Dupont"}

``source``, ``cue`` and each piece of ``content`` are exact substrings of that segment. A piece that stands in another segment
starts with ``@4 `` (segment 4); the second occurrence of a string in its segment ends with `` #2``.
``source`` null where none is expressed. polarity (affirm), certainty (stated) and quote (indirect) may be left out at these values.
``name``: who a pronoun or a description ("le ministre") stands for, only where the article names them.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
# Readers of ``blind/rows`` are there to measure: nothing is trained on them.
ROWS = (HERE / "rows", HERE / "blind" / "rows")
DATA = HERE.parents[2] / "shared" / "data"
KINDS = {"person", "organisation", "official", "outlet", "document", "anonymous", "implied"}
CHOICES = {
    "polarity": {"affirm", "deny", "decline"},
    "certainty": {"stated", "hedged", "question"},
    "quote": {"direct", "mixed", "indirect"},
}
BREAK = re.compile(r"\n+|(?<=[.!?…»])\s+(?=[A-ZÀ-Ý«\"“])")


def articles():
    """All articles that may be annotated, by id (WiNER-fr, and the gold dev part for the who-is-who work)."""
    found = {}
    for part in ("wikinews-fr/articles.jsonl", "french-gold/dev.jsonl"):
        with open(DATA / part, encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                found.setdefault(article["id"], article)
    return found


def segments(text):
    """Spans of sentences or lines, cut at line ends and after a full stop before a capital."""
    spans, start = [], 0
    for mark in BREAK.finditer(text):
        if text[start : mark.start()].strip():
            spans.append((start, mark.start()))
        start = mark.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def locate(piece, home, text, spans):
    """Span of an annotated string; raises ValueError with what is wrong."""
    if moved := re.match(r"@(\d+) ", piece):
        home, piece = int(moved[1]), piece[moved.end() :]
    nth = 1
    if again := re.search(r" #(\d+)$", piece):
        nth, piece = int(again[1]), piece[: again.start()]
    start, end = spans[home]
    at = start - 1
    for _ in range(nth):
        at = text.find(piece, at + 1, end)
        if at < 0:
            raise ValueError(f"not in segment {home}: {piece!r}")
    stop = at + len(piece)
    if (text[at - 1 : at + 1].isalpha() and at > start) or (text[stop - 1 : stop + 1].isalpha() and stop < end):
        raise ValueError(f"inside a word in segment {home}: {piece!r} (add ` #2` for the second occurrence)")
    return [at, stop]


def statement(row, text, spans):
    """One row as gold. Raises ValueError."""
    home = row["segment"]
    out = {
        "source": locate(row["source"], home, text, spans) if row.get("source") else None,
        "cue": locate(row["cue"], home, text, spans) if row.get("cue") else None,
        "content": [locate(piece, home, text, spans) for piece in row["content"]],
    }
    if row["kind"] not in KINDS:
        raise ValueError(f"kind {row['kind']!r}")
    out["source_kind"] = row["kind"]
    for key, default in (("polarity", "affirm"), ("certainty", "stated"), ("quote", "indirect")):
        out[key] = row.get(key, default)
        if out[key] not in CHOICES[key]:
            raise ValueError(f"{key} {out[key]!r}")
    if row.get("name"):
        out["source_name"] = row["name"]
    unknown = set(row) - {"segment", "source", "cue", "content", "kind", "polarity", "certainty", "quote", "name"}
    if unknown:
        raise ValueError(f"unknown keys {sorted(unknown)}")
    return out


def gold(article, rows):
    spans = segments(article["text"])
    statements, wrong = [], []
    for number, row in enumerate(rows, 1):
        try:
            statements.append(statement(row, article["text"], spans))
        except (ValueError, KeyError, IndexError) as error:
            wrong.append(f"{article['id']} row {number}: {error}")
    return {"id": article["id"], "language": "fr", "text": article["text"], "statements": statements}, wrong


def rows_of(reader, ids):
    for path in sorted(path for folder in ROWS for path in (folder / reader).glob("*.jsonl")):
        if not ids or path.stem in ids:
            yield (
                path.stem,
                [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()],
            )


def main(arguments):
    match arguments:
        case ["show", *ids]:
            known = articles()
            for key in ids:
                text = known[key]["text"]
                print(f"=== {key}")
                for number, (start, end) in enumerate(segments(text)):
                    print(f"[{number}] {text[start:end]}")
        case ["check", reader, *ids]:
            known, total, wrong = articles(), 0, []
            for key, rows in rows_of(reader, ids):
                done, bad = gold(known[key], rows)
                total += len(done["statements"])
                wrong += bad
            print("\n".join([*wrong, f"{total} statements good, {len(wrong)} rows wrong"]))
        case ["build", reader, out]:
            known = articles()
            with open(out, "w", encoding="utf-8") as lines:
                for key, rows in rows_of(reader, []):
                    done, bad = gold(known[key], rows)
                    if bad:
                        sys.exit("\n".join(bad))
                    lines.write(json.dumps(done, ensure_ascii=False) + "\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
