"""Forgetting for good: the pages of an article, what was read in them and whatever followed from it leave the desk.

``finding.py`` says which articles are meant, ``retention.py`` which are due by rule, ``removing.py`` takes their rows
out in one transaction and leaves a tombstone (the hash of the key, when, why), ``scrubbing.py`` takes the bytes out of
the file. See docs/decisions/071-forgetting.md.
"""

from ondit.desk.forgetting.door import Forgetting, Forgot
from ondit.desk.forgetting.retention import Retention

__all__ = ["Forgetting", "Forgot", "Retention"]
