"""Appraisal (thẩm định): rubrics as data, panels of appraisers, their scores, what these come to, and the outcome."""
