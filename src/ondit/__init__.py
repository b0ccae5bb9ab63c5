"""ondit, the rumour desk: who said what, who had it from whom, and where it stands."""

__version__ = "0.1.0"
