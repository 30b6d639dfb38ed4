"""apprise -> Sender: e-mail, Slack and a hundred more.

sender    AppriseSender: one message to one target, with a deadline
address   what a scheme tells of the service behind it
service   an apprise plugin made the way we need it, and what is wrong with an address
mail      apprise's mail plugin with our text part, and one Message-ID an alert
slack     apprise's Slack plugin with our blocks
verdict   what apprise's own log says of a failure: its result only says yes or no
hush      nothing of apprise, urllib3 or requests reaches our log: their lines hold secrets
wait      how long a service asks us to stay away
thread    a call that may hang, in a thread of its own
"""

from monitor.adapters.apprise_sender.sender import AppriseSender

__all__ = ["AppriseSender"]
