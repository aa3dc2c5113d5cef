"""Answers to questions, cut out of articles: what is asked, where it may stand, whether it does."""
