"""What the scorer leaves out, by rule: denials by ellipsis, quotations cut short by the window, hearsay clauses whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ondit.reading.according import according, unnamed, whole_cue
from ondit.reading.anonymity import without_requests
from ondit.reading.answering_clauses import answering_clauses
from ondit.reading.ascribed import ascribed
from ondit.reading.citing import with_people_only_cited
from ondit.reading.closing_clauses import with_closing_clauses
from ondit.reading.colon_quotes import behind_colons
from ondit.reading.content_ends import bounded
from ondit.reading.denials import denials
from ondit.reading.dialogue import dialogue
from ondit.reading.ellipses import with_ellipses
from ondit.reading.found import Document, Found, Piece, is_clause
from ondit.reading.grammar import by_grammar
from ondit.reading.headline_sources import with_headline_sources
from ondit.reading.hearers import without_hearers
from ondit.reading.hearsay_clauses import by_word, hearsay, near, nobody_speaks
from ondit.reading.hyphened_tags import hyphened_tags
from ondit.reading.interposed import interposed
from ondit.reading.laid_out import by_layout
from ondit.reading.mended_sources import mended
from ondit.reading.misplaced_sources import straightened
from ondit.reading.no_statements import without_false
from ondit.reading.noun_cues import by_nouns_of_saying, with_makers
from ondit.reading.own_subjects import of_its_verb
from ondit.reading.parsing import Parsed
from ondit.reading.parted_subjects import parted_subjects
from ondit.reading.passed_on import passed_on
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
    whole = [straightened(document, one) for one in whole]
    whole += list(according(document, whole))
    whole = with_headline_sources(document, whole)
    whole = whole_clauses(document, whole)
    whole = instead(whole, list(by_talk(document, whole)))
    whole = hearsay(document, whole)
    whole = nobody_speaks(document, whole)
    whole = instead(whole, list(by_word(document, whole)))
    whole += list(ascribed(document, whole))
    whole += list(passed_on(document, whole))
    whole = with_closing_clauses(document, whole)
    whole = interposed(document, whole)
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
    whole = instead_of_said(whole, list(hyphened_tags(document, whole)))
    whole = answering_clauses(document, whole)
    whole = reduced_passives(document, whole)
    whole = with_ellipses(document, whole)
    whole = [straightened(document, one) if one.rule in ("refusal", "told-after") else one for one in whole]
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


def instead_of_said(found: Sequence[Found], better: Sequence[Found]) -> list[Found]:
    """The attributions with some in the place of those that have the same words for their content."""
    said = {one.content for one in better}
    return [*(one for one in found if one.content not in said), *better]


HYPHENS = ("-", "\u2011")


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


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
