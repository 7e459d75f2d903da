"""What tills sold: their files, their receipts as events, and which visit each unit came from."""
