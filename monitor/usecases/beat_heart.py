"""The heartbeat: an address that is asked while all is well, so that somebody notices when it is asked no more."""

from monitor.errors import FetchError
from monitor.model.feed import Validators
from monitor.ports import Fetcher


async def beat_heart(fetcher: Fetcher, url: str) -> str:
    """Ask it once. Returns what was wrong, in one word; empty when it answered.

    Its address is a secret, so nothing of it is in the word.
    """
    try:
        await fetcher.fetch(url, Validators())
    except FetchError as error:
        return error.reason.value
    return ""
