"""What programs can ask: the API in words, made of its own description; and that description."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ondit.web.render import answer, render
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)


@router.get("/api")
def api(request: Request) -> Response:
    """Every route of the API with what it takes."""
    needs(request, "reader")
    described = request.app.openapi()
    routes = [
        (method.upper(), path, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    ]
    return answer(request, lambda: render(request, "api.html.j2", routes=routes))
