"""Every error of ondit, and the one way to fail.

::

    OnditError                    what, where, what to do; exit code 2
    ├── InputError                a page, file or text that was given
    │   ├── NotFound              OND-101  no such file
    │   ├── NotAPage              OND-102  directory, binary, empty, no text in it
    │   ├── TooLarge              OND-103  over a cap (bytes, depth, expanded size)
    │   ├── BadEncoding           OND-104  text that cannot be decoded
    │   └── UnknownLanguage       OND-105  no reader for this language
    ├── FetchError                a page that was asked of the network
    │   ├── Refused               OND-201  address or scheme that must not be reached
    │   ├── Unreachable           OND-202  no answer, a broken one, or an HTTP error
    │   └── TooManyRedirects      OND-203
    ├── DeskError                 the store
    │   ├── DeskUnavailable       OND-301  cannot be opened, read or written
    │   ├── DeskVersion           OND-302  made by another release
    │   ├── NoSuchRumour          OND-303
    │   └── Forgotten             OND-304  a page that was forgotten is not taken in again
    ├── SettingError              OND-401  option, setting or data file that does not make sense
    └── MissingPart               OND-501  an optional package or model that is not installed

An error is raised where something from outside is met, printed once by the command line and turned into
problem+json by the web. Codes are stable; each has a line in ``docs/errors.md``.
"""

from __future__ import annotations

_LONGEST = 400  # characters of a name that a line of error repeats; addresses may be long


class OnditError(Exception):
    """What went wrong, with what, and what to do about it. ``str(error)`` is one line for people."""

    code = "OND-000"

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what, where, remedy)

    def __str__(self) -> str:
        line = f"{_short(self.where)}: {self.what}" if self.where else self.what
        if self.remedy:
            line = f"{line}; {self.remedy}"
        return " ".join(f"{line} [{self.code}]".split())


def _short(where: str) -> str:
    """The name of an input, its middle left out where somebody gave a whole text for a name."""
    return where if len(where) <= _LONGEST else f"{where[: _LONGEST // 2]}…{where[-_LONGEST // 4 :]}"


class InputError(OnditError):
    """A page, file or text that was given."""

    code = "OND-100"


class NotFound(InputError):
    """No such file."""

    code = "OND-101"


class NotAPage(InputError):
    """A directory, a binary file, an empty file, or a page without text."""

    code = "OND-102"


class TooLarge(InputError):
    """Over a cap: bytes, depth of markup, expanded size."""

    code = "OND-103"


class BadEncoding(InputError):
    """Text that cannot be decoded."""

    code = "OND-104"


class UnknownLanguage(InputError):
    """No reader for the language of this text."""

    code = "OND-105"


class FetchError(OnditError):
    """A page that was asked of the network."""

    code = "OND-200"


class Refused(FetchError):
    """An address or scheme that must not be reached."""

    code = "OND-201"


class Unreachable(FetchError):
    """No answer, a broken one, or an HTTP error."""

    code = "OND-202"


class TooManyRedirects(FetchError):
    """Redirects without end."""

    code = "OND-203"


class DeskError(OnditError):
    """The store."""

    code = "OND-300"


class DeskUnavailable(DeskError):
    """The store cannot be opened, read or written."""

    code = "OND-301"


class DeskVersion(DeskError):
    """The store was made by another release."""

    code = "OND-302"


class NoSuchRumour(DeskError):
    """No rumour by that id."""

    code = "OND-303"


class Forgotten(DeskError):
    """A page that was forgotten, and is not taken in again unless somebody says so."""

    code = "OND-304"


class SettingError(OnditError):
    """An option, setting or data file that does not make sense."""

    code = "OND-401"


class MissingPart(OnditError):
    """An optional package or model that is not installed."""

    code = "OND-501"
