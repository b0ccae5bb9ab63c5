"""Judgement by people: merge, split, correct, mark an outcome, note, undo.

Each is an event in the log with who and when (``events``). ``held`` applies those that hold to what linking gave, in
the order in which they were made, and is a pure function; so they survive a rebuild and a reading anew. ``Judging`` is
what ``Desk`` offers of it.
"""

from ondit.desk.judgement.holding import Judged, held
from ondit.desk.judgement.judging import Judging

__all__ = ["Judged", "Judging", "held"]
