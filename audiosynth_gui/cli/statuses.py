"""Exit statuses of the program; argparse itself ends with 2 for wrong usage."""

DONE = 0
PROBLEM = 1
INTERRUPTED = 130
