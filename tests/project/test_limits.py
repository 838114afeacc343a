"""The largest file that can be opened is the same for the importer, the app and the proxy."""

import re
import tomllib
from pathlib import Path

from geo.importer.sheet import MAX_BYTES

ROOT = Path(__file__).parents[2]


def test_the_app_and_the_proxy_let_through_what_the_importer_reads_and_little_more() -> None:
    megabytes = MAX_BYTES // 1024 // 1024
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == megabytes
    proxy = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    (allowed,) = re.findall(r"client_max_body_size (\d+)m;", proxy)
    # A form has a few bytes besides the file.
    assert megabytes < int(allowed) <= megabytes + 1
