"""How well the hub's advice foresees what simulated shoppers try next; no claim about real ones."""
