"""Exit with one clear line if a port is taken: python tools/port_is_free.py HOST PORT."""

import socket
import sys

host, port = sys.argv[1:]
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"PORT={port} is not a port number.")
family = socket.AF_INET6 if ":" in host else socket.AF_INET
with socket.socket(family, socket.SOCK_STREAM) as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind((host, int(port)))
    except OSError:
        sys.exit(f"Port {port} on {host} is taken. Try: make run PORT={int(port) + 1}")
