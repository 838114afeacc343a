"""Print the path of an nginx for the tests of deploy/; install Debian's where none is found."""

import os
import shutil
import subprocess
import sys

PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])


def main() -> None:
    """Find, install, or say that there is none."""
    if not shutil.which("nginx", path=PLACES) and shutil.which("apt-get") and os.geteuid() == 0:
        apt = ["apt-get", "-qq", "-y"]
        subprocess.run([*apt, "update"], stdout=sys.stderr, check=False)
        install = [*apt, "install", "--no-install-recommends", "nginx-light"]
        subprocess.run(install, stdout=sys.stderr, check=False)
    path = shutil.which("nginx", path=PLACES)
    if path is None:
        sys.exit("No nginx was found and none could be installed; the tests of deploy/ need one.")
    print(path)


if __name__ == "__main__":
    main()
