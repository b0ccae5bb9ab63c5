"""A rumour's question in the language of the reader: a headline that asks it, else one built on a short wording."""

from __future__ import annotations

from collections.abc import Sequence

from ondit.linking.lexicon import languages, lexicon
from ondit.records import Reading


def questions_of(
    readings: Sequence[Reading], wordings: dict[str, str], parties: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """One question a language. ``readings`` in order of time; ``wordings`` maps a language to a short wording in it.

    A language in which nobody has written about the rumour gets the parties' names and, in quotation marks, the
    wording as it was said: nothing is translated.
    """
    built = []
    other = next((wordings[code] for code in sorted(wordings)), "")
    for code in languages():
        asked = [
            r.article.text[r.question[0] : r.question[1]].strip()
            for r in readings
            if r.question is not None and r.article.language == code
        ]
        patterns = lexicon(code).questions
        if asked:
            built.append((code, min(asked, key=lambda q: (len(q) > 120, asked.index(q)))))
        elif code in wordings:
            built.append((code, patterns["question_quoted"].format(claim=_bare(wordings[code]))))
        elif other:
            named = patterns["question_quoted"].format(claim=_bare(other))
            lead = " / ".join(parties)
            built.append((code, f"{lead} — {named}" if lead and code not in wordings else named))
        elif parties:
            built.append((code, patterns["question_parties"].format(parties=", ".join(parties))))
    return tuple(built)


def _bare(wording: str) -> str:
    return " ".join(wording.split()).strip(' "“”«».,;:!?')
