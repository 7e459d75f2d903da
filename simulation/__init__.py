"""A whole store without hardware: real programs, simulated tags, shoppers and associates."""
