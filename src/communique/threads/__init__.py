"""Ties events of several reports that tell one thing, and says how it stands."""
