"""config.toml -> Config: policies, feeds, targets, claims; every problem at once."""
