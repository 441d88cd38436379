//! Files, tables and columns: what must be there before a cell can be read.

use super::entries;

entries! {
    E101 "The model file cannot be read" {
        means "The model file named on the command line is missing or cannot be opened.",
        matters "Nothing can be read without it: it names the tables and the years.",
        example "placewise check models/exmaple.toml",
        fix "Name the model file, which ends in .toml, and check the path.",
    }
    E102 "The model file is not valid TOML" {
        means "The text of the model file breaks the rules of TOML at the place given.",
        matters "What stands after the mistake cannot be trusted.",
        example "title = \"Example county",
        fix "Put the line right: one `name = value` a line, text in double quotes, folders with / and not \\, sections in square brackets.",
    }
    E103 "A setting is missing from the model file" {
        means "The model file must give `tables`, `first_year`, `last_year` and `price_year`.",
        matters "There is no sensible default for them.",
        example "A model file without `first_year`.",
        fix "Add the setting to the model file.",
    }
    E104 "A setting has the wrong type" {
        means "The setting holds text where a number belongs, or the other way round.",
        matters "The setting cannot be used.",
        example "speed_kmh = \"fast\"",
        fix "Write the setting as the table of settings in docs/tables.md shows it.",
    }
    E105 "A setting is out of range" {
        means "The number is outside the range in which the setting makes sense.",
        matters "The plan would be nonsense: roads shorter than a straight line, a horizon of centuries.",
        example "circuity = 0.7",
        fix "Give a value inside the range.",
    }
    E106 "The tables cannot be opened" {
        means "`tables` in the model file names neither a folder nor an .xlsx workbook that can be read.",
        matters "There is nothing to plan with.",
        example "tables = \"../data/exmaple\"",
        fix "Check the path: it is relative to the folder of the model file.",
    }
    E107 "A required table is missing" {
        means "`localities`, `forecast`, `settings`, `provisions` and `costs` must be there.",
        matters "No plan can be made without them.",
        example "A folder without costs.csv",
        fix "Add the table: `placewise template DIR` writes empty ones with every column.",
    }
    E108 "A required column is missing" {
        means "The table lacks a column that every row needs.",
        matters "None of its rows can be read.",
        example "forecast.csv with the header `year,locality,need,children`",
        fix "Add the column, or correct its name in the header row.",
    }
    E109 "A column is there twice" {
        means "Two columns of the header row have the same name.",
        matters "It cannot be known which one is meant.",
        example "year,locality,need,need,children",
        fix "Delete or rename one of them.",
    }
    E110 "A row has more cells than the header" {
        means "The row goes on after the last column of the header row.",
        matters "Its cells have probably moved: a comma inside a name that is not in quotes does this.",
        example "119903,St Mary's, Oakham,Rutland,486000,308700",
        fix "Put text that contains a comma in double quotes, or delete the extra cells.",
    }
    E111 "Cells are not separated by commas" {
        means "The header row has no comma, but semicolons or tabs.",
        matters "The whole row would be read as one cell.",
        example "year;locality;need",
        fix "Save the file again as `CSV UTF-8 (comma delimited)`.",
    }
    E112 "A table is there twice" {
        means "Two files or two sheets are the same table.",
        matters "It cannot be known which one is meant.",
        example "localities.csv and Localities.csv",
        fix "Keep one of them.",
    }
    E113 "A file cannot be read" {
        means "The file or sheet is damaged, locked, or not what its name says.",
        matters "Its rows are missing.",
        example "A web page saved as settings.csv; a workbook protected by a password.",
        fix "Open it, save it again as .csv or .xlsx without a password, and close it.",
    }
    E114 "No header row" {
        means "The first row that is not blank names none of the table's columns.",
        matters "It cannot be known what the cells below it hold.",
        example "Forecast, SEND team, March 2026",
        fix "Delete the rows above the header row, or write one: `placewise template DIR` has every column.",
    }
    E115 "A required table without rows" {
        means "`localities`, `settings`, `provisions` or `costs` has a header row and nothing below it.",
        matters "No plan can be made without them.",
        example "A table of the template that was not filled in",
        fix "Fill in the table.",
    }
    E116 "A double quote that is not closed" {
        means "A cell begins with a double quote and the closing one is missing, so the rows after it became part of it.",
        matters "Rows are lost.",
        example "119903,\"St Mary's,Rutland,486000,308700",
        fix "Close the quote, or delete it.",
    }
    E117 "The boundaries cannot be read" {
        means "The file that `boundaries` names in the model file is missing or cannot be opened.",
        matters "The maps could not be drawn as asked.",
        example "boundaries = \"wards.geojson\" and no such file beside the model file",
        fix "Correct the path, which is seen from the folder of the model file, or delete the setting: localities are drawn as points then.",
    }
    E118 "The boundaries are in another format" {
        means "The file that `boundaries` names is not a GeoJSON FeatureCollection.",
        matters "The maps could not be drawn as asked.",
        example "A shapefile (.shp), or a web page saved by mistake",
        fix "Download or export the boundaries as GeoJSON; QGIS does so by Export, Save Features As.",
    }
}
