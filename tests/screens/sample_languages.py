"""The sample's words in Italian, German and Spanish: the product's own here, others as said."""

from typing import Any

from touchpoint.words import Speech, load_words

_PRODUCTS: dict[str, dict[str, Any]] = {
    "it": {
        "title": "Cappotto Sévigné",
        "price": "890,00\u00a0€",
        "was": "1.090,00\u00a0€",
        "colours": ("Cammello", "Nero", "Grigio mélange"),
        "description": "Un lungo cappotto doppiopetto, che cade dritto dalla spalla.\n\n"
        "I revers sono stirati a mano, perché rotolino invece di piegarsi.",
        "fabric": "90% lana vergine, 10% cashmere. Fodera: 100% cupro",
        "fit": "Dritta, a metà polpaccio. Pensata sopra una giacca: scelga la sua taglia abituale",
        "care": "Lavaggio a secco. Spazzolare dopo l’uso, riporre su una gruccia larga",
        "garments": ("Cappotto Sévigné", "Abito Odéon", "Pantaloni Varenne", "Maglia Cancale",
                     "Gonna Mabillon", "Borsa Madeleine"),
    },
    "de": {
        "title": "Zweireihiger Wollmantel Sévigné",
        "price": "890,00\u00a0€",
        "was": "1.090,00\u00a0€",
        "colours": ("Kamelhaarbraun", "Schwarz", "Hellgraumeliert"),
        "description": "Ein langer zweireihiger Mantel, der von der Schulter gerade fällt.\n\n"
        "Die Revers sind von Hand gebügelt, damit sie rollen und nicht knicken.",
        "fabric": "90\u00a0% Schurwolle, 10\u00a0% Kaschmir. Futter: 100\u00a0% Cupro",
        "fit": "Gerade, wadenlang. Über einer Jacke zu tragen: Nehmen Sie Ihre gewohnte Größe",
        "care": "Chemische Reinigung. Nach dem Tragen ausbürsten, auf einem breiten Bügel ruhen "
        "lassen",
        "garments": ("Zweireihiger Wollmantel Sévigné", "Abendkleid Odéon",
                     "Bundfaltenhose Varenne", "Matrosenpullover Cancale",
                     "Faltenrock Mabillon", "Umhängetasche Madeleine"),
    },
    "es": {
        "title": "Abrigo Sévigné",
        "price": "890,00\u00a0€",
        "was": "1.090,00\u00a0€",
        "colours": ("Camel", "Negro", "Gris jaspeado"),
        "description": "Un abrigo largo y cruzado, que cae recto desde el hombro.\n\n"
        "Las solapas se planchan a mano, para que rueden en vez de doblarse.",
        "fabric": "90\u00a0% lana virgen, 10\u00a0% cachemira. Forro: 100\u00a0% cupro",
        "fit": "Recto, a media pierna. Para llevar sobre una chaqueta: elija su talla habitual",
        "care": "Limpieza en seco. Cepillar después de usar, dejar reposar en una percha ancha",
        "garments": ("Abrigo Sévigné", "Vestido Odéon", "Pantalón Varenne", "Camiseta Cancale",
                     "Falda Mabillon", "Bolso Madeleine"),
    },
}  # fmt: skip


def _said(speech: Speech, product: dict[str, Any]) -> dict[str, Any]:
    say, name = speech.say, "Camille"
    when = say("today at {time}", time="09:10")
    here = [speech.many("{n} here", "{n} here", n) for n in (2, 5, 3)]
    return {
        **product,
        "stock": (say("not here"), here[0], say("last one"), here[1], say("please ask"), here[2]),
        "note": say("In this store now, counted {when}", when=when),
        "rest": (say("Tap a garment"), say("Hold its label to the reader and see it here")),
        "around": say("Look around"),
        "kiosk_privacy": say("This screen reads clothing tags. It keeps nothing about you."),
        "welcome": (
            say("Hold a label to the reader"),
            say("See its colours, its sizes and what we have here today"),
        ),
        "noticed": say(
            "This screen reads clothing tags and notices that you are here.\n"
            "It keeps nothing about you."
        ),
        "mirror_rest": (say("Hang up what you try on"), say("Touch to begin")),
        "invite": (say("Welcome"), say("Touch to see what you brought")),
        "room": (say("In this room"), say("Touch a garment to see more")),
        "privacy": say("This room reads clothing tags. No camera, no microphone."),
        "away": say("We are offline. Figures as known {when}", when=when),
        "unknown": say("This code is not of a garment. Please show us a garment’s label."),
        "foreign": (say("This label is of another house"), say("We would gladly show you ours.")),
        "empty": (
            say("Just a moment"),
            say("Our collection is on its way to this screen; our team will gladly show it to you"),
        ),
        "ask": say("Ask for size {size}", size=40),
        "ask_note": say("Not in this store today. An associate can look for it elsewhere."),
        "steps": (say("Sent"), say("Taken on"), say("On the way"), say("Here")),
        "what": f"{product['title']}, {say('size {size}', size=40)}",
        "way": (say("{name} is on the way", name=name), speech.wait(60, 180)),
        "gone": (say("We could not find it"), say("{name} looked for it.", name=name)),
        "other": say(
            "Ask for {colour}, size {size} instead", colour=product["colours"][2], size=40
        ),
        "still": (say("Are you still here?"), say("Yes, I am")),
        "doubt": (say("Is this yours?"), say("Yes"), say("No")),
    }


def sample_words() -> dict[str, dict[str, Any]]:
    words = load_words(tuple(_PRODUCTS))
    return {code: _said(words.speech(code), product) for code, product in _PRODUCTS.items()}
