"""Ids: 16 hex digits made of what a thing is, so that every machine gives the same thing the same id."""

from hashlib import sha256


def make_id(*parts: str) -> str:
    """The first 64 bits of SHA-256 over the parts, as 16 hex digits; parts are length-prefixed, so none can run on."""
    digest = sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:16]


def short_id(full: str) -> str:
    """What people see and type: the first 8 digits."""
    return full[:8]
