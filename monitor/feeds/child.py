"""The life of a parsing child: read a request, answer it, until the parent is gone. Run as `python -m monitor.feeds.child`.

Arguments: memory in bytes, CPU seconds for one document. The limits are the kernel's, set before the first byte is read.
A child that meets a bug or a limit dies, and its parent starts another.
"""

import resource
import signal
import sys
from typing import BinaryIO

from monitor.errors import FailureReason, ParseError
from monitor.feeds.parse import parse_feed
from monitor.feeds.wire import READY, pack_answer, read_request
from monitor.model.feed import ParsedFeed


def serve_requests(source: BinaryIO, sink: BinaryIO, cpu_seconds: int = 0) -> None:
    """Answer until `source` ends. With `cpu_seconds` each document has that much CPU from its start."""
    while (request := read_request(source)) is not None:
        if cpu_seconds:
            _limit_cpu(cpu_seconds)
        sink.write(pack_answer(_answer(*request)))
        sink.flush()


def _answer(body: bytes, content_type: str, url: str, max_entries: int) -> ParsedFeed | ParseError:
    try:
        return parse_feed(body, content_type, url, max_entries)
    except ParseError as error:
        return error
    except MemoryError:
        return ParseError("the document needs more memory than a feed may have", FailureReason.TOO_BIG)


def _limit_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def main(arguments: list[str]) -> None:
    """Set the limits and serve. The keyboard's and the service manager's signals are for the parent, who ends us by EOF."""
    memory, cpu_seconds = (int(argument) for argument in arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    serve_requests(sys.stdin.buffer, sys.stdout.buffer, cpu_seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
