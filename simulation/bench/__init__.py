"""How fast it is: each figure beside a named yardstick measured in the same run."""
