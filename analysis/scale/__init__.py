"""Collections of any size: all tables, made in parts, on one machine or on a Dask cluster.

`tables` reads articles into parts on disk, runs every stage on one part at a time and joins what
they give; a run that was broken off goes on where it was. What a part can't see by itself
(spellings of an outlet, what it repeats, copies, framing) is found in all of them. Same rows,
values and ids as `analyse` gives in memory, whatever the size of a part.
"""

from analysis.scale.cluster import ClusterError, connect
from analysis.scale.run import tables
from analysis.scale.work import WorkError

__all__ = ["ClusterError", "WorkError", "connect", "tables"]
