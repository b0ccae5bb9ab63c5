"""The people and bodies that a newsroom knows, as it wrote them down: names, other names, tickers, epithets, domains.

``load_parties`` reads the file (TOML) into ``Parties``, a plain frozen record that is handed from the edge to whoever
resolves names: reading (who is who in an article), and ``known``, which renames in readings that are there already, so
that all articles agree on one name before they are linked. Without a file there is ``NOBODY``.
"""

from ondit.parties.load import load_parties
from ondit.parties.record import NOBODY, Parties, Party
from ondit.parties.renaming import known

__all__ = ["NOBODY", "Parties", "Party", "known", "load_parties"]
