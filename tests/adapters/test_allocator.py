"""One heap for all threads, where the C library lets itself be told."""

import platform

from monitor.adapters.allocator import share_one_arena


def test_glibc_is_told():
    assert share_one_arena() is (platform.libc_ver()[0] == "glibc")
