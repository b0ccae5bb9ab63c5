"""What the scorer leaves out, by rule: denials by ellipsis, quotations cut short by the window, hearsay clauses whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ondit.reading.according import according, unnamed, whole_cue
from ondit.reading.anonymity import without_requests
from ondit.reading.ascribed import ascribed
from ondit.reading.citing import with_people_only_cited
from ondit.reading.clauses import clause, predicate
from ondit.reading.colon_quotes import behind_colons
from ondit.reading.content_ends import bounded
from ondit.reading.denials import denials
from ondit.reading.dialogue import dialogue
from ondit.reading.ellipses import with_ellipses
from ondit.reading.found import Document, Found, Piece, by_piece, is_clause, token_span, tokens_in
from ondit.reading.grammar import by_grammar
from ondit.reading.headline_sources import with_headline_sources
from ondit.reading.hearers import without_hearers
from ondit.reading.hearsay import reportative
from ondit.reading.laid_out import by_layout
from ondit.reading.mended_sources import mended
from ondit.reading.no_statements import without_false
from ondit.reading.noun_cues import by_nouns_of_saying, with_makers
from ondit.reading.own_subjects import of_its_verb
from ondit.reading.parsing import Parsed
from ondit.reading.parted_subjects import parted_subjects
from ondit.reading.pointing_back import pointing_back
from ondit.reading.quotations import quoted_spans
from ondit.reading.reduced_passives import reduced_passives
from ondit.reading.refusals import refusals
from ondit.reading.running_quotations import run_on, said_further
from ondit.reading.talk import by_talk
from ondit.reading.told_after import told_after
from ondit.reading.turns import by_turns
from ondit.reading.whole_clauses import whole_clauses
from ondit.reading.wording import fold, words
from ondit.records import Span


def complete(document: Document, found: Sequence[Found]) -> list[Found]:
    """Attributions in text order, with those by ellipsis added and contents widened to what they stand for."""
    found = without_requests(document, found)
    whole = [unnamed(document.pieces[one.piece], whole_cue(document.pieces[one.piece], one)) for one in found]
    whole = [mended(document, turned_round(document, widen(document, one))) for one in whole]
    whole = [of_its_verb(document, bounded(document.pieces[one.piece], one)) for one in whole]
    whole += list(according(document, whole))
    whole = with_headline_sources(document, whole)
    whole = whole_clauses(document, whole)
    whole = instead(whole, list(by_talk(document, whole)))
    whole = hearsay(document, whole)
    whole = nobody_speaks(document, whole)
    whole += list(by_word(document, whole))
    whole += list(ascribed(document, whole))
    whole = parted_subjects(document, whole)
    whole = with_people_only_cited(document, whole)
    whole = without_hearers(document, whole)
    whole = denials(document, whole)
    whole += list(by_grammar(document, whole))
    whole += list(by_turns(document, whole))
    whole = with_makers(document, whole)
    whole += list(by_nouns_of_saying(document, whole))
    whole = pointing_back(document, without_false(document, whole))
    whole += list(by_layout(document, whole))
    whole = instead(whole, list(dialogue(document, whole)))
    whole = run_on(document, said_further(document, whole))
    whole += list(behind_colons(document, whole))
    whole += list(refusals(document, whole))
    whole = without_requests(document, instead(whole, list(told_after(document, whole))))
    whole = reduced_passives(document, whole)
    whole = with_ellipses(document, whole)
    whole = [whole_words(document.pieces[one.piece], one) for one in whole]
    return sorted(whole, key=lambda one: (one.cue or one.content[0], one.content))


def whole_words(piece: Piece, one: Found) -> Found:
    """The attribution with a source that begins where its word and its article do: parsers cut "état-major" in two, and
    part it from what it belongs to ("le porte-parole de l'état-major")."""
    parsed = piece.parsed
    if parsed is None or one.source is None:
        return one
    begin = first = int(parsed.starts.searchsorted(one.source[0] - piece.start))
    if first >= len(parsed) or not first:
        return one
    begin -= parsed.words[first] not in HYPHENS
    if (
        parsed.tags[first] in ("NOUN", "PROPN", "ADJ")
        and parsed.words[begin] in HYPHENS
        and parsed.ends[begin] == parsed.starts[begin + 1]
    ):
        while begin and parsed.ends[begin - 1] == parsed.starts[begin]:
            begin -= 1
        begin -= begin > 0 and parsed.tags[begin - 1] == "DET"
    else:
        begin = first
    begin = with_what_it_hangs_on(parsed, begin)
    return one if begin == first else replace(one, source=(piece.start + int(parsed.starts[begin]), one.source[1]))


def with_what_it_hangs_on(parsed: Parsed, begin: int) -> int:
    """Where the phrase begins whose end is a word with a hyphen that the parser cut in two."""
    noun = begin + (parsed.tags[begin] == "DET")
    cut = noun + 1 < len(parsed) and parsed.words[noun + 1] in HYPHENS and parsed.ends[noun] == parsed.starts[noun + 1]
    above = parsed.heads[noun] if noun < len(parsed) else begin
    if not cut or begin < 2 or above != begin - 2 or parsed.tags[above] != "NOUN":
        return begin
    return above - (above > 0 and parsed.tags[above - 1] == "DET")


def instead(found: Sequence[Found], better: Sequence[Found]) -> list[Found]:
    """The attributions with some in the place of those that share a cue with them."""
    cues = [one.cue for one in better if one.cue is not None]
    kept = [one for one in found if not any(one.cue and one.cue[0] < end and start < one.cue[1] for start, end in cues)]
    return [*kept, *better]


def hearsay(document: Document, found: Sequence[Found]) -> list[Found]:
    """Reportative conditionals that nobody is named for ("Il aurait fui"): the whole clause is the content.

    Takes the place of what the scorer found without a source at the same verb. Clauses within what somebody is said to
    say are left to that statement.
    """
    homes = by_piece(found)
    out: list[Found] = []
    for number, piece in enumerate(document.pieces):
        if piece.parsed is None:
            continue
        here = homes[number]
        for token in sorted(reportative(piece.parsed)):
            verb = predicate(piece.parsed, token)
            if piece.parsed.labels[verb] == "acl:relcl":
                continue  # "des sondes qui mettraient 95 ans": what a noun is like, seldom news
            group = token_span(piece, *sorted((token, verb)) if abs(token - verb) <= GROUP else (token, token))
            span = behind_colon(piece, token, clause(piece, verb))
            # "se seraient rencontrés": the scorer may have the group by its pronoun.
            with_it = {
                c for c in piece.parsed.children[verb] if piece.parsed.labels[c].split(":")[0] in ("expl", "aux")
            }
            same = [one for one in here if one.anchor in (token, verb) or one.anchor in with_it]
            if any(one.source is not None for one in same):
                continue
            here = [one for one in here if one not in same]
            if not any(covers(one, group, token_span(piece, token, token)) for one in here):
                score = max((one.score for one in same), default=0.5)
                here.append(Found(number, token, None, group, (span,), "hearsay", score))
        out += here
    return out


def behind_colon(piece: Piece, token: int, span: Span) -> Span:
    """The clause of a conditional with the noun phrase before it that a parse hangs on what a title sets before its
    colon ("France : le groupe Brontel aurait fraudé")."""
    parsed = piece.parsed
    assert parsed is not None
    if span[0] != token_span(piece, token, token)[0]:
        return span
    first = token
    while first and parsed.words[first - 1] != ":":
        first -= 1
        if parsed.tags[first] in ("VERB", "AUX", "PUNCT", "CCONJ"):
            return span  # what a title sets before its colon may pass for a sentence of its own
    if not first or not any(parsed.tags[i] in ("NOUN", "PROPN", "PRON") for i in range(first, token)):
        return span
    return token_span(piece, first, first)[0], span[1]


def nobody_speaks(document: Document, found: Sequence[Found]) -> list[Found]:
    """The attributions whose source and cue together are words of hearsay ("dit-on", "rumour has it") without a source."""
    pattern = words(document.article.language, "hedges", "hearsay")
    out = []
    for one in found:
        if one.source is not None and one.cue is not None and near(one.source, one.cue):
            start, end = min(one.source[0], one.cue[0]), max(one.source[1], one.cue[1])
            match = pattern.match(fold(document.article.text[start : end + NEAR]).lstrip("- "))
            if match is not None and match.end() >= end - start - 1:
                one = replace(one, source=None, cue=(start, end), rule="hearsay-word")
        out.append(one)
    return out


def by_word(document: Document, found: Sequence[Found]) -> Iterator[Found]:
    """ "Al parecer, el plan existe": a word that alone says that something is hearsay (``hedges.toml``, ``hearsay``);
    its clause is the content. Nothing where the scorer has found one there, or in words that somebody says."""
    pattern = words(document.article.language, "hedges", "hearsay")
    homes = by_piece(found)
    for number, piece in enumerate(document.pieces):
        parsed = piece.parsed
        if parsed is None:
            continue
        for match in pattern.finditer(fold(piece.text)):
            span = (match.start() + piece.start, match.end() + piece.start)
            if any(
                covers(one, span) or (one.cue and one.cue[0] < span[1] and span[0] < one.cue[1])
                for one in homes[number]
            ):
                continue
            own = set(tokens_in(piece, span))
            verb = max(own, key=lambda token: parsed.heads[token] == token or parsed.heads[token] not in own)
            verb = parsed.heads[verb] if parsed.heads[verb] not in own else verb
            if verb in own:  # "Rumour has it that…": what it is said of hangs below the word
                clauses = (child for child in parsed.children[verb] if parsed.labels[child] in ("ccomp", "csubj"))
                # "Le bruit court que…": the parse may take it for a clause about the noun.
                others = (child for child in parsed.children[verb] if parsed.tags[child] == "VERB" and child > max(own))
                verb = next((child for child in [*clauses, *others] if child not in own), verb)
            start, end = clause(piece, predicate(parsed, verb))
            if start <= span[0] < end and span[0] - start < 3:
                rest = re.match(r"[\s,]*", piece.text[span[1] - piece.start :])
                start = span[1] + (rest.end() if rest else 0)
            if end > start and verb not in own:
                yield Found(number, min(own), None, span, ((start, end),), "hearsay-word", 0.5)


GROUP = 4
HYPHENS = ("-", "\u2011")
NEAR = 12


def covers(one: Found, *spans: Span) -> bool:
    """Whether the content of an attribution holds the start of any of the spans."""
    return any(start <= span[0] < end for start, end in one.content for span in spans)


def turned_round(document: Document, one: Found) -> Found:
    """ "The plan is dead, say two officials": what was taken for the source is a clause, and the content a noun phrase."""
    piece = document.pieces[one.piece]
    if one.source is None or len(one.content) != 1 or piece.parsed is None or one.cue is None:
        return one
    if not one.source[1] <= one.cue[0] < one.content[0][0] or is_clause(piece, one.content[0]):
        return one
    if not is_clause(piece, one.source) and not says_false(piece, one.source, one.cue):
        return one
    return replace(one, source=one.content[0], content=(one.source,))


def says_false(piece: Piece, source: Span, cue: Span) -> bool:
    """Whether what was taken for the source only calls something false, and a comma parts it from its verb ("Intox,
    réplique le ministère")."""
    text = fold(piece.text[source[0] - piece.start : cue[0] - piece.start]).rstrip()
    language = piece.parsed.language if piece.parsed is not None else ""
    return text.endswith(",") and bool(words(language, "denials", "falsehoods").fullmatch(text.rstrip(", ")))


def widen(document: Document, one: Found) -> Found:
    """A quotation that the scorer's window cut is taken to its closing mark."""
    piece = document.pieces[one.piece]
    content = list(one.content)
    for start, end in quoted_spans(piece.text):
        start, end = start + piece.start, end + piece.start
        for number, (first, last) in enumerate(content):
            if start <= first <= start + 3 and first < last < end and (last - first) > 0.6 * min(end - start, 250):
                content[number] = (first, end)
    return replace(one, content=without_speaker(piece, one, merged(content)))


def without_speaker(piece: Piece, one: Found, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The content without the words that say who speaks, where they stand in its midst ("« Oui, dit-il, c'est vrai. »")."""
    if one.cue is None or one.source is None or not near(one.source, one.cue):
        return content  # what is hearsay by its verb keeps that verb
    parts = [one.cue, one.source]
    first, last = min(start for start, _ in parts), max(end for _, end in parts)
    out: list[Span] = []
    for start, end in content:
        if not start < first < end or last > end:
            out.append((start, end))
            continue
        before = piece.text[start - piece.start : first - piece.start].rstrip(" ,;\u00a0\u202f–—-")
        after = piece.text[last - piece.start : end - piece.start]
        skipped = len(after) - len(after.lstrip(" ,;.:\u00a0\u202f–—-"))
        out.append((start, start + len(before)))
        if any(letter.isalnum() for letter in after):
            out.append((last + skipped, end))
    return tuple(out)


def near(span: Span, other: Span) -> bool:
    """Whether two spans stand side by side, a word or two between at most."""
    return max(span[0], other[0]) - min(span[1], other[1]) < NEAR


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
