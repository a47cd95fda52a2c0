"""What differs between operating systems, each in one module: locks, limits of child processes,
ending processes, forcing files to the disk, accounts. It imports nothing of ours."""
