"""Runs a command as systemd would confine it: `confined.py SPECIFICATION COMMAND...`.

What a unit says about its user, what it may write, which system calls it may make and that no
memory is both written and executed holds here too, where the kernel lets us: all but the families
of its sockets, devices, /proc and a /tmp of its own (the tests' database answers from there).
"""

import ctypes
import json
import os
import sys
from pathlib import Path
from typing import Any, Final

LIBC: Final = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNS: Final = 0x20000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 1 << 18
MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE, RDONLY = 442, -100, 0x8000, 1
PR_SET_NO_NEW_PRIVS, PR_SET_MDWE = 38, 65
ERRNO: Final = 0x00050000 | 1  # SCMP_ACT_ERRNO(EPERM)
ALLOW: Final = 0x7FFF0000


def checked(result: int, what: str) -> None:
    if result < 0:
        raise OSError(ctypes.get_errno(), what)


def read_only_but(writable: list[str]) -> None:
    """ProtectSystem=strict: nothing of the machine is written beside the unit's own folders."""
    checked(LIBC.unshare(CLONE_NEWNS), "unshare")
    checked(LIBC.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "private")
    for each in writable:
        checked(LIBC.mount(each.encode(), each.encode(), None, MS_BIND, None), each)
    _attribute(b"/", AT_RECURSIVE, set_=RDONLY)
    for each in writable:
        _attribute(each.encode(), 0, clear=RDONLY)


def _attribute(path: bytes, flags: int, *, set_: int = 0, clear: int = 0) -> None:
    attribute = (ctypes.c_uint64 * 4)(set_, clear, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(attribute))
    checked(LIBC.syscall(MOUNT_SETATTR, AT_FDCWD, path, flags, attribute, size), "mount_setattr")


def only_these_calls(names: list[str]) -> None:
    """SystemCallFilter=, with libseccomp, as systemd itself does."""
    library = ctypes.CDLL("libseccomp.so.2")
    library.seccomp_init.restype = ctypes.c_void_p
    filter_ = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ERRNO)))
    for each in names:
        number = library.seccomp_syscall_resolve_name(each.encode())
        if number >= 0:  # of another machine's
            checked(library.seccomp_rule_add(filter_, ALLOW, number, 0), each)
    checked(library.seccomp_load(filter_), "seccomp_load")


def main() -> None:
    told: dict[str, Any] = json.loads(Path(sys.argv[1]).read_text())
    if told["mounts"]:
        read_only_but(told["writable"])
    os.umask(told["umask"])
    if told["uid"] is not None:
        os.setgroups([])
        os.setgid(told["gid"])
        os.setuid(told["uid"])
    checked(LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    if told["no_written_code"]:
        LIBC.prctl(PR_SET_MDWE, 1, 0, 0, 0)  # since Linux 6.3
    if told["calls"]:
        only_these_calls(told["calls"])
    env = dict(told["env"])
    if told["listen"] is not None:
        os.dup2(told["listen"], 3)
        env |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
    command = sys.argv[2:]
    os.execve(command[0], command, env)


if __name__ == "__main__":
    main()
