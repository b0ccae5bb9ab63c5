"""Verbs of denying and saying that here do neither: something is refused to somebody ("was denied bail", "denied the
visitors a point"), or said only on a condition ("If the ministry confirms the order, …").
"""

from __future__ import annotations

from ondit.reading.features import in_class
from ondit.reading.found import Document, Found
from ondit.reading.lexicon import lexicon
from ondit.reading.parsing import Parsed
from ondit.reading.wording import fold, word_set, words

# Classes of verbs whose if-clause says that somebody may yet tell something.
TELLING = ("say", "report", "deny", "promise", "confess")


def refused(document: Document, one: Found) -> bool:
    """Whether something was refused to whoever it is about ("was denied bail", "s'est vu refuser l'entrée")."""
    parsed = document.pieces[one.piece].parsed
    if parsed is None or one.source is not None or one.rule != "scorer" or not 0 <= one.anchor < len(parsed):
        return False
    below = [parsed.labels[child] for child in parsed.children[one.anchor]]
    if not any(label in ("aux:pass", "nsubj:pass") for label in below):
        return False
    denying = words(parsed.language, "denials", "denying")
    return "obj" in below and bool(denying.fullmatch(fold(parsed.words[one.anchor])))


def refused_somebody(document: Document, one: Found) -> bool:
    """Whether something is refused to somebody, not denied or declined: two things without a preposition ("refused the
    bakery a loan"), or what may be granted and to whom ("a refusé un prêt à la boulangerie")."""
    parsed = document.pieces[one.piece].parsed
    if parsed is None or not 0 <= one.anchor < len(parsed) or parsed.tags[one.anchor] != "VERB":
        return False
    code = parsed.language
    if not words(code, "denials", "refusing").fullmatch(fold(parsed.words[one.anchor])):
        return False
    below = [child for child in parsed.children[one.anchor] if child > one.anchor]
    things = [c for c in below if parsed.labels[c] in ("obj", "iobj") and parsed.tags[c] in ("NOUN", "PROPN", "PRON")]
    one_of = lexicon(code).words["indefinite"]
    things += [
        c
        for c in below
        if parsed.labels[c] == "obl:npmod" and any(fold(parsed.words[d]) in one_of for d in parsed.children[c])
    ]
    if len(things) > 1:
        return not comment(parsed, things[-1])
    to = lexicon(code).words["hearing"]
    whom = [c for c in below if any(fold(parsed.words[d]) in to for d in parsed.children[c] if d < c)]
    return bool(whom) and len(things) == 1 and not comment(parsed, things[0])


def comment(parsed: Parsed, token: int) -> bool:
    """Whether what is refused is a comment, an answer: that declines."""
    return words(parsed.language, "denials", "answers").fullmatch(fold(parsed.words[token])) is not None


def if_said(document: Document, one: Found) -> bool:
    """Whether somebody only may say it: the cue heads an if-clause ("If the ministry confirms the order, …")."""
    parsed = document.pieces[one.piece].parsed
    if parsed is None or one.source is None or one.rule != "scorer" or not 0 <= one.anchor < len(parsed):
        return False
    marks = word_set(parsed.language, "hedges", "if_marks")
    verb = one.anchor if not parsed.labels[one.anchor].startswith("aux") else parsed.heads[one.anchor]
    own = [c for c in parsed.children[verb] if parsed.labels[c] == "mark" and fold(parsed.words[c]) in marks]
    tells = in_class(parsed, verb, TELLING) and not in_class(parsed, verb, ("know",))
    if parsed.labels[verb] != "advcl" or not own or not tells:
        return False
    # "Si l'on en croit le journal, …" gives a source.
    gives = words(parsed.language, "according", "before_source").match(fold(parsed.text), int(parsed.starts[own[0]]))
    return gives is None
