"""A hook that notes what a process opens, reaches and runs, in a file; nothing can take it away again."""

from __future__ import annotations

import os
import sys


def watch(log: str) -> None:
    """Write a line for each into a file: "read PATH", "write PATH", "network …", "program …"."""
    # A fork may have closed what it did not open.
    opened: dict[int, int] = {}
    opening: set[int] = set()

    def watched(event: str, arguments: tuple[object, ...]) -> None:
        # Processes of one machine talk through sockets whose addresses are paths.
        local = len(arguments) > 1 and isinstance(arguments[1], (str, bytes))
        if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo") and not local:
            line = f"network {event} {arguments}"
        elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
            line = f"program {arguments[0]!r}"
        elif event in ("open", "sqlite3.connect", "os.mkdir", "os.rename", "os.remove") and arguments:
            writes = event != "open" or set(str(arguments[1])) & set("wxa+")
            line = f"{'write' if writes else 'read'} {arguments[0]}"
        else:
            return
        process = os.getpid()
        if process in opening:
            return
        if process not in opened:
            opening.add(process)
            opened[process] = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            opening.clear()
        os.write(opened[process], (line.replace("\n", "\\n") + "\n").encode("utf-8", "backslashreplace"))

    sys.addaudithook(watched)
