"""How good, how fast: one driver a benchmark, one table out.

A benchmark is a module of this package whose first docstring line says what it measures and that has one public
function ``measure(data: Path) -> Result`` (see ``bench.figures``). ``ondit bench NAME`` runs it, prints its table,
compares it with ``bench/floors.toml`` and, with ``--write``, puts it into ``docs/benchmarks.md``.

The data lie in ``../shared/data`` beside the checkout; most of them may not be redistributed, so neither they nor these
drivers are part of the installed package.
"""
