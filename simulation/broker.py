"""A private Mosquitto: the shop's own configuration on a port and in a folder of our choice."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from hub.dynsec import first_rules
from simulation.certificates import make_certificates

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "config/mosquitto"
ADMIN = "admin"
_PLUGIN = "mosquitto_dynamic_security.so"
_SEARCH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
_START_SECONDS = 10.0


class BrokerError(Exception):
    """The broker cannot run; its text is the one line that says what to do."""


class Broker:
    """One Mosquitto process. *state_dir* holds its data, certificates and log and outlives it.

    With *tls* false it listens without TLS, for tests that measure or break the line.
    """

    def __init__(self, state_dir: Path, port: int | None = None, *, tls: bool = True) -> None:
        self.host = "127.0.0.1"
        self.port = port or free_port()
        self.state_dir = state_dir
        self.log = state_dir / "mosquitto.log"
        self.ca = make_certificates(state_dir / "tls") if tls else None
        self._process: subprocess.Popen[bytes] | None = None
        state_dir.mkdir(parents=True, exist_ok=True)
        self.admin_password = self._first_start()

    @property
    def pid(self) -> int:
        """The process's id, for those who kill it. Raises BrokerError when it does not run."""
        if self._process is None:
            raise BrokerError("the broker does not run; start it first")
        return self._process.pid

    def start(self) -> None:
        """Run it, or run it again on the same data. Raises BrokerError."""
        program = find_mosquitto()
        _check_free(self.host, self.port)
        config = self.state_dir / "mosquitto.conf"
        config.write_text(self._config(program))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(program), "-c", str(config)], stdout=log, stderr=log, start_new_session=True
            )
        self._await_port(self._process)

    def stop(self) -> None:
        self._end(kill=False)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(kill=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _end(self, *, kill: bool) -> None:
        if self._process is None:
            return
        self._process.kill() if kill else self._process.terminate()
        self._process.wait(10)
        self._process = None

    def _first_start(self) -> str:
        """The admin's password, kept beside the data it opens."""
        secret, rules = self.state_dir / "admin.secret", self.state_dir / "dynamic-security.json"
        if secret.exists() and rules.exists():
            return secret.read_text().strip()
        password = secrets.token_urlsafe(24)
        template = (CONFIG / "dynamic-security.json").read_text()
        rules.touch(mode=0o600)
        rules.write_text(first_rules(template, ADMIN, password, secrets.token_bytes(12)))
        secret.touch(mode=0o600)
        secret.write_text(password + "\n")
        return password

    def _config(self, program: Path) -> str:
        own = {
            "listener": f"{self.port} {self.host}",
            "certfile": str(self.state_dir / "tls/broker.crt") if self.ca else None,
            "keyfile": str(self.state_dir / "tls/broker.key") if self.ca else None,
            "plugin": str(find_plugin(program)),
            "plugin_opt_config_file": str(self.state_dir / "dynamic-security.json"),
            "persistence_location": f"{self.state_dir}/",
        }
        return adapted((CONFIG / "mosquitto.conf").read_text(), own) + _own_user()

    def _await_port(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if process.poll() is not None:
                self._process = None
                last = self.log.read_text(errors="replace").strip().splitlines()[-1:]
                raise BrokerError(f"mosquitto ended at once: {' '.join(last)} [{self.log}]")
            if _answers(self.host, self.port):
                return
            time.sleep(0.005)
        self.kill()
        raise BrokerError(f"mosquitto does not answer on port {self.port}; see {self.log}")


def adapted(config: str, own: dict[str, str | None]) -> str:
    """*config* with our own values; a key without one is left out. Every key must stand in it."""
    lines, seen = [], set()
    for line in config.splitlines():
        key = line.split(" ", 1)[0]
        seen.add(key)
        value = own.get(key, "")
        if key not in own:
            lines.append(line)
        elif value is not None:
            lines.append(f"{key} {value}")
    if missing := own.keys() - seen:
        raise BrokerError(f"config/mosquitto/mosquitto.conf lacks {', '.join(sorted(missing))}")
    return "\n".join(lines) + "\n"


def find_mosquitto() -> Path:
    """The broker on this machine, or the one unpacked by `make setup`. Raises BrokerError."""
    found = shutil.which("mosquitto", path=_SEARCH)
    unpacked = ROOT / "build/mosquitto/mosquitto"
    if found or unpacked.exists():
        return Path(found) if found else unpacked
    raise BrokerError("no MQTT broker here: run `make setup`, or as root `apt install mosquitto`")


def find_plugin(program: Path) -> Path:
    """Mosquitto's dynamic security beside *program*. Raises BrokerError."""
    roots = (program.parent, Path("/usr/lib"), Path("/usr/local/lib"))
    patterns = (f"usr/lib/*/{_PLUGIN}", f"*/{_PLUGIN}", _PLUGIN)
    for root in roots:
        for pattern in patterns:
            if found := sorted(root.glob(pattern)):
                return found[0]
    raise BrokerError(
        f"mosquitto is here, {_PLUGIN} is not: install Debian's mosquitto, 2.0 or newer"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _check_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BrokerError(
                f"port {port} is taken: stop what listens there (`ss -ltnp 'sport = :{port}'`) "
                f"or choose another port for the broker"
            ) from error


def _answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def _own_user() -> str:
    # As root Mosquitto would become the user "mosquitto", who may not read our folder.
    return "user root\n" if os.geteuid() == 0 else ""
