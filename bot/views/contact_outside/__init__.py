"""Cards and forms about contact outside the office (policy 1.10.4)."""
