"""The council's meeting: who attends, how each proposal was voted on, what follows; plain values for its papers."""
