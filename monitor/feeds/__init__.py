"""Rules on feeds: from bytes to entries, and what a poll means.

parse       bytes -> ParsedFeed; the door of feedparser. With it: encoding (bytes -> text), sniff (what is no feed),
            trim (a document cut down to what is read), jsonfeed, quirks, dates, html_text
identity    the keys an entry is known by, and what counts as a change of meaning
plan        what one poll means: the feed as it is to be stored, and its new entries. With it: schedule (when to ask
            again), entries (new, changed, relinked), health (how a source is doing, in words)
language    in which language a feed is written
discover    feeds that a web page names
child, wire the loop of a parsing child process, and its frames
"""
