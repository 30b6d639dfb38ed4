"""Rules on claims: from an article to a claim, and what became of it."""
