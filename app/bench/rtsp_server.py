"""GStreamer's RTSP server, for benches and tests: `rtsp_server.py PORT [--login USER:PASSWORD [--digest]] [--path PATH]
FILE...` serves the files as /cam0, /cam1, ...; with --path the first as that one (a query belongs to it) and no other.

Run by the system's Python, which has the gi bindings. Prints `ready` once it listens, then for each stream that a client
plays `playing NUMBER SECONDS`: the monotonic moment at which its time stamps are zero, so that a picture with the time
stamp t leaves at SECONDS + t.
"""

import argparse
import sys
from typing import Any

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402 - of the versions asked for above

# Encoded pictures go out as they are, with what a decoder must know before every key frame.
LAUNCH = '( filesrc location="{}" ! qtdemux ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 )'
_SETTLED_MS = 300
"""After this a pipeline knows when its time began."""


class WholePaths(GstRtspServer.RTSPMountPoints):  # type: ignore[misc]  # without the bindings it is Any
    """Knows a stream by path and query, as cameras do that want the login there."""

    def do_make_path(self, url: Any) -> str:
        return f"{url.abspath}?{url.query}" if url.query else str(url.abspath)


def without_base(_client: Any, _session: Any, message: Any) -> None:
    """With it FFmpeg would ask for the whole stream by another address: with a slash behind the query."""
    message.remove_header(GstRtsp.RTSPHeaderField.CONTENT_BASE, -1)


def protect(server: Any, login: str, *, digest: bool) -> None:
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


def viewers_only(factory: Any) -> None:
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    factory.set_permissions(permissions)


def tell_beginnings(factory: Any, number: int) -> None:
    """Says of each client's stream when its time stamps were zero."""

    def tell(element: Any) -> bool:
        say(f"playing {number} {element.get_base_time() / 1e9:.6f}")
        return False

    def changed(media: Any, state: Any) -> None:
        if state == Gst.State.PLAYING:
            GLib.timeout_add(_SETTLED_MS, tell, media.get_element())

    factory.connect("media-configure", lambda _, media: media.connect("new-state", changed))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("port")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--login")
    parser.add_argument("--digest", action="store_true")
    parser.add_argument("--path", default="/cam0")
    arguments = parser.parse_args()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(arguments.port)
    if "?" in arguments.path:
        server.set_mount_points(WholePaths())
        server.connect("client-connected", lambda _, client: client.connect("send-message", without_base))
    for number, path in enumerate(arguments.files):
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(LAUNCH.format(path))
        tell_beginnings(factory, number)
        if arguments.login:
            viewers_only(factory)
        server.get_mount_points().add_factory(f"/cam{number}" if number else arguments.path, factory)
    if arguments.login:
        protect(server, arguments.login, digest=arguments.digest)
    if server.attach(None) == 0:
        return 1
    say("ready")
    GLib.MainLoop().run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
