"""Rules on alerts: what is worth telling, to whom, in which words, and when again."""
