"""Bodies that an article describes and then takes up: "le gouvernement turc … le gouvernement", "the appeals court"."""

from __future__ import annotations

import re

from ondit.reading.found import Document
from ondit.reading.lexicon import Lexicon
from ondit.reading.somebody import Somebody

TELLING = ("ADJ", "PROPN", "NOUN")
MODIFYING = ("amod", "nmod", "compound", "flat", "flat:name", "flat:foreign", "nmod:poss")


def bodies(document: Document, lexicon: Lexicon) -> list[Somebody]:
    """Public bodies and organisations without a name of their own, by their fullest description. Only parsed pieces."""
    found: dict[str, Somebody] = {}
    for piece in document.pieces:
        parsed = piece.parsed
        if parsed is None:
            continue
        for i, (word, tag) in enumerate(zip(parsed.words, parsed.tags, strict=True)):
            if (
                tag != "NOUN"
                or (noun := lexicon.noun(word)) is None
                or not lexicon.nouns[noun] & {"official_body", "organisation"}
            ):
                continue
            first = last = i
            while first and parsed.heads[first - 1] == i and parsed.labels[first - 1] in MODIFYING:
                first -= 1
            for j in range(i + 1, min(len(parsed), i + 8)):
                head = parsed.heads[j]
                if (
                    parsed.labels[j] in MODIFYING
                    and i <= head <= last + 1
                    and parsed.tags[j] in ("ADJ", "PROPN", "NOUN")
                ):
                    last = j
                elif parsed.tags[j] not in ("ADP", "DET"):
                    break
            if first == last or not any(
                tag in TELLING for tag in (*parsed.tags[first:i], *parsed.tags[i + 1 : last + 1])
            ):
                continue
            begin, end = int(parsed.starts[first]), int(parsed.ends[last])
            name = piece.text[begin:end]
            if name not in found:
                gender = lexicon.genders.get(noun, "")
                plural = lexicon.is_plural([*parsed.words[max(0, first - 1) : first], word])
                found[name] = Somebody(name, "organisation", gender if gender in ("m", "f") else "", plural, False)
                found[name].roles = {w.lower() for w in re.findall(r"\w+", name)} | {noun}
            found[name].spans.append((piece.start + begin, piece.start + end))
            found[name].see(piece.start + begin)
    return list(found.values())
