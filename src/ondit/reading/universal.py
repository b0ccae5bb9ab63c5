"""English parses of spaCy (ClearNLP labels) turned into Universal Dependencies, once, here.

spaCy's English models attach nouns below prepositions and predicates below *be*; UD attaches function words below
content words. After this conversion every later stage sees one grammar for all languages.
Source: https://universaldependencies.org/u/dep/ and the ClearNLP guidelines (Choi and Palmer 2012).
"""

from __future__ import annotations

RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "relcl": "acl:relcl", "poss": "nmod:poss", "prt": "compound:prt", "neg": "advmod", "npadvmod": "obl:npmod",
    "nn": "compound", "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "oprd": "xcomp",
    "intj": "discourse", "meta": "dep", "possessive": "case", "num": "nummod", "number": "nummod",
    "attr": "xcomp", "acomp": "xcomp", "prep": "case", "agent": "case", "pobj": "obl", "pcomp": "advcl",
}  # fmt: skip
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM"}


def to_universal(heads: list[int], labels: list[str], tags: list[str], words: list[str]) -> tuple[list[int], list[str]]:
    """Heads and labels in UD. ``heads[i] == i`` marks a root, before and after. Pure; never makes a cycle.

    >>> to_universal([1, 1, 1, 2], ["nsubj", "ROOT", "prep", "pobj"], ["PRON", "VERB", "ADP", "NOUN"], list("abcd"))
    ([1, 1, 3, 1], ['nsubj', 'ROOT', 'case', 'obl'])
    """
    heads, labels = list(heads), list(labels)
    count = len(heads)
    # 1. prepositions go below their objects
    for i in range(count):
        if labels[i] in ("pobj", "pcomp") and labels[heads[i]] in ("prep", "agent", "dep", "pcomp", "prt", "advmod"):
            below = heads[i]
            above = heads[below]
            if above in (below, i):
                continue
            heads[i] = above
            if labels[i] == "pcomp":
                new = "acl" if tags[above] in NOMINAL else "advcl"
            elif labels[below] == "agent":
                new = "obl:agent"
            else:
                new = "nmod" if tags[above] in NOMINAL else "obl"
            heads[below] = i
            labels[i], labels[below] = new, ("mark" if new in ("acl", "advcl") else "case")
    # 2. predicates go above "be"
    for i in range(count):
        if labels[i] not in ("attr", "acomp") or tags[heads[i]] != "AUX":
            continue
        verb = heads[i]
        above = heads[verb]
        if above == i:
            continue
        labels[i], heads[i] = labels[verb], (i if above == verb else above)
        labels[verb], heads[verb] = "cop", i
        for j in range(count):
            if heads[j] == verb and j != i:
                heads[j] = i
    return heads, [RENAMED.get(label, label) for label in labels]
