"""Rules on alerts: what is worth telling, to whom, in which words, and when again.

rules     what is worth telling: developments, due dates, sources that fail
routing   which targets get it, and whether it waits
render    the message: plain text and our own HTML, from one letter
retry     what a delivery becomes after a try
neutral   text that means nothing to the service that shows it
"""
