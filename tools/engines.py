"""Run the tests of tables on every engine: DuckDB, SQLite, a PostgreSQL and a Spark of their own.

PostgreSQL and Java come from the system's packages; as root they are installed where they are
missing. An engine that is not there fails the run: none is skipped in silence.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

ENGINES = ("duckdb", "duckdb-file", "sqlite", "postgresql", "spark")
TESTS = "tests/geo/engines"
# What is needed, and the Debian package that has it.
NEEDED = {"initdb": "postgresql", "java": "default-jre-headless"}


def program(name: str) -> str | None:
    """Return a program of the path, or of PostgreSQL, which Debian keeps off the path."""
    beside = sorted(glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (beside[-1] if beside else None)


def main() -> int:
    """Start what is needed, run the tests, and return their exit code."""
    _install([package for name, package in NEEDED.items() if program(name) is None])
    missing = [name for name in NEEDED if program(name) is None]
    if missing:
        packages = " ".join(NEEDED[name] for name in missing)
        sys.exit(f"{' and '.join(missing)} not found. Install the system's packages {packages}.")
    with postgresql() as address:
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", TESTS, *sys.argv[1:]]
        known = {**os.environ, "ENGINES": ",".join(ENGINES), "POSTGRESQL": address}
        return subprocess.run(command, env=known, check=False).returncode


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server in a folder of its own while it is needed; yield its address."""
    user = "postgres" if os.getuid() == 0 else ""
    as_user = ["runuser", "-u", user, "--"] if user else []
    with tempfile.TemporaryDirectory(prefix="atlas-postgresql-") as place:
        data, port = Path(place) / "data", _free_port()
        if user:
            os.chown(place, pwd.getpwnam(user).pw_uid, -1)
        made = [*as_user, program("initdb"), "-D", data, "-U", "atlas", "-A", "trust", "-N"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=place)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {place} -c fsync=off"
        control = [*as_user, program("pg_ctl"), "-D", data, "-w", "-l", Path(place) / "log"]
        subprocess.run(
            [*control, "-o", options, "start"], check=True, capture_output=True, cwd=place
        )
        try:
            yield f"postgresql://atlas@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


def _install(packages: list[str]) -> None:
    if not packages or os.getuid() != 0 or shutil.which("apt-get") is None:
        return
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", *packages], check=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
