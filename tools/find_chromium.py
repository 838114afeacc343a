"""Print the path of a Chromium for the browser tests; install one where none is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def found() -> str | None:
    """Return the path of a Chromium that is on this machine, if there is one."""
    named = [os.environ.get("CHROMIUM"), *NAMES]
    paths = [shutil.which(name) for name in named if name]
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return next(filter(None, [*paths, own if Path(own).exists() else None]), None)


def install() -> None:
    """Install a Chromium: from the system's package manager, else Playwright's own."""
    commands = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        apt = ["apt-get", "-qq", "-y"]
        commands.insert(0, [*apt, "install", "chromium", "fonts-noto-core"])
        subprocess.run([*apt, "update"], stdout=sys.stderr, check=False)
    for command in commands:
        if subprocess.run(command, stdout=sys.stderr, check=False).returncode == 0:
            return


if __name__ == "__main__":
    if found() is None:
        install()
    path = found()
    if path is None:
        sys.exit("No Chromium was found and none could be installed; the browser tests need one.")
    print(path)
