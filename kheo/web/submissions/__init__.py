"""What arrived: the list, and one submission with its original beside what was read, to decide and to mend."""
