"""Who asks, in which language, and what they may do. Made once a request, before anything else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from fastapi import Request

from ondit.errors import OnditError
from ondit.web.texts import Texts, texts

Role = Literal["nobody", "reader", "editor", "admin"]
RANKS: tuple[Role, ...] = ("nobody", "reader", "editor", "admin")


class NotAllowed(Exception):
    """The visitor may not do this; ``login``: somebody else could, so they are asked who they are."""

    def __init__(self, needs: Role, login: bool) -> None:
        self.needs, self.login = needs, login
        super().__init__(needs)


@dataclass(frozen=True, slots=True)
class Visit:
    """``name`` is empty for who is not logged in; ``via`` says how they are known: local | session | token | "".

    ``whole_texts``: they see full articles, not only the sentences that matter. ``csrf`` goes into every form.
    """

    name: str
    role: Role
    via: str
    language: str
    address: str
    whole_texts: bool
    csrf: str = ""

    @property
    def texts(self) -> Texts:
        """The messages in their language."""
        return texts(self.language)

    def may(self, role: Role) -> bool:
        """Whether they may do what needs a role."""
        return RANKS.index(self.role) >= RANKS.index(role)


def visit_of(request: Request) -> Visit:
    """The visit that a request belongs to."""
    return cast(Visit, request.state.visit)


def needs(request: Request, role: Role) -> Visit:
    """The visit, if it may do what needs a role. Raises NotAllowed."""
    visit = visit_of(request)
    if not visit.may(role):
        raise NotAllowed(role, login=visit.via == "")
    return visit


def status_of(error: OnditError) -> int:
    """The HTTP status of an error of ondit."""
    return _STATUS.get(error.code, _STATUS.get(f"{error.code[:5]}00", 500))


_STATUS = {
    "OND-100": 400, "OND-101": 404, "OND-102": 422, "OND-103": 413, "OND-104": 422, "OND-105": 422,
    "OND-200": 502, "OND-201": 403, "OND-300": 503, "OND-301": 503, "OND-303": 404, "OND-304": 410,
    "OND-401": 400, "OND-501": 501, "OND-400": 400, "OND-500": 501,
}  # fmt: skip
