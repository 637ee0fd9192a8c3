"""From addresses to raw pages in a folder, for those who have a network.

`collect` takes addresses of articles, feeds and sitemaps and keeps what they give, untouched, with
the time and the address beside each page; `loading` reads the folder. Nothing else here or
elsewhere in the project asks the network for anything.
"""

from analysis.collecting.collect import Collected, collect
from analysis.collecting.fetch import Answer, Fetcher, Refused

__all__ = ["Answer", "Collected", "Fetcher", "Refused", "collect"]
