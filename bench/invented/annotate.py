"""Invented news texts with their statements, written by us (CC0): text and annotation side by side.

usage: annotate.py check FILE…              say what is wrong, line by line
       annotate.py build OUT.jsonl FILE…    write the gold (the form of ``score_statements.py``)

A file ``LANG/NAME.txt`` holds many short articles:

    = carriere-norvane                         a new article; its id
    ¶ Norvane dément tout projet de rachat     a new paragraph (the first one is the headline)
    {"source": "Norvane", "cue": "dément", "content": ["tout projet de rachat"], "kind": "organisation",
     "polarity": "deny"}                       a statement (in the file on one line)
    ¶ « C'est faux, dit-il.                    text
    + C'est absurde. »                         further text of the same paragraph, one space before it
    # a remark

A row belongs to the text line above it. ``source``, ``cue`` and each piece of ``content`` are exact substrings of
that line; ``@-1 `` or ``@+2 `` before a piece means the line so many text lines before or after; `` #2`` after it,
its second occurrence. Other keys and defaults as in ``bench/french/annotate.py``.
"""

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.french.annotate import statement


def blocks(path):
    """Articles of a file: (id, [(mark, text, [(line number, row)])]). Raises ValueError with file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, rest = line[:1], line[2:]
        if not line.strip() or mark == "#":
            continue
        if mark == "=":
            found.append((rest.strip(), []))
        elif mark in "¶+" and found:
            found[-1][1].append((mark, rest, []))
        elif mark == "{" and found and found[-1][1]:
            try:
                found[-1][1][-1][2].append((number, json.loads(line)))
            except json.JSONDecodeError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
        else:
            raise ValueError(f"{path.name}:{number}: a line starts with =, ¶, +, # or {{: {line[:60]!r}")
    return found


def moved(piece, home):
    """``@-1 words`` with the number counted from the article's first line, as ``bench.french.annotate`` wants it."""
    if piece and (at := re.match(r"@([+-]\d+) ", piece)):
        return f"@{home + int(at[1])} {piece[at.end() :]}"
    return piece


def gold(path):
    """Gold articles of a file, and what is wrong in it."""
    done, wrong = [], []
    for key, lines in blocks(path):
        text, spans, statements = "", [], []
        for mark, words, _ in lines:
            text += "" if not text else ("\n\n" if mark == "¶" else " ")
            spans.append((len(text), len(text) + len(words)))
            text += words
        for home, (_, _, rows) in enumerate(lines):
            for number, row in rows:
                row = {**row, "segment": home, "content": [moved(piece, home) for piece in row.get("content", [])]}
                row |= {part: moved(row[part], home) for part in ("source", "cue") if row.get(part)}
                try:
                    statements.append(statement(row, text, spans))
                except (ValueError, KeyError, IndexError) as error:
                    wrong.append(f"{path.name}:{number}: {error!r}")
        done.append({"id": f"{path.stem}/{key}", "language": path.parent.name, "text": text, "statements": statements})
    return done, wrong


def main(arguments):
    match arguments:
        case ["check", *files] if files:
            articles = statements = 0
            for name in files:
                done, wrong = gold(Path(name))
                print("\n".join(wrong), end="\n" if wrong else "")
                articles, statements = articles + len(done), statements + sum(len(one["statements"]) for one in done)
            print(f"{articles} articles, {statements} statements good")
        case ["build", out, *files] if files:
            with open(out, "w", encoding="utf-8") as lines:
                for name in files:
                    done, wrong = gold(Path(name))
                    if wrong:
                        sys.exit("\n".join(wrong))
                    lines.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in done)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
