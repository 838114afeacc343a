"""The app as a server process of its own: started, waited for, stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass
class Server:
    """A running app: its address, its process and its log."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def stop(self) -> None:
        """Kill the process and wait until it has gone."""
        self.process.kill()
        self.process.wait()


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_listening(port: int) -> None:
    """Wait until something listens on a port of this machine; raises TimeoutError after 30 s."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port}.")


def start(log: Path, port: int | None = None, script: str = "dashboard.py", **env: str) -> Server:
    """Start the app (or another Streamlit script) and return it once it is healthy.

    Raises RuntimeError with its log where it does not become healthy.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    around = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env=around)
    return wait_until_healthy(Server(f"http://127.0.0.1:{port}", process, log))


def wait_until_healthy(server: Server) -> Server:
    """Return a server once it answers; stop it and say why where it does not."""
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=2):
                return server
        except (urllib.error.URLError, OSError):
            if server.process.poll() is not None:
                break
            time.sleep(0.2)
    server.stop()
    raise RuntimeError(f"The app did not start:\n{server.log.read_text()}")
