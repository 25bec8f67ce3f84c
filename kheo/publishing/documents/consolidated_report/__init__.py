"""The report to the level above (báo cáo tổng hợp): figures and lists of the ledger."""
