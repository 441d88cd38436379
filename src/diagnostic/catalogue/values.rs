//! Single cells: what is written must be what the column holds.

use super::entries;

entries! {
    E201 "A required cell is blank" {
        means "The column must be filled in on every row.",
        matters "A blank means `not given`, never zero, and here there is no default.",
        example "2026,Oakham,ASD,7-11,",
        fix "Fill in the cell, or delete the row.",
    }
    E202 "Not a number" {
        means "A number is wanted and the cell holds something else.",
        matters "The row cannot be used.",
        example "places: about 12",
        fix "Write the number alone, such as 12, 12.5, 1,234 or £14,500: no words and no units.",
    }
    E203 "Not a finite number" {
        means "The cell holds NaN or an infinity, usually left by a failed calculation.",
        matters "One such number would spoil every total.",
        example "children: NaN; places: #REF!",
        fix "Replace it with a number, or delete the row if there is nothing to count.",
    }
    E204 "A negative number" {
        means "Children, places, pounds, kilometres and minutes are never negative here.",
        matters "It would take children or money away from somewhere else.",
        example "children: -3",
        fix "Give 0 or more.",
    }
    E205 "Not a year" {
        means "A year is the calendar year in which the academic year begins, from 1990 to 2150.",
        matters "The row cannot be placed in time.",
        example "year: 26/27",
        fix "Write 2026 or 2026/27.",
    }
    E206 "Malformed year groups" {
        means "Year groups are one National Curriculum year or a range, from -2 (nursery) to 20 (age 24/25); Reception is 0 or R.",
        matters "It cannot be known which children are meant.",
        example "year_groups: 11-7; year_groups: 11-Jul (Excel has made a date of 7-11)",
        fix "Write 7, 7-11, R-6 or -2--1. In Excel, format the column as text first, or 7-11 becomes a date.",
    }
    E207 "Not an id" {
        means "An id is text without `*` and `;`, which mean everything and separate lists.",
        matters "Other tables could not name it.",
        example "locality: Oakham;East",
        fix "Choose an id without `*` and `;`.",
    }
    E208 "Not one of the choices" {
        means "The column only takes certain words.",
        matters "It cannot be known what is meant.",
        example "status: perhaps",
        fix "Use one of the words listed.",
    }
    E209 "Neither yes nor no" {
        means "The column takes yes or no.",
        matters "It cannot be known what is meant.",
        example "covers_roll: maybe",
        fix "Write yes or no.",
    }
    E210 "A share outside 0 to 1" {
        means "A share is a part of the whole: 0.25 or 25% is a quarter.",
        matters "A share of 25 would count everybody 25 times.",
        example "share: 45",
        fix "Write 0.45 or 45%.",
    }
    E211 "Coordinates are missing or incomplete" {
        means "A place on the map needs `easting` and `northing`, or `latitude` and `longitude`, and not both pairs.",
        matters "No journey can be worked out.",
        example "easting 486000, northing blank",
        fix "Fill in one whole pair and leave the other blank.",
    }
    E212 "Coordinates outside Great Britain" {
        means "The point is not on the National Grid of Great Britain.",
        matters "Every journey to or from it would be absurd.",
        example "easting 48600 (a digit is missing)",
        fix "Check the digits: eastings run from 0 to 700000, northings from 0 to 1300000; latitudes from 49 to 61, longitudes from -9 to 2.",
    }
    E213 "Easting and northing are swapped" {
        means "The northing is one that only an easting could be, or the other way round.",
        matters "The point would lie in the sea or in another country.",
        example "easting 1180000, northing 450000",
        fix "Swap the two cells, or the two column headings.",
    }
    E214 "Latitude and longitude are swapped" {
        means "The latitude is near 0 and the longitude near 52.",
        matters "The point would lie in the Indian Ocean.",
        example "latitude -0.73, longitude 52.67",
        fix "Swap the two cells, or the two column headings.",
    }
    E215 "The wrong kind of coordinates" {
        means "Degrees stand where metres are wanted, or metres where degrees are wanted.",
        matters "The point would lie in the wrong country.",
        example "easting 52.67, northing -0.73",
        fix "Put degrees in `latitude` and `longitude`, metres of the National Grid in `easting` and `northing`.",
    }
    E216 "A journey of no length between different places" {
        means "`km` is blank or 0 although the locality and the setting are at different points.",
        matters "A free journey would draw every child to that setting.",
        example "Oakham,119903,0,0",
        fix "Give the distance, or delete the row: the straight line × circuity is used then.",
    }
    E217 "A number out of range" {
        means "The number is outside the range in which the column makes sense.",
        matters "The plan would be nonsense.",
        example "uplift: 3 (300% a year)",
        fix "Give a value inside the range.",
    }
}
