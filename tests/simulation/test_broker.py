"""The private Mosquitto: the store's own configuration, and one clear line when it cannot run."""

import socket
from pathlib import Path

import pytest

from simulation.broker import CONFIG, Broker, BrokerError, adapted, find_mosquitto


def test_broker_runs_again_on_the_same_data(tmp_path: Path) -> None:
    with Broker(tmp_path) as first:
        secret, port = first.admin_password, first.port
    again = Broker(tmp_path, port)
    with again:
        assert again.pid > 0
    assert again.admin_password == secret


def test_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(BrokerError, match=f"^port {port} is taken: .*another port.*$"):
            Broker(tmp_path, port, tls=False).start()


def test_missing_broker_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.broker._SEARCH", str(tmp_path))
    monkeypatch.setattr("simulation.broker.ROOT", tmp_path)
    with pytest.raises(BrokerError, match=r"^no MQTT broker here: run `make setup`"):
        find_mosquitto()


def test_missing_plugin_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.broker._PLUGIN", "none.so")
    with pytest.raises(BrokerError, match=r"none\.so is not: install Debian's mosquitto"):
        Broker(tmp_path, tls=False).start()


def test_broker_that_does_not_run_has_no_process(tmp_path: Path) -> None:
    with pytest.raises(BrokerError, match="start it first"):
        _ = Broker(tmp_path, tls=False).pid


def test_configuration_is_the_shops_but_for_what_is_ours() -> None:
    shipped = (CONFIG / "mosquitto.conf").read_text()
    ours = adapted(shipped, {"listener": "1883 127.0.0.1", "certfile": None})
    removed = set(shipped.splitlines()) - set(ours.splitlines())
    assert removed == {"listener 8883", "certfile /etc/parcours/tls/broker.crt"}
    assert set(ours.splitlines()) - set(shipped.splitlines()) == {"listener 1883 127.0.0.1"}


def test_configuration_that_lost_a_key_is_not_used() -> None:
    with pytest.raises(BrokerError, match="lacks plugin"):
        adapted("listener 8883\n", {"listener": "1", "plugin": "x"})


def test_secrets_are_for_their_owner_only(tmp_path: Path) -> None:
    Broker(tmp_path)
    modes = {
        name: (tmp_path / name).stat().st_mode & 0o777
        for name in ("admin.secret", "dynamic-security.json", "tls/broker.key")
    }
    assert set(modes.values()) == {0o600}
