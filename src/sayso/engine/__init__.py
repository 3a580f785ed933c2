"""Where reading runs: in this process, or in worker processes with a time and a memory limit on each document."""
