"""What the sample views say: the words of both languages, and texts as long as they come."""

from typing import Any

TEXTS: dict[str, dict[str, Any]] = {
    "en": {
        "title": "Sévigné coat",
        "price": "€890.00",
        "was": "€1,090.00",
        "colours": ("Camel", "Black", "Heather grey"),
        "description": "A long double-breasted coat, cut to fall straight from the shoulder.\n\n"
        "The lapels are pressed by hand, so that they roll rather than fold.",
        "fabric": "90% virgin wool, 10% cashmere. Lining: 100% cupro",
        "fit": "Straight, to mid-calf. Made to go over a jacket: take your usual size",
        "care": "Dry clean. Brush after wearing, rest it on a wide hanger",
        "stock": ("not here", "2 here", "last one", "5 here", "please ask", "3 here"),
        "note": "In this store now, counted today at 09:10",
        "rest": ("Tap a garment", "Hold its label to the reader and see it here"),
        "around": "Look around",
        "kiosk_privacy": "This screen reads clothing tags. It keeps nothing about you.",
        "welcome": ("Hold a label to the reader",
                    "See its colours, its sizes and what we have here today"),
        "noticed": "This screen reads clothing tags and notices that you are here.\n"
        "It keeps nothing about you.",
        "mirror_rest": ("Hang up what you try on", "Touch to begin"),
        "invite": ("Welcome", "Touch to see what you brought"),
        "room": ("In this room", "Touch a garment to see more"),
        "privacy": "This room reads clothing tags. No camera, no microphone.",
        "away": "We are offline. Figures as known today at 09:10",
        "unknown": "This code is not of a garment. Please show us a garment’s label.",
        "foreign": ("This label is of another house", "We would gladly show you ours."),
        "empty": (
            "Just a moment",
            "Our collection is on its way to this screen; our team will gladly show it to you",
        ),
        "ask": "Ask for size 40",
        "ask_note": "Not in this store today. An associate can look for it elsewhere.",
        "steps": ("Sent", "Taken on", "On the way", "Here"),
        "what": "Sévigné coat, size 40",
        "way": ("Camille is on the way", "1–3 minutes"),
        "gone": ("We could not find it", "Camille looked for it."),
        "other": "Ask for Heather grey, size 40 instead",
        "still": ("Are you still here?", "Yes, I am"),
        "doubt": ("Is this yours?", "Yes", "No"),
        "garments": ("Sévigné coat", "Odéon dress", "Varenne trousers", "Cancale sailor top",
                     "Mabillon skirt", "Madeleine bag"),
    },
    "fr": {
        "title": "Manteau Sévigné",
        "price": "890,00 €",
        "was": "1 090,00 €",
        "colours": ("Camel", "Noir", "Gris chiné"),
        "description": "Un long manteau croisé, qui tombe droit depuis l’épaule.\n\n"
        "Les revers sont pressés à la main, pour rouler plutôt que plier.",
        "fabric": "90 % laine vierge, 10 % cachemire. Doublure : 100 % cupro",
        "fit": "Droit, à mi-mollet. Prévu pour se porter sur une veste : prenez votre taille "
        "habituelle",
        "care": "Nettoyage à sec. Brosser après usage, laisser reposer sur un cintre large",
        "stock": ("pas ici", "2 ici", "dernière", "5 ici", "à demander", "3 ici"),
        "note": "Dans ce magasin, compté aujourd’hui à 09:10",
        "rest": ("Posez un vêtement", "Approchez son étiquette du lecteur pour le voir ici"),
        "around": "Découvrir",
        "kiosk_privacy": "Cet écran lit les étiquettes des vêtements. Il ne retient rien de vous.",
        "welcome": ("Présentez une étiquette au lecteur",
                    "Voyez ses couleurs, ses tailles et notre stock"),
        "noticed": "Cet écran lit les étiquettes des vêtements et remarque que vous êtes là.\n"
        "Il ne garde rien sur vous.",
        "mirror_rest": ("Suspendez ce que vous essayez", "Touchez pour commencer"),
        "invite": ("Bienvenue", "Touchez pour voir ce que vous avez apporté"),
        "room": ("Dans cette cabine", "Touchez un vêtement pour en savoir plus"),
        "privacy": "Cette cabine lit les étiquettes des vêtements. Ni caméra, ni micro.",
        "away": "Nous sommes hors ligne. Chiffres connus aujourd’hui à 09:10",
        "unknown": "Ce code n’est pas celui d’un article. Montrez-nous son étiquette.",
        "foreign": ("Cette étiquette est d’une autre maison",
                    "Nous serions heureux de vous montrer les nôtres."),
        "empty": (
            "Un instant",
            ("Nos pièces arrivent sur cet écran\u00a0; "
             "notre équipe vous les présente avec plaisir"),
        ),
        "ask": "Demander la taille 40",
        "ask_note": "Pas dans ce magasin aujourd’hui. L’équipe peut le chercher ailleurs.",
        "steps": ("Envoyé", "Pris en charge", "En chemin", "Ici"),
        "what": "Manteau Sévigné, taille 40",
        "way": ("Camille est en chemin", "1 à 3 minutes"),
        "gone": ("Nous ne l’avons pas trouvé", "Camille l’a cherché."),
        "other": "Demander plutôt Gris chiné, taille 40",
        "still": ("Êtes-vous toujours là ?", "Oui, je suis là"),
        "doubt": ("Est-ce à vous ?", "Oui", "Non"),
        "garments": ("Manteau Sévigné", "Robe Odéon", "Pantalon Varenne", "Marinière Cancale",
                     "Jupe Mabillon", "Sac Madeleine"),
    },
}  # fmt: skip

LONG = {
    "title": "Manteau long croisé à double boutonnage en drap de laine vierge et cachemire Sévigné",
    "description": "Un long manteau croisé, qui tombe droit depuis l’épaule. " * 6,
    "fabric": "90 % laine vierge de mérinos d’Australie, 10 % cachemire de Mongolie. "
    "Doublure du corps : 100 % cupro. Doublure des manches : 55 % viscose, 45 % acétate",
    "fit": "Droit, à mi-mollet. Prévu pour se porter sur une veste : prenez votre taille "
    "habituelle. Le mannequin mesure 1,79 m et porte une taille 38",
    "care": "Nettoyage à sec uniquement. Brosser après usage, laisser reposer sur un cintre large. "
    "Repasser à l’envers, à basse température, avec une pattemouille",
}
