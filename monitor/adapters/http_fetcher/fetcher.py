"""One GET: guarded, bounded, conditional, and as polite as the standards ask."""

import asyncio
import logging
import ssl
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import httpcore
import httpx

import monitor
from monitor.adapters.http_fetcher.body import BodyReader
from monitor.adapters.http_fetcher.failures import status_error, transport_error
from monitor.adapters.http_fetcher.freshness import fresh_for
from monitor.adapters.http_fetcher.gate import HostGate
from monitor.adapters.http_fetcher.guard import AddressRule, GuardedBackend, Resolve, resolve
from monitor.errors import FailureReason, FetchError
from monitor.model.feed import Fetched, NotModified, Validators
from monitor.model.policy import FetchPolicy, Login
from monitor.model.safe import mask_url
from monitor.ports import Now

USER_AGENT = f"claim-monitor/{monitor.__version__} (+https://pypi.org/project/claim-monitor/)"
_ACCEPT = (
    b"application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, "
    b"application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)
_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}
#: A validator longer than this (bytes) is not kept: nobody's server needs it, and it would come back on each request.
_LONGEST_VALIDATOR = 4_096


@cache
def tls_context() -> ssl.SSLContext:
    """The one TLS context of the process: to make it costs as much as fifty requests."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class _Redirect:
    """Go on at `target`."""

    target: httpx.URL
    is_permanent: bool


class HttpFetcher:
    """A Fetcher over httpx's transport. Proxies of the environment are not used: the guard could not see behind them.

    `find` resolves names, `tls` is the context for https; `logins` go to their host only, and by https (without it to hosts
    of `policy.private_hosts` alone). No cookie is kept, no Referer sent, nothing logged.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        now: Now,
        find: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        logins: Sequence[Login] = (),
    ) -> None:
        self._policy = policy
        self._logins = {login.host: login.words for login in logins}
        self._now = now
        # At debug level it would write down headers, and with them addresses that hold tokens.
        logging.getLogger("httpcore").setLevel(logging.WARNING)
        self._transport = _GuardedTransport(
            GuardedBackend(AddressRule(policy.private_hosts), find), tls or tls_context()
        )
        self._gate = HostGate()
        self._agent = (policy.user_agent or USER_AGENT).encode("latin-1", "replace")

    async def fetch(self, url: str, validators: Validators) -> Fetched | NotModified:
        """GET `url`, conditionally when `validators` are its own; at most `policy.timeout` for all of it.

        Redirects are followed by hand, at most `policy.max_redirects`, each hop checked like the first. Raises FetchError,
        for anything that is not a whole 200 or a 304.
        """
        shown = mask_url(url)
        try:
            async with asyncio.timeout(self._policy.timeout.total_seconds()) as deadline:
                return await self._follow(_read_url(url, shown), validators, shown, deadline)
        except FetchError:
            raise
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, OSError, ValueError, ExceptionGroup) as error:
            raise transport_error(error, shown) from None

    async def close(self) -> None:
        """Let the connections go."""
        await self._transport.aclose()

    async def _follow(
        self, target: httpx.URL, validators: Validators, shown: str, deadline: asyncio.Timeout
    ) -> Fetched | NotModified:
        permanent, hops, asked = True, 0, target.host
        while True:
            try:
                async with self._gate.turn_at(target.host.lower(), deadline):
                    outcome = await self._ask(target, validators, shown)
            except FetchError as error:
                raise error if permanent and target.host == asked else _of_another_page(error, shown) from None
            if not isinstance(outcome, _Redirect):
                return replace(outcome, permanent_url=str(target) if hops and permanent else "")
            hops += 1
            if hops > self._policy.max_redirects:
                raise FetchError(f"{shown} sends us on too often", FailureReason.MOVED)
            permanent, target = permanent and outcome.is_permanent, outcome.target

    async def _ask(self, url: httpx.URL, validators: Validators, shown: str) -> Fetched | NotModified | _Redirect:
        """One request; its answer is closed whatever happens."""
        known = validators if _is_theirs(validators, url) else Validators()
        answer = await self._transport.handle_async_request(self._request(url, known))
        try:
            return await self._read(url, answer, known, shown)
        finally:
            await answer.aclose()

    def _request(self, url: httpx.URL, known: Validators) -> httpx.Request:
        headers = [
            (b"Host", url.netloc),
            (b"User-Agent", self._agent),
            (b"Accept", _ACCEPT),
            (b"Accept-Encoding", b"gzip"),
        ]
        if known.etag is not None:
            headers.append((b"If-None-Match", known.etag))
        if known.last_modified is not None:
            headers.append((b"If-Modified-Since", known.last_modified))
        if words := self._login(url):
            headers.append((b"Authorization", b"Basic " + b64encode(words.encode())))  # RFC 7617 section 2
        limits = {"connect": self._policy.connect_timeout.total_seconds(), "read": None, "write": None, "pool": None}
        return httpx.Request("GET", url, headers=headers, extensions={"timeout": limits})

    def _login(self, url: httpx.URL) -> str:
        """USER:PASSWORD for this request; '' for none."""
        if url.userinfo:
            return f"{url.username}:{url.password}"
        is_hidden = url.scheme == "https" or url.host in self._policy.private_hosts
        return self._logins.get(url.host.lower(), "") if is_hidden else ""

    async def _read(
        self, url: httpx.URL, answer: httpx.Response, known: Validators, shown: str
    ) -> Fetched | NotModified | _Redirect:
        status = answer.status_code
        if status in _REDIRECTS and "location" in answer.headers:
            return _Redirect(_next_url(url, answer, shown), status in _PERMANENT)
        now = self._now()
        if status == 304 and (known.etag is not None or known.last_modified is not None):
            return NotModified(_bare(url), _validators(url, answer, known), fresh_for(answer.headers, now))
        if status != 200:
            raise status_error(answer, shown, url.host, now)
        return Fetched(
            url=_bare(url),
            body=await self._body(answer, shown),
            content_type=answer.headers.get("content-type", "")[:500],
            validators=_validators(url, answer, Validators()),
            fresh_for=fresh_for(answer.headers, now),
        )

    async def _body(self, answer: httpx.Response, shown: str) -> bytes:
        reader = BodyReader(answer.headers.get("content-encoding", ""), self._policy.max_bytes, shown)
        length = answer.headers.get("content-length", "")
        if length.isascii() and length.isdigit():
            reader.refuse_early(int(length[:18]))
        return await reader.read(answer.aiter_raw())


def _of_another_page(error: FetchError, shown: str) -> FetchError:
    """A page that this address leads to for now, or at another host, is gone: that says nothing of the feed for good."""
    if error.reason is not FailureReason.GONE:
        return error
    words = f"{shown} leads to a page that is gone (HTTP {error.status})"
    return FetchError(words, FailureReason.NOT_FOUND, status=error.status, host=error.host)


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool that connects through the guard (the transport itself has no argument for it)."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = _Pools(backend, tls)


class _Pools(httpcore.AsyncConnectionPool):
    """A pool for each share of the hosts: with every request and every answer a pool looks at all its connections."""

    _COUNT = 32

    def __init__(self, backend: httpcore.AsyncNetworkBackend, tls: ssl.SSLContext) -> None:
        self._shares = [
            httpcore.AsyncConnectionPool(
                ssl_context=tls,
                max_connections=256,
                max_keepalive_connections=1,
                keepalive_expiry=5.0,
                http1=True,
                http2=False,
                network_backend=backend,
            )
            for _ in range(self._COUNT)
        ]

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Through the pool of this host."""
        return await self._shares[hash(request.url.host) % self._COUNT].handle_async_request(request)

    async def aclose(self) -> None:
        """Let all connections go."""
        for share in self._shares:
            await share.aclose()


def _read_url(text: str, shown: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise FetchError(
            f"{shown} is no address that can be fetched", FailureReason.BAD_URL, recoverable=False
        ) from None
    return _checked(url, shown)


def _checked(url: httpx.URL, shown: str) -> httpx.URL:
    """Only http or https, with a host and a port that exists; the fragment goes."""
    if url.scheme not in ("http", "https") or not url.host or not 0 < (url.port or 80) < 65_536:
        words = f"{shown} is, or leads to, no http or https address"
        raise FetchError(words, FailureReason.BAD_URL, recoverable=False)
    return url.copy_with(fragment=None) if "#" in str(url) else url


def _next_url(url: httpx.URL, answer: httpx.Response, shown: str) -> httpx.URL:
    """Where a redirect leads; name and password go along to the same origin only."""
    raw = next(value for name, value in answer.headers.raw if name.lower() == b"location")
    try:
        target = url.join(raw.decode("utf-8", "replace").strip())
    except (httpx.InvalidURL, ValueError):
        raise FetchError(f"{shown} sends us to an address that can't be read", FailureReason.PROTOCOL) from None
    same = (target.scheme, target.netloc) == (url.scheme, url.netloc)
    return _checked(target.copy_with(userinfo=url.userinfo if same else b""), shown)


def _is_theirs(validators: Validators, url: httpx.URL) -> bool:
    """Validators go back to the very address that gave them: at another, their date could hide what is new there."""
    return validators.url == _bare(url)


def _validators(url: httpx.URL, answer: httpx.Response, known: Validators) -> Validators:
    """The answer's own, byte for byte; on a 304 what it does not say stays."""
    return Validators(
        etag=_raw(answer, b"etag") or known.etag,
        last_modified=_raw(answer, b"last-modified") or known.last_modified,
        url=_bare(url),
    )


def _raw(answer: httpx.Response, wanted: bytes) -> bytes | None:
    found = next((value for name, value in answer.headers.raw if name.lower() == wanted), b"")
    return found if 0 < len(found) <= _LONGEST_VALIDATOR else None


def _bare(url: httpx.URL) -> str:
    """The address without user and password."""
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)
