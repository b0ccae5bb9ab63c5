"""A real two-node Ray cluster on this machine, one node of which is lost while it reads; run as a program of its own.

``python two_nodes.py INPUT OUT PART_CHARACTERS``: prints what the run gave and how many nodes were left.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from ondit.archive import on_ray
from ondit.archive.run_read import Task, read_archive


def main(given: str, out: str, characters: str) -> None:
    os.environ.update(on_ray.QUIET, RAY_USAGE_STATS_ENABLED="0")
    import ray
    from ray.cluster_utils import Cluster

    store = {"object_store_memory": 100 * 2**20}
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False, **store})
    second = cluster.add_node(num_cpus=1, **store)
    cluster.wait_for_nodes()
    ray.init(address=cluster.address, log_to_driver=False, runtime_env={"env_vars": on_ray.ONE_THREAD})
    lost: list[str] = []

    def lose_the_second(stage: str, note: dict[str, Any]) -> None:
        if stage == "read" and not lost:
            lost.append(note["part"])
            cluster.remove_node(second, allow_graceful=False)

    try:
        totals = read_archive(Task((given,), out, int(characters)), on_ray.Cluster(workers=2), lose_the_second)
        alive = sum(node["Alive"] for node in ray.nodes())
    finally:
        ray.shutdown()
        cluster.shutdown()
    print(json.dumps({"totals": totals, "alive": alive, "lost_at": lost}))


if __name__ == "__main__":
    main(*sys.argv[1:])
