"""Appraisal on the screen: panels and their entries, score sheets, the table of all scores, results, rubrics."""
