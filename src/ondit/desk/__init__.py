"""The desk keeps every page and reading, forgets nothing, and tells where each rumour stands, as of any moment.

``Desk(path_or_url)`` is the door. What goes in is a log that only grows (``journal.py``); the rumours, their traces and
statuses are derived from it by the stages to the left (``derive.py``), kept in tables that may be dropped and made
again identically (``cache.py``). Two times are kept of everything: when it was published, and when we saw it.
"""

from ondit.desk.changes import Change, Changes
from ondit.desk.desk import Desk
from ondit.desk.stages import Stages

__all__ = ["Change", "Changes", "Desk", "Stages"]
