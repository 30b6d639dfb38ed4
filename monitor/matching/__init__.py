"""Rules on matches: from a claim and an entry to a verdict, and from verdicts to developments."""
