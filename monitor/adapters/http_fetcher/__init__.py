"""httpx -> Fetcher: the only place that opens a connection to a feed or an article.

fetcher     HttpFetcher: one GET, its redirects followed by hand, under one deadline
guard       which addresses may be connected to, asked at the moment of connecting
body        a body read in pieces and inflated within a bound
freshness   what headers say on when to come again (RFC 9111, RFC 9110 10.2.3)
failures    foreign exceptions and unwelcome statuses -> FetchError
"""

from monitor.adapters.http_fetcher.fetcher import HttpFetcher
from monitor.adapters.http_fetcher.guard import Resolve

__all__ = ["HttpFetcher", "Resolve"]
