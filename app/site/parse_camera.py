"""Cameras of a site file."""

from collections.abc import Callable

from app.model.site import CAMERA_KINDS, RECORD_MODES, Camera, CameraOptions, Zone
from app.site.addresses import DEMO_SCENES, address_fault, is_device_service, split_login
from app.site.camera_secrets import without_secrets
from app.site.record import KEPT, Login, SecretsInFile
from app.site.records_table import Known, record_id
from app.site.table import Table, nearest


def read_cameras(
    root: Table, known: Known, secrets: SecretsInFile, is_kept: Callable[[str], bool]
) -> tuple[Camera, ...]:
    """Cameras in the file's order, which is their order on the wall. Logins go into `secrets`."""
    seen: set[str] = set()
    return tuple(
        _camera(table, position, known, seen, secrets, is_kept)
        for position, table in enumerate(root.tables("camera"))
    )


def _camera(
    table: Table,
    position: int,
    known: Known,
    seen: set[str],
    secrets: SecretsInFile,
    is_kept: Callable[[str], bool],
) -> Camera:
    camera_id, name = record_id(table, seen), table.words("name")
    kind = table.choice("kind", CAMERA_KINDS, "unknown_camera_kind", required=True)
    address, in_address = _address(table, "address", kind, required=True)
    sub_address, in_sub_address = _address(table, "sub_address", kind, required=False)
    login = _login(table, (in_address, in_sub_address))
    if login.password == KEPT and not is_kept(f"camera:{camera_id}"):
        table.wrong("password", "nothing_kept")
    written = Camera(
        id=camera_id,
        name=name,
        kind=kind,
        address=address,
        sub_address=sub_address,
        place_id=table.choice("place", known.places, "unknown_place"),
        position=position,
        enabled=table.yes("enabled", default=True),
        options=_options(table),
    )
    table.refuse_unknown()
    camera, login = without_secrets(written, login)
    if login:
        secrets.logins[camera_id] = login
    return camera


def _options(table: Table) -> CameraOptions:
    usual = CameraOptions()
    onvif = table.text("onvif")
    if onvif and not is_device_service(onvif):
        table.wrong("onvif", "onvif_form")
        onvif = ""
    return CameraOptions(
        watched=table.yes("watched", default=usual.watched),
        sensitivity=table.whole("sensitivity", usual.sensitivity, least=1, most=100),
        zones=tuple(_zone(zone) for zone in table.tables("zone")),
        record=table.choice("record", RECORD_MODES, "unknown_record_mode", default=usual.record),
        record_from=table.time("record_from", default=usual.record_from),
        record_to=table.time("record_to", default=usual.record_to, midnight=True),
        pre_roll_s=table.whole("pre_roll_s", usual.pre_roll_s, least=10, most=120),
        hardware=table.yes("hardware", default=usual.hardware),
        onvif=onvif,
    )


def _zone(table: Table) -> Zone:
    name, points = table.text("name"), table.points("points")
    table.refuse_unknown()
    return Zone(name, points)


def _address(table: Table, key: str, kind: str, *, required: bool) -> tuple[str, Login]:
    """An address that is right for its kind, without the credentials it may hold."""
    address = table.text(key, required=required)
    if not address.strip() or not kind:
        return "", Login()
    fault = address_fault(kind, address)
    if fault:
        # The address itself is no hint to show: it may hold a password, in whatever place.
        hint = nearest(address.partition("?")[0], DEMO_SCENES) if fault == "unknown_scene" else ""
        table.wrong(key, fault, hint)
        return "", Login()
    return split_login(address) if kind == "rtsp" else (address, Login())


def _login(table: Table, in_addresses: tuple[Login, ...]) -> Login:
    written = Login(table.text("username"), table.text("password"))
    logins = {login for login in (written, *in_addresses) if login}
    if len(logins) > 1:
        table.wrong("address", "two_logins")
    return next(iter(logins), Login())
