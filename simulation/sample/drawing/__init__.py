"""A small kit for drawing flat garments: paths in centimetres in, painted pictures out."""
