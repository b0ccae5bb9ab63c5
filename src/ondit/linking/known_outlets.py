"""Outlets that a story's own pages make known: whoever is named like the outlet of another page is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from ondit.linking.names import canonical, same
from ondit.linking.roles import is_authority
from ondit.records import Reading


def with_known_outlets(readings: Iterable[Reading], parties: Collection[str] = ()) -> list[Reading]:
    """The readings, each statement whose source bears the name of some page's outlet with that kind of source.

    A reading sees one article and takes "Brénaz Online" for a person or a company; its own page is in the story.
    ``parties`` (canonical names) speak for themselves on pages of their own too, and are no outlets.
    """
    readings = list(readings)
    outlets = {canonical(reading.article.outlet) for reading in readings if reading.article.outlet} - {""}
    outlets = {outlet for outlet in outlets if not any(same(outlet, party) for party in parties)}
    return [_knowing(reading, outlets) for reading in readings]


def _knowing(reading: Reading, outlets: set[str]) -> Reading:
    statements = tuple(
        replace(statement, source_kind="outlet")
        if statement.source_name
        and statement.source_kind != "outlet"
        and not (statement.source_kind == "official" and is_authority(statement.source_name))  # on a page of its own
        and canonical(statement.source_name) in outlets
        else statement
        for statement in reading.statements
    )
    return reading if statements == reading.statements else replace(reading, statements=statements)
