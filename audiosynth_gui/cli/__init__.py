"""The command line: the window's equal, without Qt."""
