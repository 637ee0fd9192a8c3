"""Parts done by a Dask cluster: on this machine, or wherever its scheduler is."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from analysis.scale.parts import analyse_part
from analysis.scale.work import Work
from analysis.schema import SputlinkError

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["ClusterError", "connect", "parts_on"]

_RETRIES = 3  # of a part whose worker was lost
_WAIT = "20s"


class ClusterError(SputlinkError):
    """The cluster can't do the work; says what to do."""


@contextmanager
def connect(address: str | None = None, *, workers: int | None = None) -> Iterator[Client]:
    """A client of the cluster at `address`, or of one made on this machine.

    Args:
        address: Of a scheduler, like tcp://10.0.0.1:8786.
        workers: Processes of a cluster on this machine (default: one for each core).

    Raises:
        ClusterError: if Dask is not installed, no worker starts, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as problem:
        raise ClusterError(
            "Dask is not installed: pip install -r requirements-scale.txt"
        ) from problem
    if address is None:
        # a worker that takes its time to end is no news
        options = {"threads_per_worker": 1, "silence_logs": logging.ERROR}
        try:
            local = LocalCluster(n_workers=workers, **options)
        except RuntimeError as problem:
            raise ClusterError(
                f"no worker could be started ({problem}): in a script, what calls this must stand "
                'under `if __name__ == "__main__":`, as each worker begins by reading the script'
            ) from problem
        with local as cluster, Client(cluster) as client:
            yield client
        return
    try:
        client = Client(address, timeout=_WAIT)
    except (OSError, ValueError, TypeError) as problem:
        raise ClusterError(
            f"no scheduler answers at {address}: start one with `dask scheduler`, or leave "
            "--address out for a cluster on this machine"
        ) from problem
    with client:
        yield client


def parts_on(client: Client, work: Work, numbers: Iterable[int], options: dict) -> Iterator[int]:
    """The size of each part when a worker has made its tables.

    A worker that is lost costs time and no rows: its part is given to another.

    Raises:
        ClusterError: if the workers lack the package, can't reach the folder, or are lost again
            and again.
    """
    from distributed import KilledWorker, as_completed

    done = partial(analyse_part, str(work.folder), **options)
    futures = client.map(done, numbers, retries=_RETRIES, pure=False)
    try:
        for future in as_completed(futures):
            yield future.result()
    except ModuleNotFoundError as problem:
        raise ClusterError(
            f"a worker lacks {problem.name}: install this project, same version, on every worker"
        ) from problem
    except KilledWorker as problem:
        raise ClusterError(
            "workers were lost while they did a part: give each more memory, or fewer articles "
            "a part; the same command goes on from the parts that are done"
        ) from problem
    except FileNotFoundError as problem:
        raise ClusterError(
            f"a worker can't reach {problem.filename}: put --out on a disk that all workers share"
        ) from problem
    finally:
        client.cancel(futures)
