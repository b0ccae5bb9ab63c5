"""Judges one row of the behavioural suite against a reading: the causes for which it fails, none if it passes.

Texts are compared by their words (typography of marks, apostrophes and spaces does not count). A content fits where
its words overlap with Jaccard >= 0.5 (as multisets); a source fits where it holds the wanted words in a row; a cue
where it shares a word with the wanted one. One statement must fit all fields of a wanted one; one to one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ondit.records import Reading, Span, Statement

PLAIN = ("polarity", "certainty", "quote", "source_kind", "tense", "denial")
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Lower-case words; a typographic apostrophe parts words like a straight one."""
    return _WORD.findall(text.lower())


def jaccard(a: Sequence[str], b: Sequence[str]) -> float:
    """Overlap of two bags of words, 0 to 1."""
    x, y = Counter(a), Counter(b)
    union = (x | y).total()
    return (x & y).total() / union if union else 0.0


def holds(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether ``part`` stands in ``whole``, in a row."""
    n = len(part)
    return n > 0 and any(list(whole[i : i + n]) == list(part) for i in range(len(whole) - n + 1))


def _same_name(a: str | None, b: str) -> bool:
    return a is not None and (holds(words(a), words(b)) or holds(words(b), words(a)))


def _text(reading: Reading, spans: Sequence[Span | None]) -> str:
    return " ".join(reading.article.text[s[0] : s[1]] for s in spans if s is not None)


def _content_words(reading: Reading, s: Statement) -> list[str]:
    return words(_text(reading, s.content))


def differences(want: dict[str, Any], s: Statement, reading: Reading) -> list[str]:
    """What of a wanted statement does not fit, one line a field; the gravest first."""
    out: list[str] = []
    if "content" in want and jaccard(words(want["content"]), _content_words(reading, s)) < 0.5:
        out.append("content: wrong extent")
    if "source" in want:
        got = words(_text(reading, [s.source]))
        if not want["source"] and got:
            out.append("source: given where none is expressed")
        elif want["source"] and not holds(got, words(want["source"])):
            out.append("source: none found" if not got else "source: wrong phrase")
    if "cue" in want:
        cue = _text(reading, [s.cue])
        wanted = set(words(want["cue"]))
        if not (wanted & set(words(cue)) if wanted else want["cue"] in cue):
            out.append("cue: other words" if cue else "cue: none")
    for name in PLAIN:
        if name in want and getattr(s, name) != want[name]:
            out.append(f"{name}: {getattr(s, name)} for {want[name]}")
    if "source_name" in want and not _same_name(s.source_name, want["source_name"]):
        out.append("source_name: not resolved" if s.source_name is None else "source_name: wrong")
    if want.get("channel") == [] and s.channel:
        out.append("channel: given where there is none")
    for name in want.get("channel", ()):
        if not any(_same_name(link, name) for link in s.channel):
            out.append("channel: missing" if not s.channel else "channel: wrong")
    for name in ("closeness", "reason"):
        if name in want:
            span = getattr(s.anonymity, name) if s.anonymity else None
            got, wanted_words = words(_text(reading, [span])), words(want[name])
            if not (holds(got, wanted_words) or jaccard(got, wanted_words) >= 0.5):
                out.append(f"anonymity: no {name}" if span is None else f"anonymity: wrong {name}")
    return out


def judge_case(row: dict[str, Any], reading: Reading) -> list[str]:
    """Causes why the reading is not what the row wants; empty if it is."""
    statements = reading.statements
    if row.get("none"):
        return [f"statement where there is none ({_by(statements)})"] if statements else []
    causes = _unmatched(row.get("expect", []), reading)
    if causes and "or" in row and not _unmatched(row["or"], reading):
        causes = []
    for text in row.get("absent", ()):
        if any(jaccard(words(text), _content_words(reading, s)) >= 0.5 for s in statements):
            causes.append("statement made of what is none")
    if row.get("only") and len(statements) > len(row["expect"]):
        causes.append("more statements than there are")
    return causes


def _by(statements: Sequence[Statement]) -> str:
    rules = sorted({s.rule.split("/")[-1] or "?" for s in statements})
    return ", ".join(rules)


def _unmatched(wanted: list[dict[str, Any]], reading: Reading) -> list[str]:
    """Causes for the wanted statements that stay without one of their own under the best one-to-one assignment."""
    fits = [[i for i, s in enumerate(reading.statements) if not differences(w, s, reading)] for w in wanted]
    owner: dict[int, int] = {}

    def place(w: int, tried: set[int]) -> bool:
        for i in fits[w]:
            if i not in tried:
                tried.add(i)
                if i not in owner or place(owner[i], tried):
                    owner[i] = w
                    return True
        return False

    lost = [w for w in range(len(wanted)) if not place(w, set())]
    causes = [_nearest(wanted[w], reading) for w in lost]
    for w, want in enumerate(wanted):
        for name in want.get("source_names", ()):
            if w not in lost and not any(name in (reading.statements[i].source_name or "") for i in fits[w]):
                causes.append("source_name: group not resolved")
                break
    return causes


def _nearest(want: dict[str, Any], reading: Reading) -> str:
    """The cause told by the statement that comes nearest to the wanted one."""
    best: tuple[float, list[str]] | None = None
    for s in reading.statements:
        diff = differences(want, s, reading)
        score = 2 * jaccard(words(want.get("content", "")), _content_words(reading, s)) - len(diff)
        touched = jaccard(words(want.get("content", "")), _content_words(reading, s)) > 0
        cue = set(words(want.get("cue", ""))) & set(words(_text(reading, [s.cue])))
        source = want.get("source") and holds(words(_text(reading, [s.source])), words(want["source"]))
        if (touched or cue or source) and (best is None or score > best[0]):
            best = (score, diff)
    if best is None:
        return "nothing found"
    return "; ".join(best[1]) or "one statement for two"


def judge_pair(row: dict[str, Any], first: Reading, second: Reading) -> list[str]:
    """Causes why the two readings do not agree, or do not turn, as the row wants."""
    chosen = [_chosen(row, reading, side) for reading, side in ((first, "a"), (second, "b"))]
    if chosen[0] is None or chosen[1] is None:
        return ["nothing found" if chosen[0] is chosen[1] else "found in one of two"]
    causes = []
    for name in row.get("same", ()):
        if _value(name, first, chosen[0]) != _value(name, second, chosen[1]):
            causes.append(f"not the same {name}")
    for name, wanted in row.get("flips", {}).items():
        got = [getattr(s, name) for s in chosen]
        if got != wanted:
            causes.append(f"{name}: {' → '.join(got)} for {' → '.join(wanted)}")
    return causes


def _chosen(row: dict[str, Any], reading: Reading, side: str) -> Statement | None:
    about = row.get(f"about_{side}")
    found = list(reading.statements)
    if about is not None:
        found = [s for s in found if jaccard(words(about), _content_words(reading, s)) >= 0.5]
    if not found:
        return None
    return found[-1 if row.get("at") == "last" else 0]


def _value(name: str, reading: Reading, s: Statement) -> object:
    if name == "count":
        return len(reading.statements)
    if name == "content":
        return _content_words(reading, s)
    if name == "source":
        return words(_text(reading, [s.source]))
    return getattr(s, name)
