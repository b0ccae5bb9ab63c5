"""What people want to be told about, what happened, and telling them: no event twice, none lost.

A *rule* (``rules.py``) says what somebody wants to know. When the desk derives what follows from new pages, the
*events* between the state before and the one after (``events.py``) are held against the rules, and what fits is
put down as *alerts* in the same transaction (``outbox.py``). A sender (``send.py``) takes them to their channels, tries
again where that fails, and writes down every attempt.
"""

from ondit.desk.alerting.alert import Alert, Quote
from ondit.desk.alerting.rules import EVENTS, Rule

__all__ = ["EVENTS", "Alert", "Quote", "Rule"]
