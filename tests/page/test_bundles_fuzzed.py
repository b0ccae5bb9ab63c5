"""Whatever stands in a file that holds many articles, it gives articles and errors in a line, and soon."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import time
import zipfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from page.test_bundles import WORDS, letter, page, records, sorted_out, wacz

LONGEST = 5  # seconds


def _letter() -> bytes:
    made = letter()
    made.set_content("\n\n".join(WORDS))
    made.add_alternative(page("Another").decode(), subtype="html")
    return made.as_bytes()


def _wacz() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = wacz(Path(folder), {"archive/a.warc.gz": gzip.compress(b"".join(records(2)))}, None)
        return Path(file).read_bytes()


def _stored() -> bytes:
    """A WACZ whose WARC is not packed, so that what is spoiled in it is the WARC."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/a.warc", b"".join(records(2)))
    return out.getvalue()


WHOLE = {
    "a.warc": b"".join(records(3)),
    "a.warc.gz": b"".join(gzip.compress(each) for each in records(3)),
    "a.wacz": _wacz(),
    "b.wacz": _stored(),
    "a.eml": _letter(),
    "a.jsonl": "\n".join(json.dumps({"text": " ".join(WORDS), "id": n}) for n in range(3)).encode(),
    "a.opml": b"<opml version='2.0'><body><outline text='a' xmlUrl='https://a.example/feed'/></body></opml>",
    "a.txt": b"not a list of addresses\n" + WORDS[0].encode(),
}
SPOILS = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "put", "twice"]), st.floats(0, 1), st.binary(min_size=1, max_size=12),
        st.floats(0, 0.3),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(name=st.sampled_from(sorted(WHOLE)), spoils=SPOILS)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_spoiled_file_is_told_and_nothing_hangs(name: str, spoils: list[tuple[str, float, bytes, float]]) -> None:
    data = bytearray(WHOLE[name])
    for how, at, noise, share in spoils:
        start = int(at * len(data))
        end = start + int(share * len(data))
        if how == "set":
            data[start : start + len(noise)] = noise
        elif how == "cut":
            del data[start:end]
        elif how == "put":
            data[start:start] = noise
        else:
            data[start:start] = data[start:end]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(bytes(data))
        before = time.process_time()
        found, errors = sorted_out(str(file))
        assert found or errors
        assert time.process_time() - before < LONGEST
        assert all(each.article.text.strip() for each in found)
