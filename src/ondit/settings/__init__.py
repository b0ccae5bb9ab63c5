"""What can be set, and where each value comes from: the command line, the environment, ``ondit.toml``, or a default.

``SETTINGS`` is the one table: the checks, ``ondit config``, its example file and ``docs/settings.md`` are made from it.
``load`` reads the file and the environment into a frozen record. A value of the file travels to whoever wants it as the
variable of its name (``as_environment``), which the command line sets for as long as one command runs; so there is one
way to ask for a setting, and the environment goes before the file.
"""

from ondit.settings.ages import age
from ondit.settings.loading import Held, Settings, load
from ondit.settings.table import SETTINGS, Setting

__all__ = ["SETTINGS", "Held", "Setting", "Settings", "age", "load"]
