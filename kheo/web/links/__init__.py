"""The office's side of personal links: given, sent, printed, revoked; codes read out; contacts and hand-overs."""
