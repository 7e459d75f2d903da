"""What builds and checks the product; nothing here runs in a store."""
