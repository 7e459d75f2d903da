"""Films on a screen: decoded ahead in a thread of their own, shown in time, with their captions."""
