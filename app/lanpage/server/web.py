"""The addresses of the page, and what each of them asks the console."""

import math
import secrets
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.lanpage.links import device_mark, id_of
from app.lanpage.protocol import Start
from app.lanpage.server.console import Console, ConsoleSilent
from app.lanpage.server.guard import Limits, SafeAnswers
from app.lanpage.server.pages import FILES, Pages
from app.lanpage.server.photos import PhotoInbox, PhotoTooLarge
from app.lanpage.server.words import chosen

_COOKIE = "__Host-dutyroom"
_COOKIE_S = 400 * 24 * 3600
"""As long as browsers keep one: a phone by which somebody clocks on is the same every day."""
_SECRET_BYTES, _SECRET_SIGNS = 32, 43
_GO_ON = 100
"""Never sent: the console has a place for the photo."""
_SMALL_BODY = 4096
_FORM_ROOM = 4096
"""What a form adds to its photo."""
_STATUS = {
    "unknown": 404,
    "revoked": 403,
    "other_device": 403,
    "closed": 410,
    "expired": 410,
    "not_stored": 503,
    "slow": 503,
    "photo_too_large": 413,
    "photo_broken": 415,
    "photo_kind": 415,
    "photo_heic": 415,
    "photos_no_room": 507,
}
_PART = "x-part"


class Web:
    """The web application. Every link is asked of the console; nothing about incidents is kept here."""

    def __init__(self, console: Console, start: Start) -> None:
        self._console = console
        self._site_language = start.language
        self._pages = Pages()
        self._limits = Limits(time.monotonic)
        self._inbox = PhotoInbox(Path(start.inbox), start.photo_bytes)
        self.app = Starlette(
            routes=[
                Route("/c/{token}", self._look, methods=["GET"]),
                Route("/c/{token}/open", self._opening("open"), methods=["POST"]),
                Route("/c/{token}/acknowledge", self._doing("acknowledge"), methods=["POST"]),
                Route("/c/{token}/arrived", self._doing("arrived"), methods=["POST"]),
                Route("/c/{token}/step", self._step, methods=["POST"]),
                Route(
                    "/c/{token}/photo",
                    self._photo,
                    methods=["POST"],
                    middleware=[
                        Middleware(RequestBodyLimitMiddleware, max_body_size=start.photo_bytes + _FORM_ROOM)
                    ],
                ),
                Route("/r/{token}", self._doing("report_look"), methods=["GET"]),
                Route("/r/{token}/open", self._opening("report_open"), methods=["POST"]),
                Route("/r/{token}/confirm", self._doing("report_confirm"), methods=["POST"]),
                Route("/k/{token}", self._doing("check_look"), methods=["GET"]),
                Route("/k/{token}/answer", self._doing("check_answer"), methods=["POST"]),
                Route("/w/{token}", self._doing("clock_look"), methods=["GET"]),
                Route("/w/{token}/on", self._clocking("clock_on"), methods=["POST"]),
                Route("/w/{token}/off", self._clocking("clock_off"), methods=["POST"]),
                Route("/{name}", self._file, methods=["GET"]),
            ],
            middleware=[
                Middleware(SafeAnswers),
                Middleware(RequestBodyLimitMiddleware, max_body_size=_SMALL_BODY),
            ],
            exception_handlers={HTTPException: self._wrong, Exception: self._broken},
        )
        # It would send the phone to whatever host it has named.
        self.app.router.redirect_slashes = False

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            raise HTTPException(404)
        # The page asks for them by the hash of their content.
        keep = {"cache-control": "public, max-age=604800, immutable"}
        return Response(self._pages.files[name], media_type=FILES[name], headers=keep)

    async def _look(self, request: Request) -> Response:
        return await self._ask(request, "look")

    def _opening(self, what: str) -> Callable[[Request], Any]:
        async def do(request: Request) -> Response:
            form = await request.form(max_files=0, max_fields=2)
            return await self._binding(request, what, acknowledge=form.get("acknowledge") == "1")

        return do

    async def _binding(self, request: Request, what: str, **about: Any) -> Response:
        """Asks as the device it is from now on: the phone keeps the secret for the next time."""
        secret = _secret(request) or secrets.token_urlsafe(_SECRET_BYTES)
        response = await self._ask(request, what, device=device_mark(secret), **about)
        if response.status_code in (200, 303):
            response.set_cookie(
                _COOKIE, secret, max_age=_COOKIE_S, path="/", secure=True, httponly=True, samesite="strict"
            )
        return response

    def _clocking(self, what: str) -> Callable[[Request], Any]:
        async def do(request: Request) -> Response:
            return await self._binding(request, what)

        return do

    def _doing(self, what: str) -> Callable[[Request], Any]:
        async def do(request: Request) -> Response:
            return await self._ask(request, what)

        return do

    async def _step(self, request: Request) -> Response:
        form = await request.form(max_files=0, max_fields=2)
        number = str(form.get("step", ""))
        if not (number.isascii() and number.isdecimal() and len(number) <= 3):
            raise HTTPException(400)
        return await self._ask(request, "step", step=int(number))

    async def _photo(self, request: Request) -> Response:
        # Asked before a byte is read: who has no place for a photo cannot fill the inbox.
        refused = self._held_back(request) or await self._answered(request, "photo_place")
        if refused.status_code != _GO_ON:
            return refused
        try:
            async with self._inbox.received(request) as name:
                return await self._answered(request, "photo", photo=name)
        except PhotoTooLarge as error:
            raise HTTPException(413) from error

    async def _ask(self, request: Request, what: str, **about: Any) -> Response:
        return self._held_back(request) or await self._answered(request, what, **about)

    def _held_back(self, request: Request) -> Response | None:
        """The answer to whoever asks too often, or from a page that is not ours, or with what is no link."""
        token = request.path_params["token"]
        wait = self._limits.wait_s(_address(request), token)
        if wait:
            return self._message(request, "too_often", 429, {"retry-after": str(math.ceil(wait))})
        if request.method == "POST" and _from_elsewhere(request):
            return self._message(request, "unknown", 403)
        return None if id_of(token) else self._message(request, "unknown", 404)

    async def _answered(self, request: Request, what: str, **about: Any) -> Response:
        secret = _secret(request)
        asked = {
            "token": request.path_params["token"],
            "address": _address(request),
            "device": device_mark(secret) if secret else "",
            **about,
        }
        try:
            answer = await self._console.ask(what, **asked)
        except ConsoleSilent:
            return self._message(request, "slow", 503)
        return self._shown(request, what, answer)

    def _shown(self, request: Request, what: str, answer: Mapping[str, Any]) -> Response:
        token, notice = request.path_params["token"], answer.get("notice", "")
        part, again = _PART in request.headers, f"/{request.url.path[1]}/{token}"
        if answer.get("go_on"):
            return Response(status_code=_GO_ON)
        if "refused" in answer:
            code = answer["refused"]
            if code == "other_device" and request.method == "GET" and _from_elsewhere(request):
                # A strict cookie stays behind when another site's page was left for ours: look once more from here.
                return self._message(request, "continue", 200, again=again)
            return self._message(request, code, _STATUS.get(code, 403), phone=answer.get("phone", ""))
        if request.method == "POST" and not part and not notice:
            return RedirectResponse(again, 303)
        language = self._language(request, answer["language"])
        if "clock" in answer:
            html = self._pages.clock(token, answer["clock"], notice, language, part=part)
            return HTMLResponse(html, _STATUS.get(notice, 409) if notice else 200)
        if "report" in answer:
            html = self._pages.report(token, answer["report"], notice, language, part=part)
            return HTMLResponse(html, _STATUS.get(notice, 409) if notice else 200)
        if "check" in answer:
            html = self._pages.check(token, answer["check"], notice, language, part=part)
            return HTMLResponse(html, _STATUS.get(notice, 409) if notice else 200)
        if "report_door" in answer:
            return HTMLResponse(self._pages.report_door(token, answer["report_door"], language, part=part))
        if "door" in answer:
            return HTMLResponse(self._pages.door(token, answer["door"], language, part=part))
        html = self._pages.sheet(token, answer["sheet"], notice, language, part=part)
        return HTMLResponse(html, _STATUS.get(notice, 409) if notice else 200)

    async def _wrong(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        code = "photo_too_large" if status == 413 and request.url.path.endswith("/photo") else "unknown"
        return self._message(request, code, status)

    async def _broken(self, request: Request, error: Exception) -> Response:
        return self._message(request, "slow", 500)

    def _message(
        self,
        request: Request,
        code: str,
        status: int,
        headers: Mapping[str, str] | None = None,
        *,
        phone: str = "",
        again: str = "",
    ) -> Response:
        language = self._language(request, self._site_language)
        html = self._pages.message(code, language, part=_PART in request.headers, phone=phone, again=again)
        return HTMLResponse(html, status, dict(headers or {}))

    def _language(self, request: Request, site: str) -> str:
        return chosen(request.headers.get("accept-language", ""), site)


def _address(request: Request) -> str:
    return request.client.host if request.client else "?"


def _from_elsewhere(request: Request) -> bool:
    """Whether another site's page has led here, as the browser tells it."""
    return request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none")


def _secret(request: Request) -> str:
    """What the phone was given when it opened its first link; empty for none, or for what is not ours."""
    secret = request.cookies.get(_COOKIE, "")
    return secret if len(secret) == _SECRET_SIGNS else ""
