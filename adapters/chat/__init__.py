"""What every chat platform shares: who somebody is, what comes in and goes out, and its checks."""
