"""Claims that a person asked for, in their own words: matched with the stories that are there and those that come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ondit.linking.gist import Gist, gist_of
from ondit.linking.ids import id_of
from ondit.linking.lexicon import languages, lexicon
from ondit.linking.names import names_in
from ondit.linking.openings import ASKED
from ondit.linking.stories import Stories
from ondit.linking.terms import WORD, fold
from ondit.records import Article, Reading, Rumour

FOLLOWED = 0.6  # least pair score at which a story is what was asked for


def language_of(question: str) -> str:
    """The language whose small words the question uses most; the first in the alphabet where none."""
    said = WORD.findall(fold(question))
    return max(languages(), key=lambda code: (sum(w in lexicon(code).not_names for w in said), code == "en"))


def asked_id(question: str) -> str:
    """The id of a rumour that was opened by asking."""
    return id_of("", question)


def gist_of_question(question: str) -> Gist:
    """The forms under which a claim in somebody's words is compared with articles."""
    return gist_of(Reading(Article(f"asked:{question}", question, language_of(question)), ()))


def matches(questions: Iterable[str], stories: Stories, groups: Iterable[frozenset[str]]) -> dict[str, frozenset[str]]:
    """Each question with the story that holds the article it is nearest to, where one is near enough."""
    home = {key: group for group in groups for key in group}
    found: dict[str, frozenset[str]] = {}
    for question in questions:
        nearest = stories.nearest(gist_of_question(question))
        if nearest and nearest[0][0] >= FOLLOWED:
            found[question] = home[nearest[0][1]]
    return found


def unanswered(question: str) -> Rumour:
    """A rumour that nobody has reported yet."""
    language = language_of(question)
    named = dict.fromkeys(question[at : at + len(name)] for name, at in names_in(question))
    return Rumour(
        id=asked_id(question),
        question=question,
        parties=tuple(named),
        reports=(),
        wording=question,
        opened_by=ASKED,
        questions=((language, question),),
    )


def by_story(found: Mapping[str, frozenset[str]]) -> dict[frozenset[str], tuple[str, ...]]:
    """Stories with what was asked about each, in alphabetical order."""
    turned: dict[frozenset[str], list[str]] = {}
    for question, story in sorted(found.items()):
        turned.setdefault(story, []).append(question)
    return {story: tuple(questions) for story, questions in turned.items()}
