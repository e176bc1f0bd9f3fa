"""eBay Germany's sales report: semicolons, `116,99 €`, `10-Dez-25`, a count of entries at the end."""

from __future__ import annotations

from app.core.i18n import N_
from app.imports.formats.base import Format, column

ORDERS = Format(
    name="ebay_de",
    platform="ebay",
    label=N_("eBay orders (Germany)"),
    kind="orders",
    currency="EUR",
    zone="Europe/Berlin",
    date_order="DMY",
    decimal_comma=True,
    default_state=("unpaid", "new"),
    columns=(
        column("order_id", "Bestellnummer|Verkaufsprotokollnummer", required=True),
        column("line_id", "Transaktionsnummer"),
        column("product_id", "Artikelnummer", required=True),
        column("title", "Angebotstitel|Artikelbezeichnung", required=True),
        column("sku", "Bestandseinheit|Bestandseinheit (SKU)|SKU"),
        column("options", "Variationsdetails|Variantendetails"),
        column("quantity", "Anzahl|Stückzahl|Menge", required=True),
        column("unit_price", "Verkauft für|Verkaufspreis|Preis"),
        column("shipping_fee", "Verpackung und Versand|Versand und Bearbeitung|Versandkosten", per_line="auto"),
        column("total", "Gesamtpreis|Gesamtbetrag", per_line="auto"),
        column("buyer_nick", "Nutzername des Käufers|Mitgliedsname des Käufers"),
        column("buyer_name", "Name des Empfängers|Versand an Name|Name des Käufers"),
        column("email", "E-Mail des Käufers"),
        column("phone", "Versand an Telefon|Telefon des Empfängers|Telefonnummer des Käufers"),
        column("street", "Versand an Adresse 1|Versandadresse 1|Adresse 1 des Käufers"),
        column("city", "Versand an Ort|Versandort|Ort des Käufers"),
        column("province", "Versand an Bundesland|Bundesland des Käufers"),
        column("postcode", "Versand an PLZ|Versandpostleitzahl|PLZ des Käufers"),
        column("country", "Versand an Land|Versandland|Land des Käufers"),
        column("payment_method", "Zahlungsmethode"),
        column("placed_at", "Verkauft am|Verkaufsdatum", required=True),
        column("paid_at", "Bezahlt am|Zahlungsdatum"),
        column("shipped_at", "Versendet am|Versanddatum|Versandt am"),
        column("waybill", "Sendungsnummer|Trackingnummer"),
        column("buyer_note", "Hinweis des Käufers|Nachricht des Käufers"),
        column("seller_note", "Persönliche Notiz|Notizen"),
    ),
)
