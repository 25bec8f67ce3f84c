"""Papers on their way: the list of a campaign, drafting, preview, issue, what was issued and came back signed."""
