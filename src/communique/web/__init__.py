"""The record in a browser: pages for people, an API for programs."""

from communique.web.app import make_app
from communique.web.settings import Role, Settings

__all__ = ["Role", "Settings", "make_app"]
