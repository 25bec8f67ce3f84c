"""What hangs on a paper: annexes, the line that names their paper, tables."""
