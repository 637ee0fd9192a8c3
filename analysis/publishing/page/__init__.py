"""One page about framing in somebody's articles, to share: findings first, sentences a click away.

`own_page` takes what `analyse` returned and gives HTML that needs nothing beside it: no server, no
other file. A file here is a section; `parts` says what sections are made of, `book` holds the
sentences behind each mark, and the templates beside `publishing` draw. Nothing is claimed whose
interval doesn't carry it. Why not great_tables 1.1.0 for its tables: a row here is opened with the
keyboard, and an interval is drawn on the axis that the picture above it has.
"""

from analysis.publishing.page.render import own_page

__all__ = ["own_page"]
