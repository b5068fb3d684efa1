"""Photographs the first page of the demo for the README: python -m benchmarks.demo_picture.

Needs Chromium. Reads the bundled story into a record of its own and writes docs/demo.png.
"""

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import sync_playwright

from communique.pipeline.demo import BORDER, tell_story
from communique.record import Reading
from communique.store import open_store
from communique.web import Role, Settings, make_app

TARGET = Path(__file__).parents[1] / "docs/demo.png"
FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update".split()


def main() -> int:
    """Writes the picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("no Chromium: the package chromium has it")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "demo.db")
        tell_story(store)
        read = Settings(store, lambda: lambda report: Reading(report=report), "none", "none", Role.REVIEWER)
        running = uvicorn.Server(uvicorn.Config(make_app(read), port=0, log_level="warning"))
        threading.Thread(target=running.run, daemon=True).start()
        while not running.started:
            time.sleep(0.01)
        port = running.servers[0].sockets[0].getsockname()[1]
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
            tab = browser.new_page(viewport={"width": 1200, "height": 860})
            tab.goto(f"http://127.0.0.1:{port}/p/{BORDER.name}?since=2026-03-20")
            tab.screenshot(path=TARGET)
            browser.close()
        running.should_exit = True
        store.close()
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
