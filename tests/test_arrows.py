"""The stages' arrows go one way, and the light doors load nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

STAGES = ("page", "reading", "linking", "tracing", "weighing", "desk", "web", "archive")
HEAVY = {
    "spacy",
    "numpy",
    "trafilatura",
    "lxml",
    "sqlalchemy",
    "alembic",
    "httpx",
    "jinja2",
    "sklearn",
    "rich",
    "scipy",
}
SOURCE = Path(__file__).resolve().parent.parent / "src" / "ondit"
# Modules that several stages may use, and that therefore may use none of them.
SHARED = ("records", "errors", "codec", "languages", "outlets", "parties", "settings", "vectors")


def stages_imported(file: Path) -> set[str]:
    """The stages that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        found |= {part[1] for name in names if (part := name.split("."))[0] == "ondit" and len(part) > 1}
    return found & set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_one_to_its_right(stage: str) -> None:
    right = set(STAGES[STAGES.index(stage) + 1 :])
    wrong = {file.name: stages_imported(file) & right for file in (SOURCE / stage).rglob("*.py")}
    assert not {name: stages for name, stages in wrong.items() if stages}


@pytest.mark.parametrize("name", SHARED)
def test_what_stages_share_imports_no_stage(name: str) -> None:
    files = [SOURCE / f"{name}.py"] if (SOURCE / f"{name}.py").is_file() else list((SOURCE / name).rglob("*.py"))
    assert files
    assert not {file.name: found for file in files if (found := stages_imported(file))}


@pytest.mark.parametrize(
    "code",
    ["import ondit", "from ondit.cli import run; run(['--help'])", "from ondit.cli import run; run(['--version'])"],
)
def test_the_light_doors_load_nothing_heavy(code: str) -> None:
    script = f"{code}\nimport sys; print('LOADED', *sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "LOADED"
