"""The reference documents, written from the code they describe."""
