"""The documentation cannot lag: what the code has, a page of docs/ names."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

import ondit.errors
import ondit.records
from bench import figures
from ondit.cli import cli, command_names
from ondit.settings import SETTINGS
from scripts import quote_figures, write_docs


def subclasses(root: type) -> set[type]:
    return {root}.union(*(subclasses(child) for child in root.__subclasses__()))


@pytest.mark.parametrize("name", write_docs.pages())
def test_a_generated_page_is_what_the_code_says_now(name: str, root: Path) -> None:
    written = (root / "docs" / name).read_text(encoding="utf-8")
    assert written == write_docs.pages()[name], "run `make docs`"


def test_every_error_has_its_own_code_and_a_heading_in_the_docs(root: Path) -> None:
    kinds = {kind for kind in subclasses(ondit.errors.OnditError) if kind.__module__ == "ondit.errors"}
    codes = {kind.code: kind.__name__ for kind in kinds}  # type: ignore[attr-defined]
    assert len(codes) == len(kinds)
    page = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^### (OND-\d{3}) (\w+)$", page, flags=re.MULTILINE)) == codes


def test_every_error_stands_in_the_tree_on_top_of_its_module() -> None:
    tree = dict(re.findall(r"(\w+) +(OND-\d{3})", ondit.errors.__doc__ or ""))
    leaves = {kind for kind in subclasses(ondit.errors.OnditError) if not kind.__subclasses__()}
    assert tree == {kind.__name__: kind.code for kind in leaves}  # type: ignore[attr-defined]


def test_every_command_and_option_stands_in_the_command_line_page(root: Path) -> None:
    page = (root / "docs" / "cli.md").read_text(encoding="utf-8")
    with click.Context(cli) as ctx:
        for name in command_names():
            command = cli.get_command(ctx, name)
            assert command is not None
            section = page.partition(f"## ondit {name}\n")[2].partition("\n## ")[0]
            for option in command.params:
                if isinstance(option, click.Option):
                    assert option.opts[0] in section, f"{name} {option.opts[0]}"


def test_every_record_stands_in_the_records_page(root: Path) -> None:
    page = (root / "docs" / "records.md").read_text(encoding="utf-8")
    kinds = [kind for kind in vars(ondit.records).values() if dataclasses.is_dataclass(kind)]
    assert kinds
    assert [kind.__name__ for kind in kinds] == re.findall(r"^## (\w+)$", page, flags=re.MULTILINE)  # type: ignore[union-attr]


def test_every_variable_of_the_environment_has_a_heading_in_the_settings_page(root: Path) -> None:
    sources = [file.read_text(encoding="utf-8") for file in (root / "src" / "ondit").rglob("*.py")]
    read = {name for source in sources for name in re.findall(r"\bONDIT_[A-Z_]+", source)}
    page = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    there = set(re.findall(r"^## (ONDIT_[A-Z_]+)$", page, flags=re.MULTILINE))
    assert there == {setting.variable for setting in SETTINGS}
    assert read - {"ONDIT_"} <= there


def test_make_help_names_every_habit(root: Path) -> None:
    listed = subprocess.run(["make", "-s", "help"], cwd=root, capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"^  make ([a-z]+)", listed, flags=re.MULTILINE))
    assert named >= {"demo", "test", "lint", "types", "bench", "docs", "train", "soak", "lock", "release"}
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    phony = set(makefile.partition(".PHONY:")[2].partition("\n")[0].split())
    assert {target for target in phony if f"\n{target}:" in makefile} == phony


def test_every_link_between_the_pages_leads_somewhere(root: Path) -> None:
    pages = [root / "README.md", root / "CONTRIBUTING.md", *(root / "docs").rglob("*.md")]
    broken = []
    for page in pages:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"", text):
            link = next(filter(None, target))
            if not link.startswith(("http://", "https://")) and not (page.parent / link).exists():
                broken.append(f"{page.relative_to(root)}: {link}")
    assert not broken


def test_the_readme_quotes_figures_as_the_benchmarks_page_has_them(root: Path) -> None:
    table = quote_figures.quoted(figures.PAGE.read_text(encoding="utf-8"))
    assert table.count("\n") > len(quote_figures.QUOTED), "every figure that is quoted is measured"
    assert table in (root / "README.md").read_text(encoding="utf-8"), "run `make docs`"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_every_dependency_with_hashes_and_no_torch(lock: str, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["build"]]
    extras = ("dev", "postgresql") if "dev" in lock else ()
    wanted += [each for extra in extras for each in project["optional-dependencies"][extra]]
    text = (root / lock).read_text(encoding="utf-8")
    locked = {"ondit"} | set(re.findall(r"^([a-z0-9-]+)==", text, flags=re.MULTILINE))
    names = {re.sub(r"[._]", "-", re.match(r"[\w.-]+", each).group().lower()) for each in wanted}  # type: ignore[union-attr]
    assert names <= locked, "run `make lock`"
    assert "torch" not in locked
    blocks = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) >= len(locked) - 1 and all("--hash=sha256:" in block for block in blocks)


def test_every_file_of_a_language_stands_in_the_languages_page(root: Path) -> None:
    page = (root / "docs" / "languages.md").read_text(encoding="utf-8")
    listed = subprocess.run(
        ["git", "ls-files", "src/ondit/languages"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()
    names = {Path(name).name for name in listed if name.endswith(".toml")}
    assert names and not [name for name in sorted(names) if f"`{name}`" not in page]
