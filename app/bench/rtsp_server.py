"""GStreamer's RTSP server, for tests: `rtsp_server.py PORT [--login USER:PASSWORD [--digest]] FILE...` serves the files
as /cam0, /cam1, ...

Run by the system's Python, which has the gi bindings. Prints `ready` once it listens.
"""

import argparse
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

# Encoded pictures go out as they are, with what a decoder must know before every key frame.
LAUNCH = '( filesrc location="{}" ! qtdemux ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )'


def protect(server, login, digest):
    user, _, password = login.partition(":")
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    if digest:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(user, password, token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(user, password), token)
    server.set_auth(auth)


def viewers_only(factory):
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("port")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--login")
    parser.add_argument("--digest", action="store_true")
    arguments = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments.port)
    for number, path in enumerate(arguments.files):
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(LAUNCH.format(path))
        if arguments.login:
            viewers_only(factory)
        server.get_mount_points().add_factory(f"/cam{number}", factory)
    if arguments.login:
        protect(server, arguments.login, arguments.digest)
    if server.attach(None) == 0:
        return 1
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    GLib.MainLoop().run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
