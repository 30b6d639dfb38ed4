"""Technologies: role_technology. Each third-party package enters by one door."""
