"""config.toml -> Config: policies, feeds, targets, claims; every problem at once.

    config.py    Config, and `load_config`
    sections.py  one table of the file each: which keys, which values, what must agree
    pace.py      how a target wants to be told: digests, quiet hours, caps
    policies.py  the tables of knobs, read by the fields of their policy
    values.py    readers of one value each: a length of time, a day, a name, an address
    section.py   a table that remembers which keys were asked for, and where every key stands in the file
    lines.py     dotted path -> line number
    logins.py    names and passwords for feeds that ask for them
    secrets.py   the addresses of targets: from a 0600 file, the environment or a systemd credential

No message of this package repeats a value of the file: any value may be a secret in the wrong place.
"""

from monitor.config.config import Config, find_config, load_config, read_claim_tables

__all__ = ["Config", "find_config", "load_config", "read_claim_tables"]
