"""The steps as Prefect's tasks, made from the one table of steps."""
