"""Every record survives JSON exactly, whatever it holds."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit import codec, errors, records

KINDS = [kind for kind in vars(records).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]

st.register_type_strategy(
    datetime,
    st.datetimes(timezones=st.just(UTC), min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)),
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


def test_the_codec_covers_every_record() -> None:
    assert len(KINDS) >= 15


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_record_comes_back_exactly(kind: type) -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.from_type(kind))
    def check(record: object) -> None:
        line = codec.dumps(record)
        assert "\n" not in line
        back = codec.loads(kind, line)
        assert back == record
        assert codec.dumps(back) == line
        assert codec.digest(back) == codec.digest(record)

    check()


def test_times_are_kept_to_the_microsecond_and_in_utc() -> None:
    paris = timezone(timedelta(hours=2))
    article = records.Article("k", "t", "fr", published=datetime(2026, 5, 4, 9, 30, 0, 1, tzinfo=paris))
    assert codec.encode(article)["published"] == "2026-05-04T07:30:00.000001Z"
    assert codec.loads(records.Article, codec.dumps(article)) == article


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        codec.dumps(records.Article("k", "t", "fr", published=datetime(2026, 5, 4)))


def test_what_was_stored_before_a_field_existed_reads_as_its_default() -> None:
    value = json.loads(codec.dumps(records.Article("k", "t", "fr")))
    del value["related"]
    assert codec.decode(records.Article, value) == records.Article("k", "t", "fr")


@pytest.mark.parametrize("change", [{"a_field_of_the_future": 1}, {"key": None}], ids=["unknown field", "missing key"])
def test_what_another_release_wrote_is_refused_and_not_cut_down(change: dict[str, object]) -> None:
    value = json.loads(codec.dumps(records.Article("k", "t", "fr")))
    value.update(change)
    if value["key"] is None:
        del value["key"]
    with pytest.raises(errors.DeskVersion):
        codec.decode(records.Article, value)
