//! Warnings and notices: the input can be used, but may not say what was meant.

use super::entries;

entries! {
    W101 "An unknown file" {
        means "The folder holds a CSV file that is not one of the tables, or a table that is not a CSV file.",
        matters "It is ignored; if its name is misspelt, a table is missing from the plan.",
        example "contract.csv",
        fix "Rename it if it is meant, or move it elsewhere.",
    }
    W102 "An unknown column" {
        means "The table has a column that placewise does not know.",
        matters "It is ignored; if its name is misspelt, its values are missing from the plan.",
        example "year_group instead of year_groups",
        fix "Rename it if it is meant; notes of your own may stay.",
    }
    W103 "An unknown setting" {
        means "The model file has a setting that placewise does not know.",
        matters "It is ignored; if its name is misspelt, the default is used instead.",
        example "circuitry = 1.3",
        fix "Correct its name, or delete it.",
    }
    W104 "A sheet that looks like a table" {
        means "The workbook has a sheet whose name is nearly that of a table.",
        matters "It is ignored, like every sheet that is not a table.",
        example "A sheet called localitys",
        fix "Rename the sheet if it is meant.",
    }
    W105 "Boundaries that name no locality" {
        means "No property of the shapes in the boundaries file holds the id of any locality.",
        matters "No shape can be matched, so the maps show points.",
        example "Shapes with LSOA21CD = E01013734, and localities called Oakham",
        fix "Use the publisher's codes as the ids in `localities`, or add a property with your ids to the shapes.",
    }
    W106 "Boundaries far from their localities" {
        means "The point of a locality lies well outside the boundary that bears its id.",
        matters "One of the two is in the wrong place, or the boundaries are in neither degrees (EPSG:4326) nor metres of the National Grid (EPSG:27700).",
        example "Boundaries in Web Mercator (EPSG:3857)",
        fix "Save the boundaries in EPSG:4326 or EPSG:27700, and check the coordinates of the localities named.",
    }
    W401 "A gap between stages" {
        means "Two consecutive stages of the forecast leave year groups out between them.",
        matters "Children are assumed to move straight from one to the next.",
        example "0-6 and 8-11",
        fix "Check that the year groups in between are really not forecast.",
    }
    W402 "More children on roll than forecast" {
        means "In the year before the first, more children of a locality, need and band are on roll than the forecast carries into the first year.",
        matters "The forecast wins: everybody's placements are thinned alike to fit it.",
        example "12 on roll who would still be here, 10 forecast",
        fix "Check that roll and forecast count the same children.",
    }
    W403 "A contract longer than the horizon" {
        means "The contract goes on after the last year planned.",
        matters "Its payments after that year are not counted, so it looks cheaper than it is.",
        example "last_year 2040 with a horizon to 2035",
        fix "Extend the horizon, or judge the contract with care.",
    }
    W404 "A contract that never runs" {
        means "The contract ends before the first year or begins after the last.",
        matters "It is left out of the plan.",
        example "first_year 2037 with a horizon to 2035",
        fix "Check its years.",
    }
    W405 "A project that can never open" {
        means "The years in which the project may open lie outside the horizon.",
        matters "It is left out of the plan.",
        example "earliest 2037 with a horizon to 2035",
        fix "Check `earliest` and `latest`.",
    }
    W406 "On roll where a new child could not start" {
        means "Children are on roll at a provision whose needs, year groups, suitability or distance would not let a new child start there.",
        matters "They stay while it serves their stage; if that is not meant, a need or range of year groups is wrong.",
        example "PMLD children on roll at a mainstream school",
        fix "Check the row, the provision's needs and year groups, and `suitability`.",
    }
    W407 "Rows used by nothing" {
        means "Localities without children, settings without a provision or project, or provisions that no child of the forecast could use.",
        matters "They make no difference to the plan; perhaps something that should name them does not.",
        example "A setting that no provision names",
        fix "Check the names; rows that are not needed may stay.",
    }
    W408 "Rows outside the horizon" {
        means "Rows for years before the first or after the last year planned.",
        matters "They are not used.",
        example "Forecast rows for 2040 with a horizon to 2035",
        fix "Check `first_year` and `last_year`; rows that are not needed may stay.",
    }
    W409 "A year without forecast" {
        means "A year of the horizon has no children at all.",
        matters "Every placement would end in that year.",
        example "Rows for 2026 to 2030 with a horizon to 2035",
        fix "Add the missing years to `forecast`, or shorten the horizon.",
    }
    W410 "A policy about nobody" {
        means "No child of the forecast is spoken of by the policy, or it applies in no year of the horizon.",
        matters "It makes no difference to the plan.",
        example "authorities: Rutand",
        fix "Check its needs, year groups, bands, authorities and years.",
    }
    W411 "A provision that is never open" {
        means "The provision closes before the horizon begins, or opens after it ends.",
        matters "It takes no part in the plan.",
        example "closes 2020 with first_year 2026",
        fix "Check `opens` and `closes`; the row may stay.",
    }
    W412 "A patch with nothing to change here" {
        means "No row of the table has the needs, bands or kinds that the patch's `where` names, though they are known.",
        matters "The scenario would be the same as the base case.",
        example "where: kind=special, and no project is a special school",
        fix "Nothing to do if the patch is meant for another area; otherwise correct its `where`.",
    }
    W413 "Free journeys" {
        means "There is a `transport` table, but no row of it fits some children at a kind of provision.",
        matters "Their journeys cost nothing, which favours that kind.",
        example "No row of transport for independent",
        fix "Add a row for the kind, or one with `*`; share 0 says that nobody is carried.",
    }
    W414 "A journey shorter than a straight line" {
        means "`km` is well below the distance as the crow flies.",
        matters "The distance, or one of the points, is wrong; perhaps it is in miles.",
        example "12 km between points 20 km apart",
        fix "Check the distance and the coordinates.",
    }
    W415 "Easting and northing may be swapped" {
        means "The point is far from all localities and would be near them if its coordinates were swapped.",
        matters "Every journey to or from it would be absurd.",
        example "easting 308700, northing 486000 in a table of places around Oakham",
        fix "Swap the two cells if they are the wrong way round.",
    }
    W416 "A need that may be misspelt" {
        means "The forecast or the roll names a need that is nearly the name of another one there.",
        matters "Its children would be planned for on their own, by rows that may not name them.",
        example "ADS on one row, ASD on all the others",
        fix "Correct the name if it is misspelt.",
    }
    W417 "A patch that changes nothing" {
        means "Rows pass the patch's `where`, but their cells are blank, or are already what they would become.",
        matters "The scenario would be the same as the base case. A blank is \"not given\", so it is neither scaled nor added to.",
        example "scale on the places of provisions without a limit",
        fix "Check its column and its `where`; `set` fills blank cells in.",
    }
    N101 "Read as Windows-1252" {
        means "The file is not UTF-8, so it was read in the encoding of older Windows programs.",
        matters "Letters with accents and signs such as £ may be wrong if it was in yet another encoding.",
        example "A school called Ysgol Tŷ Gwyn from an old extract",
        fix "Save it as `CSV UTF-8` if names look wrong.",
    }
    N102 "Localities without a boundary" {
        means "The boundaries file has no shape for some localities, or shapes for other places too.",
        matters "Localities without one are drawn as points; shapes of other places are not drawn.",
        example "13 of 14 localities, in a file of all England",
        fix "Nothing to do, or add the missing shapes.",
    }
    N401 "A least number of children is reported, not enforced" {
        means "An existing provision gives `min_children`.",
        matters "The plan reports when it falls short, but does not keep children there for its sake.",
        example "min_children 6 at a resource base",
        fix "Nothing to do.",
    }
    N402 "Journeys not in the travel table" {
        means "`travel` gives some pairs of locality and setting, not all.",
        matters "The others are estimated: straight line × circuity ÷ speed.",
        example "1,200 of 60,000 pairs",
        fix "Nothing to do, or add the missing pairs.",
    }
    N403 "A need or band that nobody has" {
        means "Tables name a SEN2 primary need that is neither in the forecast nor on roll.",
        matters "Those rows make no difference.",
        example "MSI in suitability, no MSI in the forecast",
        fix "Nothing to do.",
    }
}
