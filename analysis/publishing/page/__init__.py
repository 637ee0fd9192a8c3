"""One page about framing in somebody's articles, to share: findings first, sentences a click away.

`own_page` takes what `analyse` returned and gives HTML that needs nothing beside it: no server, no
other file. A file here is a section; `parts` says what sections are made of, `book` holds the
sentences behind each mark, and the templates beside `publishing` draw. Nothing is claimed whose
interval doesn't carry it. Why not great_tables 1.1.0 for its tables: a row here is opened with the
keyboard, an interval is drawn over one axis for its column, and a narrow or dark page has another
look. There each table brings 9 KB of style under an id that changes at every run, without a rule
for either, and its small plots are series of values, not intervals.
"""

from analysis.publishing.page.beside import sides_of
from analysis.publishing.page.render import own_page

__all__ = ["own_page", "sides_of"]
