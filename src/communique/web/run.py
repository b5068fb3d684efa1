"""Runs the application until it is told to end."""

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
    # What every page words things by is loaded before the first of them is asked for.
    country_names()
    listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    with listener:
        bound = listener.getsockname()[1]
        told(f"http://{f'[{host}]' if ':' in host else host}:{bound}/")
        config = uvicorn.Config(make_app(settings), log_level="warning", server_header=False, proxy_headers=False)
        uvicorn.Server(config).run(sockets=[listener])
