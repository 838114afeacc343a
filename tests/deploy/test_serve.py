"""``make serve``: one copy for each core behind nginx, each started again when it dies."""

import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from support.server import ROOT, free_port
from tools.serve import write_configuration

# nginx makes do with a certificate of its own making here.
TRUSTING = ssl._create_unverified_context()


def until(what: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5, context=TRUSTING) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.mark.server
def test_a_copy_that_dies_is_started_again_and_a_signal_ends_all() -> None:
    port = free_port()
    options = ["--copies", "2", "--port", str(port), "--first-port", str(free_port())]
    command = [sys.executable, "-m", "tools.serve", *options]
    site = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    url = f"https://127.0.0.1:{port}/_stcore/health"
    try:
        until(lambda: answers(url))
        first = copies(site.pid)
        assert len(first) == 2
        os.kill(first[0].pid, signal.SIGKILL)
        until(lambda: len(copies(site.pid)) == 2 and first[0] not in copies(site.pid))
        until(lambda: answers(url))
    finally:
        family = psutil.Process(site.pid).children(recursive=True)
        site.terminate()
        site.wait(30)
    until(lambda: not any(one.is_running() for one in family), 15)


def copies(pid: int) -> list[psutil.Process]:
    running = psutil.Process(pid).children()
    return [one for one in running if one.status() != "zombie" and "streamlit" in one.cmdline()]


def test_as_many_copies_are_named_as_there_are(tmp_path: Path) -> None:
    write_configuration(tmp_path, [9001, 9002, 9003], 9443)
    conf = (tmp_path / "nginx.conf").read_text()
    for port in (9001, 9002, 9003):
        assert f"server 127.0.0.1:{port} " in conf
    assert "127.0.0.1:8501" not in conf
    assert "listen 9443 ssl http2;" in conf
    assert (tmp_path / "tls" / "key.pem").exists()
