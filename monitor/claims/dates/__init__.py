"""Our own grammar of future times in English news: words in, windows of days out.

`words` is the vocabulary, `calendar` the arithmetic of windows, `phrases` the table of patterns (`phrase`: one row of it;
`spans`: rows of times that are counted from another day), `readers` and `fractions` what a row means. `reading` puts the
pieces together, `distances` moves one by the words before it ("ten days after"), `inputs` reads what a person types on a
command line.

Conventions: a weekday is the next such day on or after the day it was said; weeks run from Monday to Sunday; a month
that is running is read from the day it was said; "by X" ends with the last day of X; "in coming days" has no date.
"""

from monitor.claims.dates.inputs import read_day, read_duration, read_window
from monitor.claims.dates.reading import FoundTime, find_times, read_due

__all__ = ["FoundTime", "find_times", "read_day", "read_due", "read_duration", "read_window"]
