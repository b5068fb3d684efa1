"""Runs the application until it is told to end."""

import gc
import socket
from collections.abc import Callable

import uvicorn

from communique.web.app import make_app
from communique.web.settings import Settings
from communique.web.words import country_names


def run(settings: Settings, *, host: str, port: int, told: Callable[[str], None]) -> None:
    """Serves until interrupted; `told` gets the address once it listens. OSError where the port is taken.

    Port 0 takes one that is free.
    """
    get_ready()
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    with listener:
        bound = listener.getsockname()[1]
        told(f"http://{f'[{host}]' if ':' in host else host}:{bound}/")
        config = uvicorn.Config(make_app(settings), log_level="warning", server_header=False, proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listener])


def get_ready() -> None:
    """Loads what every page words things by before the first is asked for, and keeps it out of the collector's way.

    Pages make many thousands of small things that hold no cycles; the collector would walk them over and over.
    """
    country_names()
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)
