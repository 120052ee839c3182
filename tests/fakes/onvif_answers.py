"""The XML that the simulated camera speaks."""

from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

SPACES = (
    'xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema" '
    'xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" '
    'xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl" xmlns:ter="http://www.onvif.org/ver10/error"'
)


def envelope(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope {SPACES}><s:Body>{body}</s:Body></s:Envelope>'


def fault(code: str, reason: str) -> str:
    return envelope(
        "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
        f"<s:Value>ter:{code}</s:Value></s:Subcode></s:Code>"
        f'<s:Reason><s:Text xml:lang="en">{reason}</s:Text></s:Reason></s:Fault>'
    )


def date_and_time(now: datetime) -> str:
    time = (
        f"<tt:Hour>{now.hour}</tt:Hour><tt:Minute>{now.minute}</tt:Minute><tt:Second>{now.second}</tt:Second>"
    )
    date = f"<tt:Year>{now.year}</tt:Year><tt:Month>{now.month}</tt:Month><tt:Day>{now.day}</tt:Day>"
    return (
        "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType>"
        f"<tt:DaylightSavings>false</tt:DaylightSavings><tt:UTCDateTime><tt:Time>{time}</tt:Time>"
        f"<tt:Date>{date}</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
    )


def services(places: dict[str, str]) -> str:
    spaces = {
        "device": "http://www.onvif.org/ver10/device/wsdl",
        "media": "http://www.onvif.org/ver10/media/wsdl",
        "ptz": "http://www.onvif.org/ver20/ptz/wsdl",
    }
    listed = "".join(
        f"<tds:Service><tds:Namespace>{spaces[name]}</tds:Namespace><tds:XAddr>{place}</tds:XAddr>"
        "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>"
        for name, place in places.items()
    )
    return f"<tds:GetServicesResponse>{listed}</tds:GetServicesResponse>"


def capabilities(places: dict[str, str]) -> str:
    names = {"device": "Device", "media": "Media", "ptz": "PTZ"}
    listed = "".join(
        f"<tt:{names[name]}><tt:XAddr>{place}</tt:XAddr></tt:{names[name]}>" for name, place in places.items()
    )
    return f"<tds:GetCapabilitiesResponse><tds:Capabilities>{listed}</tds:Capabilities></tds:GetCapabilitiesResponse>"


def device_information() -> str:
    return (
        "<tds:GetDeviceInformationResponse><tds:Manufacturer>Simulated</tds:Manufacturer>"
        "<tds:Model>Dome 4</tds:Model><tds:FirmwareVersion>1.0</tds:FirmwareVersion>"
        "<tds:SerialNumber>S-0001</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId>"
        "</tds:GetDeviceInformationResponse>"
    )


def profile(token: str, source: str, width: int, height: int, *, steerable: bool) -> str:
    steering = (
        '<tt:PTZConfiguration token="ptz0"><tt:Name>PTZ</tt:Name><tt:NodeToken>node0</tt:NodeToken>'
        "</tt:PTZConfiguration>"
    )
    return (
        f'<trt:Profiles token="{token}" fixed="true"><tt:Name>{token}</tt:Name>'
        f'<tt:VideoSourceConfiguration token="vs-{source}"><tt:Name>{source}</tt:Name>'
        f"<tt:SourceToken>{source}</tt:SourceToken></tt:VideoSourceConfiguration>"
        f'<tt:VideoEncoderConfiguration token="ve-{token}"><tt:Name>{token}</tt:Name>'
        f"<tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width><tt:Height>{height}</tt:Height>"
        f"</tt:Resolution></tt:VideoEncoderConfiguration>{steering if steerable else ''}</trt:Profiles>"
    )


def profiles(listed: Iterable[str]) -> str:
    return f"<trt:GetProfilesResponse>{''.join(listed)}</trt:GetProfilesResponse>"


def stream_uri(address: str) -> str:
    return (
        f"<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>{escape(address)}</tt:Uri></trt:MediaUri>"
        "</trt:GetStreamUriResponse>"
    )


def configuration_options(shortest: str) -> str:
    return (
        "<tptz:GetConfigurationOptionsResponse><tptz:PTZConfigurationOptions><tt:PTZTimeout>"
        f"<tt:Min>{shortest}</tt:Min><tt:Max>PT60S</tt:Max></tt:PTZTimeout>"
        "</tptz:PTZConfigurationOptions></tptz:GetConfigurationOptionsResponse>"
    )


def configurations() -> str:
    return (
        '<tptz:GetConfigurationsResponse><tptz:PTZConfiguration token="ptz0"><tt:Name>PTZ</tt:Name>'
        "<tt:NodeToken>node0</tt:NodeToken></tptz:PTZConfiguration></tptz:GetConfigurationsResponse>"
    )


def nodes() -> str:
    return (
        '<tptz:GetNodesResponse><tptz:PTZNode token="node0"><tt:Name>Dome</tt:Name>'
        "<tt:MaximumNumberOfPresets>16</tt:MaximumNumberOfPresets></tptz:PTZNode></tptz:GetNodesResponse>"
    )


def presets(kept: dict[str, str]) -> str:
    listed = "".join(
        f'<tptz:Preset token="{token}"><tt:Name>{escape(name)}</tt:Name></tptz:Preset>'
        for token, name in kept.items()
    )
    return f"<tptz:GetPresetsResponse>{listed}</tptz:GetPresetsResponse>"


def probe_match(relates_to: str, address: str, name: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
        'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" '
        'xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header>'
        f"<a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header><s:Body><d:ProbeMatches><d:ProbeMatch>"
        f"<a:EndpointReference><a:Address>urn:uuid:{escape(name)}</a:Address></a:EndpointReference>"
        "<d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>onvif://www.onvif.org/type/ptz "
        f"onvif://www.onvif.org/name/{escape(name)} onvif://www.onvif.org/hardware/Dome%204</d:Scopes>"
        f"<d:XAddrs>http://[fe80::1]/onvif/device_service {address}</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>"
    )
