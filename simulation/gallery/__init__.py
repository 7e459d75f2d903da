"""The page /demo: every screen of a simulated store in a browser, clicks passed on as touches."""
