"""Loaded things that translate."""
