"""Short forms in capitals joined to the long forms that they abbreviate ("the Racing Integrity Unit (RIU)")."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict

from ondit.reading.somebody import Somebody, tokens_of


def plain(name: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def acronyms(found: list[Somebody], text: str) -> None:
    """Join a short form in capitals to the long form it abbreviates, or that it follows in brackets."""
    by_start = {span[0]: who for who in found for span in who.spans}
    long = [who for who in found if len(tokens_of(who.name)) > 1]
    # Where each long form ends, and what it may be abbreviated to: few of the thousands in a long article come up.
    by_end: defaultdict[int, set[int]] = defaultdict(set)
    by_form: defaultdict[str, set[int]] = defaultdict(set)

    def note(number: int) -> None:
        for _, end in long[number].spans:
            by_end[end].add(number)
        for form in abbreviations(long[number].name):
            by_form[form].add(number)

    for number in range(len(long)):
        note(number)
    for who in found:
        short = plain(who.name.replace(".", ""))
        if not (2 <= len(short) <= 6 and short.isupper()) or not who.spans:
            continue
        opened = {at - 2 for at, _ in who.spans if by_start.get(at) is who and text[max(0, at - 2) : at] == " ("}
        for number in sorted(by_form.get(short, set()).union(*(by_end.get(end, ()) for end in opened))):
            other = long[number]
            if other is who or other.kind == "person" or not other.spans:
                continue
            bracket = bool(opened) and any(end in opened for _, end in other.spans)
            if bracket or ((len(short) > 2 or "." in who.name) and short in abbreviations(other.name)):
                other.spans += who.spans
                other.forms |= who.forms
                other.kind = other.kind or "organisation"
                if who.kind == "outlet":
                    other.kind, other.name = "outlet", who.name
                who.spans = []
                note(number)
                break


@functools.lru_cache(maxsize=50_000)
def abbreviations(name: str) -> tuple[str, str]:
    """The capitals of a name, and the first letters of its words in capitals, without accents."""
    capitals = "".join(c for c in name if c.isupper())
    return plain(capitals), plain("".join(word[0] for word in re.findall(r"\w+", name))).upper()
