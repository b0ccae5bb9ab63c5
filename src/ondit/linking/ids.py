"""Permanent ids: a hash of the report that opened the rumour first.

An id is a function of the reports alone, so that any order of arrival gives the same one. A report that turns out to be
older takes the id over; the ids of all the others that could have opened the rumour stay with it as former ids. Any
id that was ever given out therefore still leads to the rumour that its report is in, after a merge or a split too.
"""

from __future__ import annotations

import hashlib

from ondit.linking.terms import words


def id_of(article: str, claimed: str) -> str:
    """Twelve characters that look like ``r-3f9a0c1b2d``; depends on the article's key and the claim's words."""
    said = " ".join(words(claimed))
    return "r-" + hashlib.blake2b(f"{article}\n{said}".encode(), digest_size=5).hexdigest()
