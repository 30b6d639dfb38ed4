"""Rules on feeds: from bytes to entries, and what a poll means."""
