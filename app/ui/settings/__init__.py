"""F9: cameras, places, channels, plans, site, PINs, the site file, this computer."""
