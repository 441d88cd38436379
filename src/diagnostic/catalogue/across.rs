//! Errors across tables: rows that are well written but contradict each other.

use super::entries;

entries! {
    E401 "Stages overlap" {
        means "Two ranges of year groups in the forecast share a year group.",
        matters "The same children would be counted twice.",
        example "7-11 and 11-13",
        fix "Use ranges that do not overlap, the same in every year of the forecast.",
    }
    E402 "A stage on roll that the forecast does not have" {
        means "`roll` uses other year groups than the forecast.",
        matters "The children on roll cannot be matched with the forecast.",
        example "forecast has 7-11, roll has 7-9",
        fix "Use the same year groups in `roll` as in `forecast`.",
    }
    E403 "Two equally specific cost rows" {
        means "Two rows of `costs` fit the same child at the same provision, and neither is more specific.",
        matters "The cost of the placement would depend on the order of rows.",
        example "special,ASD,*,*,15500 and special,*,H,*,21000 for an ASD child of band H",
        fix "Delete one row, or add one that names both.",
    }
    E404 "No cost row" {
        means "A provision could take children for whom no row of `costs` fits.",
        matters "Their placement would be free, and the plan would send everybody there.",
        example "No row of costs for resource_base",
        fix "Add a row to `costs`: kind and annual_cost are enough.",
    }
    E405 "A project requires itself" {
        means "A project requires itself, or others that in turn require it.",
        matters "None of them could ever open first.",
        example "A requires B, B requires A",
        fix "Delete one of the requirements.",
    }
    E406 "A project without a clear place" {
        means "A project names an existing provision to expand, or else a setting (or coordinates), a kind, needs and year groups: one or the other.",
        matters "It cannot be known where its places would be.",
        example "A project with both provision and setting",
        fix "Fill in `provision` alone, or `setting` or coordinates with `kind`, `needs` and `year_groups`.",
    }
    E407 "A project expands an unlimited provision" {
        means "The provision's places are blank, which means unlimited.",
        matters "More places would make no difference.",
        example "places blank at 119903-M and a project that adds 12",
        fix "Give the provision its number of places, or drop the project.",
    }
    E408 "The forecast is empty" {
        means "There is no row of children between the first and the last year.",
        matters "There is nobody to plan for.",
        example "A forecast for 2016 to 2020 with first_year = 2026",
        fix "Fill in `forecast`, or check `first_year` and `last_year`.",
    }
    E409 "A patch matches nothing" {
        means "No row of the table passes the patch's `where`.",
        matters "The scenario would silently be the same as the base case.",
        example "where: need=ADS",
        fix "Correct the `where`, or delete the patch.",
    }
    E410 "More places reserved than there are" {
        means "`reserved` is above `places`.",
        matters "The provision would have less than no places.",
        example "places 20, reserved 25",
        fix "Lower `reserved`, or raise `places`: `places` counts everybody, reserved places included.",
    }
    E411 "Two committed projects of one group" {
        means "At most one project of a group can open, and two are committed.",
        matters "No plan could satisfy both.",
        example "119903-U12 and 119903-U20, both committed",
        fix "Commit one and exclude the other, or take one out of the group.",
    }
    E412 "A committed project that cannot open in time" {
        means "A committed project requires one that is excluded or opens later.",
        matters "No plan could satisfy both.",
        example "A committed for 2027 requires B, earliest 2029",
        fix "Change the status or the years of one of them.",
    }
    E413 "Two signed contracts of one group" {
        means "At most one contract of a group can be signed, and two are.",
        matters "No plan could satisfy both.",
        example "120330-C10 and 120330-C20, both signed",
        fix "Sign one and exclude the other, or take one out of the group.",
    }
    E414 "The least share is above the most" {
        means "`min_share` is above `max_share`, or a policy gives neither.",
        matters "The policy could never be kept, or says nothing.",
        example "min_share 0.5, max_share 0.4",
        fix "Give at least one, and `min_share` no larger than `max_share`.",
    }
    E415 "Years in the wrong order" {
        means "The last year comes before the first.",
        matters "The row would apply to no year at all.",
        example "earliest 2030, latest 2028",
        fix "Swap or correct the years.",
    }
    E416 "A committed project outside the horizon" {
        means "A committed project opens at its earliest year, which is not between the first and the last year planned.",
        matters "It would never open in the plan.",
        example "first_year 2026, earliest 2025, committed",
        fix "If it is already open, add its places to `provisions`; otherwise correct `earliest`.",
    }
    E417 "A cost row without a clear place" {
        means "A row of `costs` names a kind or a provision: one or the other. `*` as the kind means everywhere.",
        matters "It cannot be known whom the cost applies to.",
        example "special,119903-S,ASD,15500",
        fix "Leave one of the two blank.",
    }
    E418 "Two equally specific transport rows" {
        means "Two rows of `transport` fit the same child at the same kind, and neither is more specific.",
        matters "The cost of the journey would depend on the order of rows.",
        example "special,* and *,ASD for an ASD child at a special school",
        fix "Delete one row, or add one that names both.",
    }
    E419 "A project's id is a provision's" {
        means "A project that makes a provision of its own gives it its id, and a provision of that name is there already.",
        matters "Results could not tell the two apart.",
        example "provision 119903-U12 and project 119903-U12",
        fix "Rename the project, or let it expand the provision by naming it in `provision`.",
    }
    E420 "A change in places at an unlimited provision" {
        means "The provision's places are blank, which means unlimited, and a row of `places` limits them part of the way.",
        matters "A provision is unlimited in every year or in none.",
        example "places blank at 119903-M and a row of places for 2028",
        fix "Give the provision a number of places to begin with, or delete the change.",
    }
}
