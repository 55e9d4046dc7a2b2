"""Measurements of this computer and of the program on it."""
