"""Records to JSON and back, exactly: ``decode(type(r), encode(r)) == r`` for every record of ``ondit.records``.

The desk keeps readings in this form for years, so it is driven by the records' own annotations: a field that is added
later with a default reads as that default in what was stored before; a field that this release does not know
is refused, since to drop it would be to lose it. Tuples are lists, times are ISO 8601 in UTC, spans are pairs.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ondit import errors

T = TypeVar("T")
Json = Any


def encode(record: Any) -> Json:
    """The plain JSON value (dicts, lists, strings, numbers) of a record, or of a tuple of records."""
    if is_dataclass(record):
        kind: Any = type(record)
        return {name: encode(getattr(record, name)) for name in _names(kind)}
    if isinstance(record, tuple):
        return [encode(item) for item in record]
    if isinstance(record, datetime):
        return time_text(record)
    return record


def decode(kind: type[T], value: Json) -> T:
    """The record of type ``kind`` that ``encode`` made ``value`` of. Raises DeskVersion for another release's."""
    annotation: Any = kind
    decoded: T = _decoder(annotation)(value)
    return decoded


def dumps(record: Any) -> str:
    """One canonical line of JSON: equal records give equal text, whatever the machine."""
    return json.dumps(encode(record), ensure_ascii=True, separators=(",", ":"), sort_keys=True, allow_nan=False)


def loads(kind: type[T], text: str | bytes) -> T:
    """The record of type ``kind`` in one line that ``dumps`` wrote."""
    return decode(kind, json.loads(text))


def digest(record: Any) -> str:
    """SHA-256, in hexadecimal, of the canonical line: the name of a record by its content."""
    return sha256(dumps(record).encode("ascii")).hexdigest()


def time_text(moment: datetime) -> str:
    """``2026-03-04T05:06:07Z``, with microseconds only where there are any. A naive time is a bug, and raises."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment!r}")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> Callable[[Json], Any]:
    """How to read a value of an annotation: built once for each, since a desk decodes millions."""
    origin = get_origin(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_decoder(kind)
    if origin is tuple:
        return _tuple_decoder(get_args(kind))
    if origin in (Union, types.UnionType):
        options = [option for option in get_args(kind) if option is not type(None)]
        if len(options) != 1:
            raise TypeError(f"a record's field may be one type or None, not {kind}")
        inner = _decoder(options[0])
        return lambda value: None if value is None else inner(value)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is float:
        return float
    if kind in (str, int, bool) or origin is Literal:
        return lambda value: value
    raise TypeError(f"no JSON form for {kind}")


def _record_decoder(kind: Any) -> Callable[[Json], Any]:
    hints = get_type_hints(kind)
    known = _names(kind)
    decoders: dict[str, Callable[[Json], Any]] = {}

    def decode_record(value: Json) -> Any:
        if not decoders:  # built late, so that a record may hold its own kind
            decoders.update({name: _decoder(hints[name]) for name in known})
        try:
            return kind(**{name: decoders[name](item) for name, item in value.items()})
        except (KeyError, TypeError) as error:
            raise errors.DeskVersion(
                f"a stored {kind.__name__} that this release cannot read ({error})",
                remedy="open it with the release that wrote it, or a newer one",
            ) from error

    return decode_record


def _tuple_decoder(arguments: tuple[Any, ...]) -> Callable[[Json], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = _decoder(arguments[0])
        return lambda value: tuple([inner(item) for item in value])
    inners = [_decoder(argument) for argument in arguments]
    return lambda value: tuple([each(item) for each, item in zip(inners, value, strict=True)])
