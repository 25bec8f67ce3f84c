"""What is asked: the letter with its calls, papers, rules and deadlines, and the ledger of who owes what."""
