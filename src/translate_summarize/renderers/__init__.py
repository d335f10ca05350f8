"""Bitexts to files."""
