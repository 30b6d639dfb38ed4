"""The composition root, and the only reader of the clock."""
