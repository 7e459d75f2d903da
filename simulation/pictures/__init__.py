"""Every screen and page of the product, photographed while its real programs run."""
