"""Three real ClickHouse nodes on the loopback, each a process that may be killed and started again.

They are npm's build of the engine (simulation/node.py), for tests and benchmarks, no server to be
shipped. Each has an address of its own, for a cluster's machines share one port.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Final

import requests

from simulation.processes import ProgramFailed

ROOT: Final = Path(__file__).resolve().parents[1]
LIBRARY: Final = ROOT / "node_modules/@chdb/lib-linux-x64-gnu/libchdb.so"
PROGRAM: Final = Path(__file__).with_name("node.py")
#: The engine takes 127.0.0.1 for itself wherever it hears of it.
HOSTS: Final = ("127.0.0.2", "127.0.0.3", "127.0.0.4")

_SHARD = """
<shard><internal_replication>true</internal_replication>
  <replica><host>{host}</host><port>{port}</port></replica></shard>"""
_CONFIG = """<clickhouse>
<remote_servers><parcours>{shards}</parcours></remote_servers>
<backups><allowed_path>{folder}/backups</allowed_path></backups>
<max_server_memory_usage>1500000000</max_server_memory_usage>
<background_pool_size>2</background_pool_size>
<merge_tree><cleanup_delay_period>1</cleanup_delay_period></merge_tree>
</clickhouse>
"""


class Nodes:
    """A cluster `parcours` of three shards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._http, self._tcp, self._inner = (_free_port() for _ in range(3))
        shards = "".join(_SHARD.format(host=host, port=self._tcp) for host in HOSTS)
        (folder / "config.xml").write_text(_CONFIG.format(shards=shards, folder=folder))
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def dsn(self) -> str:
        return f"http://{HOSTS[0]}:{self._http}/journeys"

    def start(self, *hosts: str) -> None:
        """Start these and wait until each answers."""
        for host in hosts:
            self._processes[host] = subprocess.Popen(
                self._command(host),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        for host in hosts:
            self._wait_for(host)

    def kill(self, host: str) -> None:
        """SIGKILL: it has no time to put anything in order."""
        self._processes[host].kill()
        self._processes[host].wait()

    def close(self) -> None:
        for process in self._processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _command(self, host: str) -> list[str]:
        config, folder = str(self._folder / "config.xml"), str(self._folder / host)
        ports = [str(self._http), str(self._tcp), str(self._inner)]
        return [sys.executable, str(PROGRAM), str(LIBRARY), config, folder, host, *ports]

    def _wait_for(self, host: str) -> None:
        until = time.monotonic() + 90
        while time.monotonic() < until and self._processes[host].poll() is None:
            try:
                requests.get(f"http://{host}:{self._http}/ping", timeout=20).raise_for_status()
            except requests.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise ProgramFailed(f"the node at {host} did not come up")


def _free_port() -> int:
    """A port that is free at all three addresses: all listen at the same one."""
    for _ in range(100):
        with ExitStack() as held:
            port = 0
            try:
                for host in HOSTS:
                    listener = held.enter_context(socket.socket())
                    listener.bind((host, port))
                    port = listener.getsockname()[1]
            except OSError:
                continue
            return port
    raise ProgramFailed("no port is free at " + ", ".join(HOSTS))
