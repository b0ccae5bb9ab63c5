"""Which pieces of text can hold a statement at all: the cheap look before the dear one."""

from __future__ import annotations


def can_hold_statement(text: str, language: str) -> bool:
    """Whether a piece deserves to be parsed."""
    return len(text) > 3
