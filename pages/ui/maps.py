"""What all maps share: our own outlines, no base map, and a small message. Nothing here knows the server."""

import json
from collections.abc import Mapping, Sequence

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

OUTLINES = "boundaries/europe.geojson"
"""Sent once and kept by the browser: shapes in each message would make it hundreds of times larger."""

ON_TOP = {"depthCompare": "always"}
"""Drawn in the order of the layers, or arcs would cut through names."""

TOOLTIP = {"text": "{name}\n{detail}"}

CONTROLLER = {"scrollZoom": False, "dragRotate": False, "touchRotate": False}


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck declares no types
    """A deck whose message to the browser is in one line: most of pydeck's own is indentation."""

    def to_json(self) -> str:
        """The deck as JSON in one line."""
        return json.dumps(self, default=default_serialize, sort_keys=True, separators=(",", ":"))


def build_deck(layers: Sequence[pdk.Layer], *, view: Mapping[str, float]) -> CompactDeck:
    """A map of the layers, opened at `view` (longitude, latitude, zoom); it asks no other host for anything."""
    return CompactDeck(
        layers=list(layers),
        views=[pdk.View(type="MapView", controller=CONTROLLER)],
        initial_view_state=pdk.ViewState(**view, min_zoom=2, max_zoom=7),
        map_provider=None,
        tooltip=TOOLTIP,
    )
