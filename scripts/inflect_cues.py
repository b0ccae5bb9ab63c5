"""Write ``cue_forms.toml`` of a language from the lemmas of its ``cues.toml``: all inflected forms, by class.

usage: inflect_cues.py CODE…        (in an environment with ``verbecc`` and ``lemminflect``; ondit itself needs neither)

Verbs of Romance languages by verbecc (Brett Tolbert, LGPL-3.0), of English by lemminflect (Brad Jascob, MIT); both are
tools here, what is written are word forms. Simple tenses and participles only: the rest is auxiliaries. Nouns get their
regular plural. A joined lemma ("se_démarquer", "mettre_en_évidence") is inflected at its verb.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).parents[1] / "src/ondit/languages"
HEAD = "# Inflected forms of cues.toml, written by scripts/inflect_cues.py; not edited by hand.\n"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
REFLEXIVE = re.compile(r"(?:se_|s'|s'en_)")


@cache
def conjugator(code: str) -> Any:
    """verbecc's conjugator of a language."""
    from verbecc import CompleteConjugator, LangCodeISO639_1

    return CompleteConjugator(LangCodeISO639_1(code))


def romance(code: str, verb: str) -> Iterator[str]:
    """Simple forms and participles of a Romance verb; of a joined one, of its first word."""
    if code == "es" and verb.endswith("rse"):
        verb = verb[:-2]
    found: Any = conjugator(code).conjugate(verb).get_data()

    def walk(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "c":
                    yield from value
                elif key in ("moods", "conjugations") or isinstance(value, (dict, list)):
                    yield from walk(value)
        elif isinstance(node, list):
            for value in node:
                yield from walk(value)

    yield verb
    for phrase in walk(found.get("moods", found)):
        words = re.split(r"[ '’]", phrase.strip())
        if WORD.match(words[-1]) and len([word for word in words if word not in PRONOUNS]) == 1:
            yield words[-1].removesuffix("-")
    if code == "es":
        for participle in walk({key: mood for key, mood in found["moods"].items() if key.startswith("particip")}):
            yield from (re.sub("o$", ending, participle) for ending in ("a", "os", "as"))


PRONOUNS = frozenset(
    "je j tu il elle on nous vous ils elles que qu se s me m te t yo tú vos él ella usted nosotros nosotras vosotros "
    "vosotras ellos ellas ustedes os nos no".split()
)


def english(verb: str) -> Iterator[str]:
    """All forms of an English verb."""
    from lemminflect import getAllInflections

    yield verb
    for forms in getAllInflections(verb, upos="VERB").values():
        yield from forms


def verb_forms(code: str, lemma: str) -> set[str]:
    """Lower-case forms of a verb lemma as ``cues.toml`` writes it."""
    verb = REFLEXIVE.sub("", lemma).split("_")[0]
    return {form.lower() for form in (english(verb) if code == "en" else romance(code, verb))}


def noun_forms(code: str, noun: str) -> Iterable[str]:
    """A noun and its regular plural."""
    if code == "en":
        from lemminflect import getInflection

        return {noun, *getInflection(noun, tag="NNS")}
    if code == "es" and not noun.endswith(tuple("aeiouéó")):
        return {noun, re.sub("ó(?=n$)", "o", re.sub("é(?=s$)", "e", noun)) + ("" if noun.endswith("is") else "es")}
    if noun.endswith(("s", "x", "z")):
        return {noun}
    if code == "fr" and noun.endswith(("eau", "eu", "au")):
        return {noun, noun + "x"}
    return {noun, noun + "s"}


def write(code: str) -> None:
    """The file of one language."""
    cues = tomllib.loads((LANGUAGES / code / "cues.toml").read_text(encoding="utf-8"))
    lines = [HEAD, "[verbs]\n"]
    for name, lemmas in cues["verbs"].items():
        forms = sorted(set().union(*(verb_forms(code, lemma) for lemma in lemmas.split())))
        lines.append(f'{name} = """{" ".join(forms)}"""\n')
    lines.append("[nouns]\n")
    for name, lemmas in cues["nouns"].items():
        forms = sorted({form for lemma in lemmas.split() for form in noun_forms(code, lemma)})
        lines.append(f'{name} = """{" ".join(forms)}"""\n')
    lines.append(f'[others]\naccording = "{cues["others"]["according"]}"\n')
    (LANGUAGES / code / "cue_forms.toml").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    for code in sys.argv[1:]:
        write(code)
