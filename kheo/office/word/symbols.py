"""Signs that Word keeps as code points of the font Wingdings."""

TICKS = {"F0FC": "✓", "F0FE": "☑", "F0FD": "☒", "F06F": "☐", "F0A8": "☐"}
