"""Archives to read, made here, and one small Ray for all tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.made_rows import rows

pytest.importorskip("pyarrow", reason="the extra `archive` is not installed (pyarrow)")


@pytest.fixture(scope="session")
def small_ray() -> Iterator[Any]:
    """Ray with two processors, for as long as this folder's tests run."""
    pytest.importorskip("ray", reason="the extra `archive` is not installed (ray)")
    import ray

    from ondit.archive import on_ray

    with on_ray.running(on_ray.Cluster(workers=2, store_mib=150)):
        yield ray


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fourteen short invented articles in two languages as JSON lines, and five lines that are no article."""
    file = tmp_path_factory.mktemp("lines") / "articles.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows()), encoding="utf-8")
    with file.open("ab") as out:
        out.write(b'{"broken\n[1, 2]\n{"id": "no text"}\n\xff\xfe\n\n')
        german = "Der Minister hat am Montag erklärt, dass er nicht zurücktreten werde und dafür keinen Grund sehe."
        out.write(json.dumps({"id": "german", "text": german}).encode() + b"\n")
    return file
