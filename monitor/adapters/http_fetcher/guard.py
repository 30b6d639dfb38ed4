"""Which addresses may be connected to. Asked at the moment of connecting, of the very address that is then connected to.

Whatever the spelling (decimal, octal, short, IPv4 in IPv6), whoever sent us (config, feed, redirect), and however often
a name changes its mind: the decision falls here, and only here.
"""

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterable, Sequence

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Name and port -> addresses as text; blocks; raises OSError."""

_NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
_V4_COMPATIBLE = ipaddress.IPv6Network("::/96")
#: Lookups that may hang at a time; one beyond waits for its turn within its own deadline.
_MOST_LOOKUPS = 64

#: Seconds for an address while others wait behind it.
_PATIENCE = 3.0


class UnsafeAddressError(httpcore.ConnectError):
    """The name leads to an address that is not public and not allowed."""


class UnknownNameError(httpcore.ConnectError):
    """The name leads nowhere."""


class AddressRule:
    """Public addresses pass; others only when their host name or network is in `allowed`."""

    def __init__(self, allowed: Iterable[str]) -> None:
        self.names: set[str] = set()
        self.networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network] = []
        for word in allowed:
            try:
                self.networks.append(ipaddress.ip_network(word, strict=False))
            except ValueError:
                self.names.add(word.lower().rstrip("."))

    def permits(self, host: str, address: str) -> bool:
        """Whether `address` may be connected to for `host`. Unreadable addresses may not."""
        try:
            plain = _unmap(ipaddress.ip_address(address.partition("%")[0]))
        except ValueError:
            return False
        if host.lower().rstrip(".") in self.names:
            return True
        if any(plain in network for network in self.networks if network.version == plain.version):
            return True
        return plain.is_global and not plain.is_multicast and not plain.is_reserved


def _unmap(address: Address) -> Address:
    """The IPv4 address inside an IPv6 one (mapped, compatible, 6to4, Teredo, NAT64): that is where packets go."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if inner is None and (
        address in _NAT64[0] or address in _NAT64[1] or (address in _V4_COMPATIBLE and int(address) > 1)
    ):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return inner or address


def resolve(host: str, port: int) -> Sequence[str]:
    """By the system's resolver; each address once, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves, asks the rule of every address, and connects to one that passed; the first that answers is taken."""

    def __init__(self, rule: AddressRule, find: Resolve = resolve) -> None:
        self._rule = rule
        self._find = find
        self._inner = httpcore.AnyIOBackend()
        self._lookups = asyncio.Semaphore(_MOST_LOOKUPS)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect within `timeout` seconds, the lookup included."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._permitted(host, port)
                return await self._connect(addresses, port, local_address, socket_options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no connection to {host} in time") from error

    async def _permitted(self, host: str, port: int) -> list[str]:
        """All of them must pass: a name that also leads into our own network is no public name."""
        addresses = await self._look_up(host, port)
        if not addresses:
            raise UnknownNameError(f"{host} has no address")
        if not all(self._rule.permits(host, address) for address in addresses):
            raise UnsafeAddressError(f"{host} leads to an address that is not public")
        return addresses

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host.strip("[]")))]
        except ValueError:
            pass
        async with self._lookups:
            try:
                return list(await _in_daemon_thread(self._find, host, port))
            except (OSError, UnicodeError) as error:
                raise UnknownNameError(f"the name {host} is not known") from error

    async def _connect(
        self,
        addresses: list[str],
        port: int,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.AsyncNetworkStream:
        """In turn; an address family that is broken here must not hide one that works."""
        for at, address in enumerate(addresses):
            limit = None if at == len(addresses) - 1 else _PATIENCE
            try:
                return await self._inner.connect_tcp(address, port, limit, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if limit is None:
                    raise
        raise UnknownNameError("no address to connect to")

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002  the signature is httpcore's
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise UnsafeAddressError("no feed is read from a local socket")

    async def sleep(self, seconds: float) -> None:
        """Part of the protocol; the pool waits between its own retries, of which we allow none."""
        await asyncio.sleep(seconds)


async def _in_daemon_thread(find: Resolve, host: str, port: int) -> Sequence[str]:
    """Run a lookup in a thread of its own, which neither blocks others when it hangs nor the end of the process."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(found: Sequence[str] | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(found or [])

    def work() -> None:
        found: Sequence[str] | None = None
        failure: BaseException | None = None
        try:
            found = find(host, port)
        except (OSError, UnicodeError) as error:
            failure = error
        try:
            loop.call_soon_threadsafe(settle, found, failure)
        except RuntimeError:
            return  # the loop was closed while the lookup hung: nobody waits for the answer

    threading.Thread(target=work, name=f"lookup {host[:40]}", daemon=True).start()
    return await answer
