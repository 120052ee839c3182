"""The child process that decodes a group of cameras. The only place with av and cv2; never any Qt."""
