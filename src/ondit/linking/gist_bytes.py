"""A ``Gist`` as bytes and back, exactly, for who keeps the gists of many articles outside memory.

Words and weights as JSON (numbers come back as they were), then the vectors as half floats, which is what they are
rounded to when a gist is made; all compressed.
"""

from __future__ import annotations

import json
import zlib

import numpy as np

from ondit.linking.gist import Gist
from ondit.vectors import DIMENSIONS

_BAGS = ("bag", "lead", "things", "called", "pairs", "names")


def to_bytes(gist: Gist) -> bytes:
    """The whole gist."""
    head = {
        "key": gist.key,
        "language": gist.language,
        **{name: getattr(gist, name) for name in _BAGS},
        "numbers": sorted(gist.numbers),
        "sentences": gist.sentences,
        "size": gist.size,
    }
    line = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    rows = np.vstack([gist.vectors, gist.opening[None], gist.wide[None]]).astype("<f2")
    return zlib.compress(line + b"\n" + rows.tobytes(), 3)


def from_bytes(packed: bytes) -> Gist:
    """The gist that ``to_bytes`` was given."""
    line, _, raw = zlib.decompress(packed).partition(b"\n")
    head = json.loads(line)
    rows = np.frombuffer(raw, dtype="<f2").reshape(-1, DIMENSIONS).astype(np.float32)
    return Gist(
        key=head["key"],
        language=head["language"],
        **{name: head[name] for name in _BAGS},
        numbers=frozenset(head["numbers"]),
        vectors=rows[:-2],
        opening=rows[-2],
        wide=rows[-1],
        sentences=tuple((start, end) for start, end in head["sentences"]),
        size=head["size"],
    )
