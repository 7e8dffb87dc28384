"""See that the rules and the browser are there, and fetch what may be fetched.

axe-core comes with npm, in the version of package-lock.json; Chromium comes with apt-get where this
runs as root on Debian or a kin of it. Everywhere else one line says what to install.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from chromium import MISSING, find_chromium

HERE = Path(__file__).resolve().parent


def install_rules() -> str:
    """Install axe-core as locked, if it is not; return what is in the way, or nothing."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    wanted = lock["packages"]["node_modules/axe-core"]["version"]
    installed = HERE / "node_modules" / "axe-core" / "package.json"
    if installed.is_file() and json.loads(installed.read_text("utf-8"))["version"] == wanted:
        return ""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return (
            "Node.js with npm was not found; axe-core, which holds the rules, comes with it. "
            "Install it (nodejs.org; on Debian and Ubuntu: apt-get install nodejs npm)"
        )
    print(f"Fetching axe-core {wanted}.", file=sys.stderr)
    done = subprocess.run([npm, "ci"], cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        told = (done.stderr or done.stdout).strip().splitlines() or ["npm said nothing"]
        return f"npm ci could not fetch axe-core, for which it needs the network once: {told[0]}"
    return ""


def install_chromium() -> str:
    """Install Chromium where apt-get may; return what is in the way, or nothing."""
    if not find_chromium() and not os.environ.get("CHROMIUM"):
        apt = shutil.which("apt-get")
        if apt is not None and os.geteuid() == 0:
            print("Installing Chromium with apt-get.", file=sys.stderr)
            quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            install = ["install", "-qq", "--yes", "--no-install-recommends", "chromium"]
            for words in (["update", "-qq"], install):
                subprocess.run([apt, *words], stdout=sys.stderr, env=quiet, check=False)
    path = find_chromium()
    if path is None:
        return MISSING
    started = subprocess.run([path, "--version"], capture_output=True, check=False)
    return "" if started.returncode == 0 else f"{path} does not start. {MISSING}"


def main() -> int:
    """Prepare everything; say in a line what is missing."""
    missing = [words for words in (install_rules(), install_chromium()) if words]
    for words in missing:
        print(words, file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
