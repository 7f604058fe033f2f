"""Who is told what: one function per notice, queued in the transaction of the act it belongs to."""
