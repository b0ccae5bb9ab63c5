"""A quickened parser gives what the parser as installed gives."""

from __future__ import annotations

import pytest
import spacy

from ondit.reading.languages import language
from ondit.reading.parsing import model, parse
from ondit.reading.quicken import matched_once

TEXTS = {
    "fr": [
        "Selon le vice-président de l’Union, « aujourd'hui », M. Duc aurait dit-il démenti : https://example.org/a-b.",
        "L’anti-inflammatoire n'est-il pas là-bas ? 10 km/h, 3,5 %, U.S.A., etc. Qu’en-dira-t-on ; pet-en-l'air…",
        "  Deux espaces  et\tune tabulation\u00a0; une-heure-et-demie, ÉTATS-UNIS, z'yeutait.",
    ],
    "en": [
        "The vice-president's aide told the U.S. paper it's \"can't-miss\", e.g. at 5pm on 3/4.",
        "  Two  spaces, a tab\tand rock-'n'-roll; don't, won't, I'm gonna: https://example.org/a-b.",
    ],
}


@pytest.mark.parametrize("code", TEXTS)
def test_words_and_their_analysis_are_those_of_the_parser_as_installed(code: str) -> None:
    settings = language(code)
    assert settings is not None
    plain = spacy.load(settings.parser)
    for quick, own in zip(model(code).pipe(TEXTS[code]), plain.pipe(TEXTS[code]), strict=True):
        assert [token.text for token in quick] == [token.text for token in own]
        # White space is left out: what it hangs on is set by a component that we do not load.
        assert [(t.head.i, t.dep_) for t in quick if not t.is_space] == [
            (t.head.i, t.dep_) for t in own if not t.is_space
        ]


@pytest.mark.parametrize("code", TEXTS)
def test_words_stand_where_their_offsets_say(code: str) -> None:
    for text, parsed in zip(TEXTS[code], parse(TEXTS[code], code), strict=True):
        assert parsed.text == text
        assert "".join(parsed.words).replace(" ", "") == text.replace(" ", "")
        assert all(text[s:e] == word for s, e, word in zip(parsed.starts, parsed.ends, parsed.words, strict=True))


def test_a_word_is_matched_once_and_letters_alone_never() -> None:
    asked = []
    match = matched_once(lambda word: asked.append(word) or word)  # type: ignore[func-returns-value]
    assert [match("à-côté"), match("à-côté"), match("mairie")] == ["à-côté", "à-côté", None]
    assert asked == ["à-côté"]
    assert matched_once(None) is None
