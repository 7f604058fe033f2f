"""What is told to whom: notices, templates, the outbox, and the way of a message to the wire."""
