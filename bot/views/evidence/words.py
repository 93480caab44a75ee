"""Words for evidence: its kinds, possible distress, and advice to stop before looking (1.14.1)."""

from __future__ import annotations

from bot.records.evidence import ItemType, Material

TYPE = {
    ItemType.FILE: "A file, such as a screenshot, an e-mail or a recording",
    ItemType.LINK: "A link",
    ItemType.PHYSICAL: "A thing, such as a letter",
}

#: Distressing material, as a choice in the form; and as a warning.
MATERIAL = {
    Material.THREATS: "Threats",
    Material.ABUSE: "Abusive or degrading words",
    Material.HATRED: "Hatred of a group of people",
    Material.SEXUAL: "Sexual words or pictures",
    Material.VIOLENCE: "Violence or injuries",
    Material.SELF_HARM: "Suicide or self-harm",
    Material.PRIVATE: "Somebody's private details, such as an address",
    Material.OTHER: "Something else",
}

#: Advice to people who may want to stop here, by the material.
STOP = {
    Material.THREATS: "whoever they are aimed at, and whoever has been threatened before",
    Material.ABUSE: "whoever it is aimed at",
    Material.HATRED: "whoever belongs to that group, or is close to somebody who does",
    Material.SEXUAL: "whoever has lived through sexual harassment or assault",
    Material.VIOLENCE: "whoever has lived through violence, or works with people who have",
    Material.SELF_HARM: "whoever has lost somebody, or is not well themself",
    Material.PRIVATE: "whoever knows the person it is about",
}

#: Advice to everybody, for any material.
NEED_NOT = (
    "You need not look. What is written about it may be enough for what you have to do, and a colleague can look "
    "with you. If you do look, choose a quiet moment, and not the last thing in the day."
)

#: Material that must never be copied, not even as evidence.
UNLAWFUL = (
    "If it shows a child being abused, please do not copy it or upload it: it is unlawful to. Call the police on 101 "
    "(999 in danger), and say here only that you have."
)
