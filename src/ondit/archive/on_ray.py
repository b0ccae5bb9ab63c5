"""Ray, started small for one machine or joined by its address; imported here and nowhere before it is wanted."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ondit.errors import MissingPart, OnditError, SettingError

REMEDY = "pip install 'ondit[archive]'"
ONE_THREAD = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
STORE_MIB = 256  # of objects between workers, on one machine; what does not fit is spilled to disk
# What Ray says to itself. Errors that matter come as exceptions.
QUIET = {"RAY_BACKEND_LOG_LEVEL": "fatal", "RAY_DATA_LOG_LEVEL": "CRITICAL", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
WORKER_GIB = (
    1.2  # of memory that a worker is counted with: both models, one part, the encoder; measured in `ondit bench`
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where to run: ``address`` of a Ray cluster (None: start one here), ``workers`` processes, MiB of object store."""

    workers: int = 2
    address: str | None = None
    store_mib: int = STORE_MIB


def require() -> None:
    """Raises MissingPart, with the remedy, where the extra is not installed."""
    from importlib.util import find_spec

    for name in ("ray", "pyarrow"):
        if find_spec(name) is None:
            raise MissingPart(f"{name} is not installed", where="ondit archive", remedy=REMEDY)


@contextmanager
def running(cluster: Cluster) -> Iterator[Any]:
    """Ray, up for the length of a block. A Ray that somebody else started in this process is used and left alone."""
    require()
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    # Ray reports usage to its makers unless told not to. Nothing leaves this machine that nobody asked for.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    if ray.is_initialized():
        yield ray
        return
    common: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False, "configure_logging": True}
    if cluster.address is not None:
        common |= {"address": cluster.address, "runtime_env": {"env_vars": ONE_THREAD}}
    else:
        # "local": never a cluster that happens to run on this machine.
        common |= {"address": "local", "num_cpus": cluster.workers, "object_store_memory": cluster.store_mib * 2**20}
        common |= {"include_dashboard": False}
        for name, value in ONE_THREAD.items():  # workers inherit it: Ray starts those that are told otherwise anew
            os.environ.setdefault(name, value)
    try:
        with _without_words():
            ray.init(**common)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        what = " ".join(str(error).split())[:200]
        where = cluster.address or "--workers"
        raise SettingError(
            f"Ray does not start ({what})", where=where, remedy="check --ray, --workers and memory"
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


@contextmanager
def _without_words() -> Iterator[None]:
    """While Ray starts, what its C++ prints on stderr goes nowhere: what fails there is raised as well."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


@contextmanager
def told() -> Iterator[None]:
    """Runs a block on Ray; an error of ours that a worker met leaves as itself, any other as one line."""
    import ray

    try:
        yield
    except ray.exceptions.RayError as error:
        cause: BaseException | None = error
        while cause is not None:
            found = getattr(cause, "cause", None) or cause
            if isinstance(found, OnditError):
                raise type(found)(found.what, where=found.where, remedy=found.remedy) from None
            cause = cause.__cause__
        what = " ".join(str(error).split())[-300:]
        raise SettingError(f"the cluster failed ({what})", remedy="run it again: what is done stays done") from error


def quiet() -> Any:
    """Ray Data's context, without bars and chatter of its own: progress is told by us."""
    import ray

    logging.getLogger("ray.data").setLevel(logging.ERROR)
    logging.getLogger("ray").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.enable_operator_progress_bars = False
    return context
