"""For who runs the server: is it well, how busy is it, and one line of JSON for each request."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from ondit import __version__
from ondit.web.house import house_of
from ondit.web.settings import is_loopback
from ondit.web.shelf import Shelf
from ondit.web.visit import needs, visit_of

router = APIRouter(include_in_schema=False)
log = logging.getLogger("ondit.web.requests")


class Watch:
    """The figures of one application."""

    def __init__(self, shelf: Shelf) -> None:
        self.registry = CollectorRegistry()
        names = ("method", "route", "status")
        self._requests = Counter("ondit_requests_total", "Requests answered", names, registry=self.registry)
        self._seconds = Histogram("ondit_request_seconds", "Time to answer", ("route",), registry=self.registry)
        gauges = {
            "ondit_rumours": ("Rumours on the board", lambda: len(shelf.rows)),
            "ondit_articles": ("Articles in the desk", lambda: len(shelf.articles)),
            "ondit_complete": ("1 when all rumours are loaded", lambda: int(shelf.complete)),
            "ondit_failed": ("1 when the desk could not be read the last time", lambda: int(bool(shelf.failed))),
        }
        for name, (words, value) in gauges.items():
            Gauge(name, words, registry=self.registry).set_function(value)

    def note(self, request: Request, status: int, began: float) -> None:
        """Counts one request, and writes its line. The route, not the path, is counted: paths are endless."""
        seconds = time.perf_counter() - began
        route = getattr(request.scope.get("route"), "path", "none")
        self._requests.labels(request.method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        visit = getattr(request.state, "visit", None)
        log.info(
            "request",
            extra={
                "fields": {
                    "method": request.method,
                    "path": request.url.path,
                    "status": status,
                    "ms": round(1000 * seconds, 1),
                    "who": visit.name if visit else "",
                    "from": visit.address if visit else "",
                }
            },
        )


class JsonLines(logging.Formatter):
    """One object a line: when, how grave, what; and the fields of a request."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        value: dict[str, Any] = {"at": at, "level": record.levelname.lower(), "what": record.getMessage()}
        value |= getattr(record, "fields", {})
        if record.exc_info:
            value["error"] = self.formatException(record.exc_info)
        return json.dumps(value, ensure_ascii=True)


def log_json() -> None:
    """Writes the server's log to stderr, one object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("ondit.web", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)


@router.get("/healthz")
def healthz(request: Request) -> Response:
    """200 while the desk can be read, 503 while it cannot."""
    shelf = house_of(request).shelf
    well = not shelf.failed
    value = {
        "status": "ok" if well else "failing",
        "version": __version__,
        "complete": shelf.complete,
        "rumours": len(shelf.rows),
        "articles": len(shelf.articles),
    }
    return Response(json.dumps(value), 200 if well else 503, media_type="application/json")


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Figures for Prometheus: for who asks from this machine, or as an admin."""
    if not is_loopback(visit_of(request).address):
        needs(request, "admin")
    watch: Watch = request.app.state.watch
    return Response(generate_latest(watch.registry), media_type=CONTENT_TYPE_LATEST)
