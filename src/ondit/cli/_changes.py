"""What changed on a desk, printed: for people, or one JSON object a change."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ondit.desk import Change


def tell(changes: Sequence[Change], as_json: bool) -> None:
    """Prints changes; nothing where there are none."""
    if as_json:
        from ondit.show.as_json import line
        from ondit.show.rumour_json import change_object

        for change in changes:
            sys.stdout.buffer.write(line(change_object(change)).encode() + b"\n")
        sys.stdout.buffer.flush()
        return
    from ondit.show.as_table import console
    from ondit.show.rumour_tables import print_changes

    print_changes(changes, console())
