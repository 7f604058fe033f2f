"""Invented people who play cases from referral to closure, for the demo and for tests."""
