"""Records as Arrow tables and back, driven by the records' own annotations: a field is a column, nothing by hand.

A record is a struct, a tuple of records a list, a span ``{start, end}``, a moment a timestamp in UTC, a Literal its
word. ``records_of(kind, table_of(kind, records)) == records`` for every record of ``ondit.records``.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

T = TypeVar("T")
_PAIR = ("start", "end")
_HINTS: dict[type, dict[str, Any]] = {}  # of every record, its fields' annotations


def columns_of(kind: type, *, leave_out: Iterable[str] = ()) -> list[pa.Field]:
    """The columns that hold a record of this kind."""
    out = set(leave_out)
    return [pa.field(name, arrow_type(hint)) for name, hint in _hints(kind).items() if name not in out]


def arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of an annotation. Raises TypeError for one that no record has."""
    origin = get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return pa.struct(columns_of(hint))
    if origin in (Union, types.UnionType):
        return arrow_type(_inner(hint))
    if origin is tuple:
        arguments = get_args(hint)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return pa.list_(arrow_type(arguments[0]))
        return pa.struct([pa.field(n, arrow_type(a)) for n, a in zip(_names(arguments), arguments, strict=True)])
    simple = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_()}
    if origin is Literal:
        return pa.string()
    if hint is datetime:
        return pa.timestamp("us", "UTC")
    if hint in simple:
        return simple[hint]
    raise TypeError(f"no column for {hint}")


def row_of(record: Any, *, leave_out: Iterable[str] = ()) -> dict[str, Any]:
    """A record as a row of plain values."""
    out = set(leave_out)
    return {name: _value(hint, getattr(record, name)) for name, hint in _hints(type(record)).items() if name not in out}


def record_of(kind: type[T], row: Mapping[str, Any], **more: Any) -> T:
    """The record in a row; a column that is not there has the field's default; ``more`` are fields not in the row."""
    hints = _hints(kind)
    given = {name: _record(hints[name], row[name]) for name in hints if name in row and name not in more}
    return kind(**given, **more)


def _hints(kind: type) -> dict[str, Any]:
    known = _HINTS.get(kind)
    if known is None:
        known = _HINTS[kind] = _found_hints(kind)
    return known


def _found_hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _inner(hint: Any) -> Any:
    options = [option for option in get_args(hint) if option is not type(None)]
    if len(options) != 1:
        raise TypeError(f"no column for {hint}")
    return options[0]


def _names(arguments: tuple[Any, ...]) -> tuple[str, ...]:
    return _PAIR if arguments == (int, int) else tuple(f"f{place}" for place in range(len(arguments)))


def _value(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return row_of(value)
    if origin in (Union, types.UnionType):
        return _value(_inner(hint), value)
    if origin is tuple:
        arguments = get_args(hint)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return [_value(arguments[0], item) for item in value]
        return {n: _value(a, v) for n, a, v in zip(_names(arguments), arguments, value, strict=True)}
    return value


def _record(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return record_of(hint, value)
    if origin in (Union, types.UnionType):
        return _record(_inner(hint), value)
    if origin is tuple:
        arguments = get_args(hint)
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(_record(arguments[0], item) for item in value)
        return tuple(_record(a, value[n]) for n, a in zip(_names(arguments), arguments, strict=True))
    return value.astimezone(UTC) if hint is datetime else value
