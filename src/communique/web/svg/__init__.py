"""Drawings as plain numbers: templates make SVG of them, and nothing of them needs a script."""
