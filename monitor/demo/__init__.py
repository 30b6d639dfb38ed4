"""The whole line at work on an archive of 2017, offline, on a fast clock.

archive    the items of six invented outlets, and the events that ought to be told
documents  items as RSS, Atom and JSON Feed
servers    the outlets' web server on the loopback
mailbox    a mail server on the loopback
claims     the three predictions that are followed
play       run_demo: the clock runs, the use cases work
told       what the mails told, against what ought to have been told
summary    the last page
"""

from monitor.demo.play import run_demo

__all__ = ["run_demo"]
