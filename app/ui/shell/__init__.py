"""What frames every screen: strip on top, navigation, entry line, banner."""
