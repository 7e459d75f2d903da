"""Runs a command that the kernel kills as soon as it writes a file or touches a network.

    python fence.py COMMAND …

A filter of system calls (seccomp) that is inherited by everything the command starts: only its
standard output and error may be written, files may only be opened for reading, and there are no
sockets at all, not even local ones.
"""

import ctypes
import os
import platform
import struct
import sys

#: By machine: the kernel's number for it; the calls that open, and which of their arguments says
#: how; the calls that write; the calls that nobody may make (asm/unistd.h).
_MACHINES = {
    "x86_64": (
        0xC000003E,
        ((2, 1), (257, 2)),
        (1, 18, 20, 296, 328),
        (40, 41, 42, 44, 46, 53, 76, 82, 83, 85, 86, 88, 258, 264, 275, 285, 307, 316, 425, 437),
    ),
    "aarch64": (
        0xC00000B7,
        ((56, 2),),
        (64, 66, 68, 70, 287),
        (34, 36, 37, 38, 45, 47, 71, 76, 198, 199, 203, 206, 211, 269, 276, 425, 437),
    ),
}
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_KILL, _ALLOW = 0x80000000, 0x7FFF0000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; *yes* and *no* say how many to skip (linux/filter.h)."""
    return struct.pack("HBBI", code, yes, no, value)


def _argument(number: int) -> bytes:
    return _line(_LOAD, 16 + 8 * number)


def program(machine: str) -> bytes:
    """The filter: struct seccomp_data has the call at 0, the machine at 4, arguments from 16."""
    known, opening, writing, never = _MACHINES[machine]
    lines = [_line(_LOAD, 4), _line(_EQUAL, known, 1), _line(_RETURN, _KILL), _line(_LOAD, 0)]
    for call in never:
        lines += [_line(_EQUAL, call, 0, 1), _line(_RETURN, _KILL)]
    for call, flags in opening:
        lines += [_line(_EQUAL, call, 0, 4), _argument(flags), _line(_ANY_BIT, _WRITING, 0, 1)]
        lines += [_line(_RETURN, _KILL), _line(_RETURN, _ALLOW)]
    for call in writing:
        lines += [_line(_EQUAL, call, 0, 5), _argument(0), _line(_EQUAL, 1, 2), _line(_EQUAL, 2, 1)]
        lines += [_line(_RETURN, _KILL), _line(_RETURN, _ALLOW)]
    return b"".join([*lines, _line(_RETURN, _ALLOW)])


def close() -> None:
    """From here on there is no way out. Raises OSError where the kernel has no such filter."""
    filters = ctypes.create_string_buffer(code := program(platform.machine()), len(code))
    described = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(filters))
    libc = ctypes.CDLL(None, use_errno=True)
    for order in ((38, 1, 0, 0, 0), (22, 2, described, 0, 0)):
        # PR_SET_NO_NEW_PRIVS, without which PR_SET_SECCOMP is root's.
        if libc.prctl(*order):
            raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")


if __name__ == "__main__":
    close()
    os.execv(sys.argv[1], sys.argv[1:])
