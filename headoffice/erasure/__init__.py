"""What is kept of one customer: handed out, or erased here and in every store."""
