"""Watching: feeds are asked again and again, what they name is fetched, kept and read, and kept again when it changes.

``Watcher`` is the door. What is watched, what it said last and when it is due stands in the desk (``ledger.py``), so
that whoever starts again goes on. A few threads ask the network, one host a thread at a time (``frontier.py``,
``visit.py``); one alone writes into the desk (``watcher.py``, ``keeping.py``). No page and no feed can stop the others.
"""

from ondit.desk.watching.keeping import Told
from ondit.desk.watching.pace import Pace
from ondit.desk.watching.watcher import Watcher

__all__ = ["Pace", "Told", "Watcher"]
