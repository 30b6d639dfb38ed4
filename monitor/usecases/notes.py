"""The names of notes that more than one use case reads."""

#: Since when nothing at all can be reached, as an ISO time.
NETWORK_NOTE = "network-down-since"
#: Who works on this store, and when it last gave a sign of life.
DAEMON_NOTE = "daemon"
#: When old entries were last let go and the daily copy was seen to.
UPKEEP_NOTE = "upkeep-at"

#: Begins the name of a note on a feed that a person took out, ended by its id: the config does not bring it back.
REMOVED_FEED = "feed-removed:"

#: Begins the name of a note with a claim's words as they were before an edit, ended by the id of the edit's decision.
CLAIM_BEFORE = "claim-before:"
