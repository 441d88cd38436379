//! The input tables.

use super::Type::{Any, Choice, Degrees, Flag, Id, Ids, Metres, Number, Rate, Share, Shares, Text, Year, YearGroups};
use super::{Column, Table, optional, required};

const CHILDREN: super::Type = Number("children");
const PLACES: super::Type = Number("places");
const POUNDS: super::Type = Number("£");
const POUNDS_A_YEAR: super::Type = Number("£ a year");

const EASTING: Column = optional("easting", Metres, "latitude and longitude are given", "National Grid easting");
const NORTHING: Column = optional("northing", Metres, "latitude and longitude are given", "National Grid northing");
const LATITUDE: Column = optional("latitude", Degrees, "easting and northing are given", "latitude, about 50 to 61");
const LONGITUDE: Column = optional("longitude", Degrees, "easting and northing are given", "longitude, about -8 to 2");

/// Every table, the required ones first.
pub static TABLES: &[Table] = &[
    Table {
        name: "localities",
        required: true,
        row_is: "somewhere children live (LSOA, MSOA, ward, planning area)",
        default: "",
        columns: &[
            required("locality", Id, "its id"),
            optional("name", Text, "the id", "what people call it"),
            optional("authority", Text, "none", "the local authority, for policies and reports"),
            optional("area", Text, "none", "the group it is reported in"),
            EASTING,
            NORTHING,
            LATITUDE,
            LONGITUDE,
        ],
    },
    Table {
        name: "forecast",
        required: true,
        row_is: "children with an EHC plan expected in a year",
        default: "",
        columns: &[
            required("year", Year, "the academic year"),
            required("locality", Id, "where they live"),
            required("need", Id, "their primary need"),
            required("year_groups", YearGroups, "their stage; the ranges of the forecast may not overlap"),
            optional("band", Id, "one band, named -", "their band of need"),
            required("children", CHILDREN, "how many; may be fractional"),
        ],
    },
    Table {
        name: "settings",
        required: true,
        row_is: "a school or college on its site",
        default: "",
        columns: &[
            required("setting", Id, "URN or own id"),
            optional("name", Text, "the id", "what people call it"),
            optional("authority", Text, "none", "the local authority it stands in"),
            EASTING,
            NORTHING,
            LATITUDE,
            LONGITUDE,
        ],
    },
    Table {
        name: "provisions",
        required: true,
        row_is: "a group of places at a setting, for certain needs and year groups: the mainstream roll, a DSP, a \
                 resource base, a special or independent school's places",
        default: "",
        columns: &[
            required("provision", Id, "its id"),
            optional("name", Text, "the id", "what people call it"),
            required("setting", Id, "where it is"),
            required("kind", Id, "built in: mainstream, dsp, resource_base, special, independent; or from kinds"),
            required("needs", Ids, "the primary needs it accepts"),
            required("year_groups", YearGroups, "the year groups it takes"),
            Column {
                default: "unlimited",
                ..required("places", PLACES, "places for everybody, reserved ones included; the column must be there")
            },
            optional("opens", Year, "always was open", "the first year it is open"),
            optional("closes", Year, "stays open", "the first year it is closed"),
            optional("reserved", PLACES, "0", "places other authorities' children hold"),
            optional("place_funding", POUNDS_A_YEAR, "that of its kind", "per place, paid filled or not"),
            optional("overfill", Number("share"), "that of its kind", "share above its places that may be used"),
            optional("min_children", CHILDREN, "0", "nobody, or at least this many; reported, not enforced"),
        ],
    },
    Table {
        name: "costs",
        required: true,
        row_is: "what a placement costs the high needs budget per child per year, on top of place funding; the most \
                 specific row wins, and two equally specific rows that both fit are an error",
        default: "",
        columns: &[
            optional("kind", Id, "provision is given", "the kind of provision, or * for every kind"),
            optional("provision", Id, "kind is given", "one provision, or a project's own"),
            optional("need", Id, "*", "only this need"),
            optional("band", Id, "*", "only this band"),
            optional("year_groups", YearGroups, "*", "only these year groups"),
            required("annual_cost", POUNDS_A_YEAR, "per child"),
        ],
    },
    Table {
        name: "places",
        required: false,
        row_is: "a planned change in places",
        default: "places stay as they are",
        columns: &[
            required("provision", Id, "where"),
            required("year", Year, "from this year on"),
            required("places", PLACES, "places from then on"),
            optional("reserved", PLACES, "as before", "reserved places from then on"),
        ],
    },
    Table {
        name: "transport",
        required: false,
        row_is: "home-to-school transport: share × (fixed_cost + cost_per_km × km) per child per year; the most \
                 specific row wins",
        default: "transport costs nothing",
        columns: &[
            optional("kind", Id, "*", "only this kind"),
            optional("need", Id, "*", "only this need"),
            optional("band", Id, "*", "only this band"),
            optional("share", Share, "1", "share of children carried"),
            optional("fixed_cost", POUNDS_A_YEAR, "0", "per carried child"),
            optional("cost_per_km", POUNDS_A_YEAR, "0", "per km of one-way distance per carried child"),
        ],
    },
    Table {
        name: "suitability",
        required: false,
        row_is: "whether a kind can meet a need; a row replaces the built-in one",
        default: "mainstream: unsuitable for PMLD and SLD, last_resort for MSI, otherwise suitable; bases: unsuitable \
                  for PMLD and SLD, otherwise preferred; special: preferred for PMLD, SLD, MSI, PD, ASD and SEMH, \
                  otherwise suitable; independent and other: suitable",
        columns: &[
            required("need", Id, "the primary need"),
            optional("band", Id, "*", "only this band"),
            required("kind", Id, "the kind of provision"),
            required(
                "suitability",
                Choice(&["preferred", "suitable", "last_resort", "unsuitable"]),
                "what a new child can be offered",
            ),
        ],
    },
    Table {
        name: "kinds",
        required: false,
        row_is: "a kind of provision; a row replaces or adds to those built in",
        default: "mainstream (0; 0.5; 2000), dsp and resource_base (base; 6000; 0.1; 5000), special (10000; 0.1; \
                  8000), independent (0; 0; 0): place_funding, overfill, overfill_cost. SRP, ERP, unit and specialist \
                  base are read as resource_base",
        columns: &[
            required("kind", Id, "its id"),
            optional("name", Text, "the id", "what people call it"),
            optional(
                "family",
                Choice(&["mainstream", "base", "special", "independent", "other"]),
                "that of the kind built in, otherwise other",
                "its family",
            ),
            optional("place_funding", POUNDS_A_YEAR, "that built in, otherwise 0", "per place"),
            optional(
                "overfill",
                Number("share"),
                "that built in, otherwise 0",
                "share above its places that may be used",
            ),
            optional("overfill_cost", POUNDS_A_YEAR, "that built in, otherwise 0", "per child above places"),
            optional("max_minutes", Number("minutes"), "that of the phase", "a travel limit of its own"),
        ],
    },
    Table {
        name: "travel",
        required: false,
        row_is: "a measured journey",
        default: "straight line × circuity ÷ speed",
        columns: &[
            required("locality", Id, "from"),
            required("setting", Id, "to"),
            required("km", Number("km"), "by road, one way"),
            optional("minutes", Number("minutes"), "km ÷ speed", "one way"),
        ],
    },
    Table {
        name: "roll",
        required: false,
        row_is: "children already placed in the year before the first year",
        default: "nobody: the first year's children are all new",
        columns: &[
            required("locality", Id, "where they live"),
            required("need", Id, "their primary need"),
            required("year_groups", YearGroups, "their stage in the year before the first; as in the forecast"),
            optional("band", Id, "one band, named -", "their band of need"),
            required("provision", Id, "where they are"),
            required("children", CHILDREN, "how many"),
        ],
    },
    Table {
        name: "projects",
        required: false,
        row_is: "somewhere a unit could open, or grow",
        default: "nothing can be built",
        columns: &[
            required("project", Id, "its id"),
            optional("name", Text, "the id", "what people call it"),
            optional("provision", Id, "it makes a provision of its own", "an existing provision to expand"),
            optional("setting", Id, "coordinates are given", "where a provision of its own would be"),
            EASTING,
            NORTHING,
            LATITUDE,
            LONGITUDE,
            optional("kind", Id, "that of the provision", "kind of its own provision"),
            optional("needs", Ids, "those of the provision", "needs its own provision accepts"),
            optional("year_groups", YearGroups, "those of the provision", "year groups its own provision takes"),
            required("places", PLACES, "places when fully open"),
            required("capital_cost", POUNDS, "spent in the year it opens"),
            optional("annual_cost", POUNDS_A_YEAR, "0", "once open, place funding included"),
            required("earliest", Year, "the first year it may open"),
            optional("latest", Year, "the last year planned", "the last year it may open"),
            optional("fill", Shares, "1", "share of its places usable in the 1st, 2nd … year; the last value goes on"),
            optional("group", Text, "none", "at most one project of a group opens"),
            optional("requires", Ids, "none", "projects that must be open no later"),
            optional("min_children", CHILDREN, "0", "at least this many children from the third year open"),
            optional("status", Choice(&["optional", "committed", "excluded"]), "optional", "whether it may be chosen"),
        ],
    },
    Table {
        name: "contracts",
        required: false,
        row_is: "a block offer of an independent school",
        default: "nothing can be bought in blocks",
        columns: &[
            required("contract", Id, "its id"),
            optional("name", Text, "the id", "what people call it"),
            required("provision", Id, "where the places are"),
            optional("needs", Ids, "*", "needs that may fill them"),
            optional("year_groups", YearGroups, "*", "year groups that may fill them"),
            required("first_year", Year, "the first year it runs"),
            required("last_year", Year, "the last year it runs"),
            required("places", PLACES, "committed each year"),
            required("price", POUNDS_A_YEAR, "per committed place, in its first year"),
            optional("take_or_pay", Share, "1", "share of the price paid for an empty place"),
            optional("covers_roll", Flag, "no", "whether children already there count"),
            optional("group", Text, "none", "at most one contract of a group is signed: tiers of one offer"),
            optional("status", Choice(&["optional", "signed", "excluded"]), "optional", "whether it may be chosen"),
            optional("uplift", Rate, "0", "yearly rise of the price: 0.03 is 3%"),
            optional("new_places", PLACES, "0", "places the school adds if signed"),
        ],
    },
    Table {
        name: "budgets",
        required: false,
        row_is: "money available in a year",
        default: "no limit on capital, no grant to report against",
        columns: &[
            required("year", Year, "the academic year"),
            optional("capital", POUNDS, "0", "capital that becomes available; unspent capital carries forward"),
            optional("high_needs", POUNDS, "not reported", "high needs grant: reported against, never a cap"),
        ],
    },
    Table {
        name: "policies",
        required: false,
        row_is: "a rule on the mix: a share of the children it speaks of",
        default: "no rules",
        columns: &[
            required("policy", Id, "its id"),
            optional("needs", Ids, "*", "children of these needs"),
            optional("year_groups", YearGroups, "*", "children of these year groups"),
            optional("bands", Ids, "*", "children of these bands"),
            optional("authorities", Ids, "*", "children who live in these authorities"),
            required("kinds", Ids, "the kinds of provision whose share is limited"),
            optional("from_year", Year, "the first year planned", "the first year it applies"),
            optional("to_year", Year, "the last year planned", "the last year it applies"),
            optional("min_share", Share, "none", "at least this share"),
            optional("max_share", Share, "none", "at most this share"),
            optional("penalty", POUNDS_A_YEAR, "the unplaced penalty", "per child by which it is broken"),
        ],
    },
    Table {
        name: "patches",
        required: false,
        row_is: "one step of a scenario; rows of the same patch are applied in order",
        default: "no scenarios",
        columns: &[
            required("patch", Id, "its id"),
            required("table", Id, "the table it changes"),
            required("column", Id, "the column it changes; any column for drop"),
            required("action", Choice(&["set", "add", "scale", "drop"]), "what it does to the cells, or drop the row"),
            optional("value", Any, "not needed for drop, blank for set", "the new value, or by how much"),
            optional("where", Text, "every row", "which rows: `need=ASD;SEMH & year>=2028`"),
        ],
    },
];
