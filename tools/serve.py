"""Serve one copy of the app for each core behind nginx, on this machine: ``make serve``.

python -m tools.serve [--copies N] [--port 8443] [--first-port 8501]

Needs the project's environment (``make run`` once) and nginx. A copy that dies is started again.
Ctrl+C or SIGTERM stops all of it.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tools.find_nginx import PLACES

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
# The servers that nginx.conf names; they are replaced by as many as there are copies.
_SERVERS = re.compile(r"(?:^    server 127\.0\.0\.1:\d+ .*;\n)+", re.MULTILINE)
# seconds between two looks at whether a copy has died, and for copies to end by themselves
LOOK, END = 0.5, 5.0


@dataclass
class Site:
    """nginx, the copies of the app behind it, and where nginx has its files."""

    folder: Path
    ports: list[int]
    log: Path | None = None
    copies: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)
    nginx: subprocess.Popen[bytes] | None = None

    def start(self, port: int) -> None:
        """Start the copies, and nginx on a port."""
        write_configuration(self.folder, self.ports, port)
        for own in self.ports:
            self.copies[own] = self._copy(own)
        program = shutil.which(os.environ.get("NGINX_PROGRAM", "nginx"), path=PLACES)
        if program is None:
            fix = "install it, or set NGINX_PROGRAM."
            raise FileNotFoundError(f"nginx is needed and was not found; {fix}")
        self.nginx = subprocess.Popen(nginx_command(program, self.folder))

    def look_after(self) -> None:
        """Start copies again that have died."""
        for own, copy in self.copies.items():
            if copy.poll() is not None:
                print(f"The copy on port {own} has ended; it is started again.", flush=True)
                self.copies[own] = self._copy(own)

    def stop(self) -> None:
        """End everything."""
        running = [*self.copies.values(), *([self.nginx] if self.nginx else [])]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(END)
            except subprocess.TimeoutExpired:
                process.kill()

    def _copy(self, port: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "streamlit", "run", "dashboard.py"]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
        around = {"MALLOC_ARENA_MAX": "2", **os.environ}
        if self.log is None:
            return subprocess.Popen(command, cwd=ROOT, env=around)
        with self.log.open("ab") as out:
            return subprocess.Popen(command, cwd=ROOT, env=around, stdout=out, stderr=out)


def nginx_command(program: str, folder: Path, name: str = "nginx.conf") -> list[str]:
    """Return the command that runs nginx in a folder, as the user who runs it."""
    # Started by root, nginx would work as nobody, who may not read what root has in the folder.
    user = " user root;" if os.geteuid() == 0 else ""
    return [program, "-p", str(folder), "-c", name, "-g", f"daemon off;{user}"]


def write_configuration(folder: Path, ports: list[int], port: int) -> None:
    """Write nginx.conf for some copies into a folder, with a certificate to listen with."""
    (folder / "tmp").mkdir(parents=True, exist_ok=True)
    conf = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    servers = "".join(
        f"    server 127.0.0.1:{own} max_fails=1 fail_timeout=10s;\n" for own in ports
    )
    conf, found = _SERVERS.subn(servers, conf)
    if found != 1:
        raise ValueError("nginx.conf names its servers in a way that is not understood here.")
    (folder / "nginx.conf").write_text(conf.replace("listen 8443", f"listen {port}"))
    certificate(folder / "tls")


def certificate(folder: Path) -> None:
    """Take the certificate in deploy/tls, or make one for testing, which browsers warn of."""
    folder.mkdir(exist_ok=True)
    names = ("cert.pem", "key.pem")
    if all((DEPLOY / "tls" / name).exists() for name in names):
        for name in names:
            shutil.copy(DEPLOY / "tls" / name, folder / name)
        return
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "90"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(command, check=True, capture_output=True)


def main(arguments: list[str]) -> None:
    """Serve until a signal comes."""
    parser = argparse.ArgumentParser(prog="python -m tools.serve")
    parser.add_argument("--copies", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--first-port", type=int, default=8501)
    options = parser.parse_args(arguments)
    ports = [options.first_port + k for k in range(options.copies)]
    site = Site(ROOT / "build" / "serve", ports)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        site.start(options.port)
        print(f"{options.copies} copies at https://localhost:{options.port}", flush=True)
        while True:
            time.sleep(LOOK)
            site.look_after()
    except KeyboardInterrupt:
        pass
    except FileNotFoundError as error:
        sys.exit(str(error))
    finally:
        site.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
