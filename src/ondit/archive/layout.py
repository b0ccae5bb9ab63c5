"""What lies in an archive's folder: its tables, their columns, and the files that say what is done.

=====================  ========================================================================================
articles/              one row an article version: every field of ``Article``, and where it came from
statements/            one row a statement: every field of ``Statement``, with its words
readings/              one row a reading: entities, assessments, question; with the two above it is a whole ``Reading``
duplicates/            articles that were not read, because another one says the same
dead_letters/          what could not be read, and why
rumours/, reports/,    what linking gives (``ondit archive link``)
edges/
_prints/, _done/       fingerprints for finding duplicates; which parts are finished
=====================  ========================================================================================

The first three are cut by language (``language=fr``) and part; a part has the same name in each. The schemas are
generated from the records and printed into ``docs/archive-tables.md``.
"""

from __future__ import annotations

import pyarrow as pa

from ondit.archive.tables import arrow_type, columns_of
from ondit.records import Article, Dossier, Edge, Reading, Report, Statement, Status

_NUMBER, _TEXT, _TIME = pa.int32(), pa.string(), pa.timestamp("us", "UTC")

ARTICLES = pa.schema(
    [
        *columns_of(Article),
        pa.field("version", _TEXT),  # the name of what it says, as the desk gives it
        pa.field("seen", _TIME),  # when it was fetched, else when the file was written
        pa.field("input", _TEXT),  # the file that it came from
        pa.field("place", _TEXT),  # and where in it
        pa.field("words", _NUMBER),
    ]
)
STATEMENTS = pa.schema(
    [
        pa.field("article", _TEXT),  # its key
        pa.field("version", _TEXT),
        pa.field("number", _NUMBER),  # in the reading, from 0: what ``refers_to`` and reports count by
        *columns_of(Statement),
        pa.field("source_text", _TEXT),
        pa.field("cue_text", _TEXT),
        pa.field("content_text", _TEXT),
        pa.field("sentence_text", _TEXT),
    ]
)
READINGS = pa.schema(
    [
        pa.field("article", _TEXT),
        pa.field("version", _TEXT),
        *columns_of(Reading, leave_out=("article", "statements")),
    ]
)
DUPLICATES = pa.schema(
    [
        pa.field("part", _TEXT),
        pa.field("row", _NUMBER),
        pa.field("article", _TEXT),
        pa.field("same_as", _TEXT),
        pa.field("kind", _TEXT),  # again (the same version of one article) | exact | near
        pa.field("likeness", pa.float32()),  # share of fingerprints in common, estimated
    ]
)
DEAD_LETTERS = pa.schema(
    [
        pa.field("input", _TEXT),
        pa.field("place", _TEXT),
        pa.field("article", _TEXT),  # its key or address, where one was known
        pa.field("stage", _TEXT),  # open | page | reading
        pa.field("code", _TEXT),
        pa.field("reason", _TEXT),
        pa.field("remedy", _TEXT),
    ]
)
PRINTS = pa.schema(
    [
        pa.field("part", _TEXT),
        pa.field("row", _NUMBER),
        pa.field("article", _TEXT),
        pa.field("version", _TEXT),
        pa.field("site", _TEXT),
        pa.field("bucket", pa.int32()),
        pa.field("same", pa.binary(16)),
        pa.field("sketch", pa.list_(pa.uint32())),
        pa.field("published", _TIME),
        pa.field("updated", _TIME),
        pa.field("seen", _TIME),
        pa.field("characters", _NUMBER),
    ]
)
RUMOURS = pa.schema(
    [
        pa.field("id", _TEXT),
        pa.field("question", _TEXT),
        pa.field("parties", pa.list_(_TEXT)),
        pa.field("status", _TEXT),
        pa.field("independent_origins", _NUMBER),
        pa.field("articles", _NUMBER),
        pa.field("first_seen", _TIME),
        pa.field("last_changed", _TIME),
        pa.field("made_of", _TEXT),  # digest of all that the dossier is made of, as the desk computes it
        *columns_of(Dossier, leave_out=("judgements", "status")),
        pa.field("standing", arrow_type(Status)),  # the whole status, with its reasons
    ]
)
_RUMOUR = pa.field("rumour", _TEXT)
REPORTS = pa.schema([_RUMOUR, *columns_of(Report)])
EDGES = pa.schema([_RUMOUR, *columns_of(Edge)])

TABLES: dict[str, pa.Schema] = {
    "articles": ARTICLES,
    "statements": STATEMENTS,
    "readings": READINGS,
    "duplicates": DUPLICATES,
    "dead_letters": DEAD_LETTERS,
    "rumours": RUMOURS,
    "reports": REPORTS,
    "edges": EDGES,
}
