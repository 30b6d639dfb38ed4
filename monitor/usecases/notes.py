"""The names of notes that more than one use case reads."""

#: Since when nothing at all can be reached, as an ISO time.
NETWORK_NOTE = "network-down-since"
