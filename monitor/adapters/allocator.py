"""The C library's allocator, told that this process is one Python: its threads take turns anyway."""

import ctypes

#: `M_ARENA_MAX` of malloc.h (glibc; see mallopt(3)).
_ARENA_MAX = -8


def share_one_arena() -> bool:
    """Let all threads allocate from one heap; to be called before there are any. False where the C library can't.

    glibc gives each thread a heap of its own, and what a poll needed for a moment in each of them is never given back: with
    thousands of feeds more than half of a daemon's memory was such holes.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_ARENA_MAX, 1) == 1
