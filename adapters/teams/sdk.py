"""The Bot Framework SDK (botbuilder 4.17.1), which no other module knows."""
