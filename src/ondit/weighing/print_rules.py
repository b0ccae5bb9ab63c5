"""Prints the status rules as a page: ``python -m ondit.weighing.print_rules > docs/status-rules.md``."""

from __future__ import annotations

import sys

from ondit.weighing.rules import rules_table

if __name__ == "__main__":
    sys.stdout.write(rules_table())
