"""Headers that tables of several kinds share, so that one thing has one name everywhere."""

from models import Text

LEARNER = Text(nl="Cursist", en="Learner")
NAME = Text(nl="Naam", en="Name")
LEVEL = Text(nl="Niveau", en="Level")
DAY = Text(nl="Dag", en="Day")
DATE = Text(nl="Datum", en="Date")
FROM = Text(nl="Van", en="From")
TO = Text(nl="Tot", en="Until")
MINIMUM = Text(nl="Minimum", en="Minimum")
TARGET = Text(nl="Streefgrootte", en="Target")
MAXIMUM = Text(nl="Maximum", en="Maximum")
