"""The long-running flows as Prefect shows them: one run per life, and how it rests."""
