"""Reads a feed as a reader of feeds does.

usage: read_feed.py FILE

Each entry is a line: id, time of the last change and title, separated by tabs. The exit status is 1, with a line that says why, where the
feed is not well-formed or is no Atom. Without feedparser it is read as XML only.
"""

import sys
import xml.etree.ElementTree as tree

try:
    import feedparser
except ImportError:
    feedparser = None

if feedparser:
    feed = feedparser.parse(sys.argv[1])
    if feed.bozo or feed.version != "atom10":
        sys.exit(f"{sys.argv[1]}: {feed.bozo_exception if feed.bozo else feed.version}")
    entries = [(entry.id, entry.updated, entry.title) for entry in feed.entries]
else:
    atom = "{http://www.w3.org/2005/Atom}"
    entries = [[entry.findtext(atom + name) for name in ("id", "updated", "title")] for entry in tree.parse(sys.argv[1]).getroot().iter(atom + "entry")]
for entry in entries:
    print(*entry, sep="\t")
