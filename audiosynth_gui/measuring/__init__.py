"""Measurements that need the window, run by benches in a process of its own.

They stand above the window because the command line must not know Qt.
"""
